// The doctor's look at names of the playbook that ClickUp has, and that can't work together all the same.
import type { FieldRef } from '../../clickup/places/fields.ts';
import type { Places, SeenPlaces } from '../../clickup/places/places.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Check } from './check.ts';

/** More names than this in a line help nobody. */
const SHOWN = 10;

/** Warnings about such names, each with what to do; nothing where there are none. */
export function probeNames(playbook: Playbook, places: Places, seen: SeenPlaces): Check[] {
  return [
    ...probeCelebrated(playbook, places),
    ...probeFunctions(playbook, places),
    ...probePeople(playbook, seen),
    ...probeBoard(playbook, places, seen),
  ];
}

/** Outcomes to celebrate are options of the outcome field. */
function probeCelebrated({ digest, fields }: Playbook, { fields: { outcome } }: Places): Check[] {
  const celebrated = digest?.celebrate ?? [];
  if (celebrated.length === 0) return [];
  if (outcome === null) {
    const message = 'digest.celebrate names outcomes, but the playbook names no field for them.';
    return [
      warning('celebrate', message, 'Name the field under fields.outcome, or leave digest.celebrate out.'),
    ];
  }
  const options = namesOf(outcome);
  const unknown = celebrated.filter(name => !has(options, name));
  if (unknown.length === 0) return [];
  const message = `digest.celebrate names what is no option of the field “${fields.outcome}”: ${listed(unknown)}.`;
  return [warning('celebrate', message, `Its options are: ${listed(options)}.`)];
}

/** Cards ask for functions by the labels of the functions field. */
function probeFunctions({ people, fields }: Playbook, { fields: { functions } }: Places): Check[] {
  if (functions === null) return [];
  const labels = namesOf(functions);
  const known = Object.keys(people.functions);
  const missing = known.filter(name => !has(labels, name));
  const unknown = labels.filter(name => !has(known, name));
  const checks: Check[] = [];
  if (missing.length > 0) {
    const message = `No card can ask for these functions, since the field “${fields.functions}” has no such label: ${listed(missing)}.`;
    checks.push(
      warning(
        'functions',
        message,
        `Its labels are: ${listed(labels)}. Write one of them under people.functions, or add the label in ClickUp.`,
      ),
    );
  }
  if (unknown.length > 0) {
    const message = `Cards can ask for functions that the playbook does not know: ${listed(unknown)}.`;
    checks.push(warning('labels', message, 'Add them with their user groups under people.functions.'));
  }
  return checks;
}

/** Who is in no group of a function counts as none, and nobody offers them an open seat. */
function probePeople({ people }: Playbook, { groups, me, people: members }: SeenPlaces): Check[] {
  const functions = Object.values(people.functions);
  if (functions.length === 0) return [];
  const meant = [...functions, people.supporters];
  const inOne = new Set(
    groups.filter(({ id, name }) => has(meant, name) || meant.includes(id)).flatMap(group => group.members),
  );
  const left = members.filter(({ id }) => id !== me.id && !inOne.has(id));
  if (left.length === 0) return [];
  const message = `In no group of people.functions or people.supporters, so that they count for no function: ${listed(left.map(({ name }) => name))}.`;
  return [warning('people', message, 'Put them into a user group in ClickUp, unless they are on no team.')];
}

function probeBoard(
  { places: wanted }: Playbook,
  { boardId }: Places,
  { lists, folders }: SeenPlaces,
): Check[] {
  const board = lists.find(({ id }) => id === boardId);
  const folder = folders.find(({ id, name }) => id === wanted.folder || isSame(name, wanted.folder));
  if (!board || !folder || board.folder !== folder.name) return [];
  const message = `The board “${board.name}” is in the folder “${folder.name}”, in which team lists are made.`;
  return [
    warning(
      'board',
      message,
      'If that list belongs to a team, places.board names the wrong one: write the list that has the cards.',
    ),
  ];
}

function warning(name: string, message: string, hint: string): Check {
  return { group: 'names', name, state: 'warn', message, hint };
}

function namesOf({ options }: Pick<FieldRef, 'options'>): string[] {
  return options.map(({ name }) => name);
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function has(names: readonly string[], name: string): boolean {
  return names.some(other => isSame(other, name));
}

function listed(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${more}`;
}
