// What of the workspace a playbook probably means: fields of the right type, groups for functions, zone and language. Pure.
import { FIELD_TYPES, type FieldRef } from '../clickup/places/fields.ts';
import { FIELD_KEYS, type FieldKey, type Group } from '../domain/observation.ts';
import { bareName, namedLike, onlyLikely } from './names.ts';
import type { SurveyedPerson } from './survey.ts';

/** Parts of names by which people call these, in English and German. */
const FIELD_WORDS: Record<FieldKey, readonly string[]> = {
  supporter: ['support', 'mentor', 'betreu', 'begleit', 'patin', 'pate'],
  functions: ['function', 'funktion', 'bereich', 'skill', 'disciplin', 'needed', 'gebraucht'],
  outcome: ['outcome', 'ausgang', 'ergebnis', 'result'],
  feedback: ['feedback', 'rückmeldung'],
  baseline: ['baseline', 'before', 'ausgangswert', 'vorher'],
  target: ['target', 'goal', 'zielwert', 'ziel'],
  actual: ['actual', 'istwert', 'ist-wert'],
};
const SUPPORTER_WORDS = FIELD_WORDS.supporter;
export const BOARD_WORDS = ['customer result', 'kundenergebnis', 'kundenresultat'];
export const FOLDER_WORDS = ['team list', 'teamlist', 'team-list', 'customer result teams', 'kundenergebnis'];
export const AGENDA_WORDS = [
  'all-hands',
  'all hands',
  'townhall',
  'town hall',
  'allrunde',
  'vollversammlung',
];

/** The fields that a playbook could name under each key, and the one that is probably meant. */
export type FieldProposal = { usable: FieldRef[]; likely: FieldRef | null };

/** For each key only fields of a type that it may have. */
export function proposeFields(fields: readonly FieldRef[]): Record<FieldKey, FieldProposal> {
  const entries = FIELD_KEYS.map((key): [FieldKey, FieldProposal] => {
    const usable = fields.filter(({ type }) => FIELD_TYPES[key].includes(type));
    // Metrics and counts are many people's fields: only one that is called so is meant.
    const isAsked = key === 'supporter' || key === 'functions' || key === 'outcome';
    const likely = onlyLikely(isAsked ? usable : namedLike(usable, FIELD_WORDS[key]), FIELD_WORDS[key]);
    return [key, { usable, likely }];
  });
  return Object.fromEntries(entries) as Record<FieldKey, FieldProposal>;
}

/** The user group of those who support customer results; null where names do not tell. */
export function likelySupporters(groups: readonly Group[]): Group | null {
  const named = namedLike(groups, SUPPORTER_WORDS);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The user group of a function's people: of the same words, or the only one whose words are among the label's. */
export function likelyGroup(label: string, groups: readonly Group[]): Group | null {
  const wanted = bareName(label);
  const same = groups.filter(({ name }) => bareName(name) === wanted);
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null;
  const words = new Set(wanted.split(' '));
  const within = groups.filter(({ name }) => {
    const own = bareName(name);
    return own !== '' && own.split(' ').every(word => words.has(word));
  });
  return within.length === 1 ? (within[0] ?? null) : null;
}

/** Groups that are called flocks, by what is left of their names. */
export function flocksIn(groups: readonly Group[]): [string, Group][] {
  const found = groups.filter(({ name }) => /\b(flock|schwarm)\b/iu.test(name));
  return found.map(group => [
    group.name.replace(/\s*\b(flock|schwarm)\b\s*/iu, ' ').trim() || group.name,
    group,
  ]);
}

/** Who is in none of these groups; a guest is never on a team, and neither is Liaison. */
export function inNoGroup(
  people: readonly SurveyedPerson[],
  groups: readonly Group[],
  meId: number,
): SurveyedPerson[] {
  const inOne = new Set(groups.flatMap(({ members }) => members));
  return people.filter(({ id, isGuest }) => id !== meId && !isGuest && !inOne.has(id));
}

const GERMAN =
  /[äöüß]|\b(arbeit|team gesucht|auswertung|erledigt|verworfen|fertig|offen|ergebnis|liste|betreuung)\b/iu;

/** The language in which most of these names are. */
export function likelyLocale(names: readonly string[]): 'en' | 'de' {
  return names.filter(name => GERMAN.test(name)).length * 4 >= names.length && names.length > 0 ? 'de' : 'en';
}

/** The country whose holidays a zone suggests; null for all others, where somebody must say it. */
export function likelyHolidayRegion(zone: string): string | null {
  const regions: Readonly<Record<string, string>> = {
    'Europe/Berlin': 'DE',
    'Europe/Vienna': 'AT',
    'Europe/Zurich': 'CH',
    'Europe/London': 'GB',
    'Europe/Dublin': 'IE',
    'Europe/Amsterdam': 'NL',
  };
  return regions[zone] ?? null;
}

/** The options of an outcome field that are there to celebrate. */
export function celebrated(options: readonly { name: string }[]): string[] {
  return options.map(({ name }) => name).filter(name => /^(achieved|erreicht|success|erfolg)/iu.test(name));
}
