// The doctor's look at names of the playbook that ClickUp has, and that can't work together all the same.
import type { FieldRef } from '../../clickup/places/fields.ts';
import type { SeenPlaces } from '../../clickup/places/places.ts';
import { findPerson } from '../../domain/board-view.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type Check, checksIn } from './check.ts';
import { listed, quotedList } from './listed.ts';
import { isGroupNamed, isSameName } from './named-groups.ts';

const { warn } = checksIn('names');

/** Warnings about such names, each with what to do; nothing where there are none. */
export function probeNames(playbook: Playbook, seen: SeenPlaces): Check[] {
  return [
    ...probeCelebrated(playbook, seen),
    ...probeFunctions(playbook, seen),
    ...probePeople(playbook, seen),
    ...probeWorkingDays(playbook, seen),
    ...probeBoard(playbook, seen),
  ];
}

/** Outcomes to celebrate are options of the outcome field. */
function probeCelebrated({ digest, fields }: Playbook, { found }: SeenPlaces): Check[] {
  const celebrated = digest?.celebrate ?? [];
  if (celebrated.length === 0 || found === null) return [];
  if (fields.outcome === undefined) {
    const message = 'digest.celebrate names outcomes, but the playbook names no field for them.';
    return [
      warn('celebrate', message, 'Name the field under fields.outcome, or leave digest.celebrate out.'),
    ];
  }
  const { outcome } = found;
  // One that is not found is a problem of its own.
  if (outcome === null) return [];
  const options = namesOf(outcome);
  const unknown = celebrated.filter(name => !has(options, name));
  if (unknown.length === 0) return [];
  const message = `digest.celebrate names what is no option of the field “${fields.outcome}”: ${listed(unknown)}.`;
  return [warn('celebrate', message, `Its options are: ${listed(options)}.`)];
}

/** Cards ask for functions by the labels of the functions field. */
function probeFunctions({ people, fields }: Playbook, { found }: SeenPlaces): Check[] {
  const functions = found?.functions ?? null;
  if (functions === null) return [];
  const labels = namesOf(functions);
  const known = Object.keys(people.functions);
  const missing = known.filter(name => !has(labels, name));
  const unknown = labels.filter(name => !has(known, name));
  const checks: Check[] = [];
  if (missing.length > 0) {
    const message = `No card can ask for these functions, since the field “${fields.functions}” has no such label: ${listed(missing)}.`;
    checks.push(
      warn(
        'functions',
        message,
        `Its labels are: ${listed(labels)}. Write one of them under people.functions, or add the label in ClickUp.`,
      ),
    );
  }
  if (unknown.length > 0) {
    const message = `Cards can ask for functions that the playbook does not know: ${listed(unknown)}.`;
    checks.push(warn('labels', message, 'Add them with their user groups under people.functions.'));
  }
  return checks;
}

/** Who is in no group of a function counts as none, and nobody offers them an open seat. */
function probePeople({ people }: Playbook, { groups, me, people: members }: SeenPlaces): Check[] {
  const functions = Object.values(people.functions);
  if (functions.length === 0) return [];
  const meant = [...functions, people.supporters];
  const inOne = new Set(groups.filter(group => isGroupNamed(group, meant)).flatMap(group => group.members));
  const left = members.filter(({ id }) => id !== me.id && !inOne.has(id));
  if (left.length === 0) return [];
  const message = `In no group of people.functions or people.supporters, so that they count for no function: ${listed(left.map(({ name }) => name))}.`;
  return [warn('people', message, 'Put them into a user group in ClickUp, unless they are on no team.')];
}

/** Whoever is named with working days of their own and is not there has left, or is called otherwise by now. */
function probeWorkingDays({ people: { workingDays } }: Playbook, { people }: SeenPlaces): Check[] {
  if (people.length === 0) return [];
  const unknown = Object.keys(workingDays).filter(name => findPerson(people, name) === null);
  if (unknown.length === 0) return [];
  const message = `people.workingDays names who is not in the workspace, or not by one name: ${quotedList(unknown)}.`;
  const hint = 'Take out who has left; write the name, e-mail or id of the others as ClickUp has it.';
  return [warn('working days', message, hint)];
}

function probeBoard({ places: wanted }: Playbook, { board: found, lists, folders }: SeenPlaces): Check[] {
  const board = lists.find(({ id }) => id === found?.id);
  const folder = folders.find(({ id, name }) => id === wanted.folder || isSameName(name, wanted.folder));
  if (!board || !folder || board.folder !== folder.name) return [];
  const message = `The board “${board.name}” is in the folder “${folder.name}”, in which team lists are made.`;
  return [
    warn(
      'board',
      message,
      'If that list belongs to a team, places.board names the wrong one: write the list that has the cards.',
    ),
  ];
}

function namesOf({ options }: Pick<FieldRef, 'options'>): string[] {
  return options.map(({ name }) => name);
}

function has(names: readonly string[], name: string): boolean {
  return names.some(other => isSameName(other, name));
}
