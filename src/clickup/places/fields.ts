// The custom fields that a playbook names, held against those of the board.
import { FIELD_KEYS, type FieldKey } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { rulesNeeding } from '../../domain/rules/needs.ts';
import type { FieldAnswer } from '../schemas.ts';
import { choose, isAbsent, namesHint } from './choose.ts';
import type { PlaceProblem } from './place-problem.ts';

/** A custom field of the board with its options; `orderIndex` is what a drop-down's value is read as. */
export type FieldRef = FieldAnswer;

/** Metrics are words or numbers, as the company likes it. */
const WORDS = ['short_text', 'text', 'number'];
/** The types that each of them may have in ClickUp. */
export const FIELD_TYPES: Record<FieldKey, readonly string[]> = {
  supporter: ['users'],
  functions: ['labels'],
  outcome: ['drop_down'],
  feedback: ['number'],
  baseline: WORDS,
  target: WORDS,
  actual: WORDS,
};

/** The field behind each name; null where the playbook names none, or the board has none like that, which is a problem. */
export function findFields(
  playbook: Playbook,
  fields: readonly FieldRef[],
): { found: Record<FieldKey, FieldRef | null>; lost: FieldKey[]; problems: PlaceProblem[] } {
  const found: Record<FieldKey, FieldRef | null> = {
    supporter: null,
    functions: null,
    outcome: null,
    feedback: null,
    baseline: null,
    target: null,
    actual: null,
  };
  const problems: PlaceProblem[] = [];
  const lost: FieldKey[] = [];
  for (const key of FIELD_KEYS) {
    const given = playbook.fields[key];
    if (given === undefined) continue;
    const choice = choiceOf(playbook, key, given, fields);
    if ('chosen' in choice) {
      found[key] = choice.chosen;
      continue;
    }
    lost.push(key);
    problems.push(choice);
  }
  return { found, lost, problems };
}

function choiceOf(
  playbook: Playbook,
  key: FieldKey,
  given: string,
  fields: readonly FieldRef[],
): { chosen: FieldRef } | PlaceProblem {
  const types = FIELD_TYPES[key];
  const type = types.join(' or ');
  const choice = choose(fields, given, 'custom field on the board');
  if (!('chosen' in choice)) return problemOf(playbook, key, { given, found: fields, ...choice });
  const { chosen } = choice;
  if (types.includes(chosen.type)) return choice;
  const usable = fields.filter(candidate => types.includes(candidate.type));
  return problemOf(playbook, key, {
    given,
    found: usable,
    message: `The custom field "${chosen.name}" is of type ${chosen.type}; this one must be of type ${type}.`,
    hint: namesHint(usable, chosen.name, `custom field of type ${type}`),
  });
}

function problemOf(
  playbook: Playbook,
  key: FieldKey,
  {
    given,
    found,
    message,
    hint,
  }: { given: string; found: readonly FieldRef[]; message: string; hint: string },
): PlaceProblem {
  const rules = rulesNeeding(key, playbook).join(', ');
  const need = rules === '' ? message : `${message} Rules that need it: ${rules}.`;
  return { place: placeOf(key), given, found: found.map(({ name }) => name), message: need, hint };
}

/** The fields as Liaison knows them, and those that it could not find. */
type KnownFields = { fields: Record<FieldKey, FieldRef | null>; lostFields: FieldKey[] };

/**
 * What ClickUp does not show any more of the fields that were found before, whatever they are called now; and what is
 * still not there of the others. One of those that is there by now is taken into `known`, so that cards are read with it.
 */
export function goneFields(
  playbook: Playbook,
  known: KnownFields,
  fields: readonly FieldRef[],
): PlaceProblem[] {
  const { found, problems } = findFields(playbook, fields);
  return FIELD_KEYS.flatMap((key): PlaceProblem[] => {
    const field = known.fields[key];
    if (field)
      return fields.some(({ id }) => id === field.id) ? [] : [goneProblem(playbook, key, field, fields)];
    if (!known.lostFields.includes(key)) return [];
    if (!found[key]) return problems.filter(({ place }) => place === placeOf(key));
    known.fields[key] = found[key];
    known.lostFields = known.lostFields.filter(lost => lost !== key);
    return [];
  });
}

function goneProblem(
  playbook: Playbook,
  key: FieldKey,
  { name }: FieldRef,
  fields: readonly FieldRef[],
): PlaceProblem {
  const message = `There is no custom field "${name}" on the board any more.`;
  const hint = isAbsent(fields, name)
    ? namesHint(fields, name, 'custom field on the board')
    : `Another field has that name now. If it is meant, start Liaison anew.`;
  return problemOf(playbook, key, { given: name, found: fields, message, hint });
}

/** Whether a problem is that a field is not there: it harms only the rules that look at it. One of a wrong type is a mistake. */
export function isOfLostField({ place, given }: PlaceProblem, fields: readonly FieldRef[]): boolean {
  return FIELD_KEYS.some(key => placeOf(key) === place) && isAbsent(fields, given);
}

function placeOf(key: FieldKey): string {
  return `fields.${key}`;
}
