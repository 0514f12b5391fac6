// The filters in the address of the front page: read strictly, applied to the board, and written back into links.
import { z } from 'zod';
import { nearestOf } from '../base/nearest.ts';
import { PHASES } from '../domain/phase.ts';
import type { BoardStatus, CustomerResultStatus } from './board-status.ts';
import { needsSomebody } from './needs.ts';
import type { PageWords } from './words/words.ts';

export const FILTER_NAMES = ['phase', 'supporter', 'person', 'rule', 'needs', 'q'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
/** Each value as it is allowed; a filter that is absent filters nothing. `none` is the phase of cards in no phase. */
export type Filters = { [Name in FilterName]?: string };

/** What filters may be set to. */
export type Choices = { phases: readonly string[]; supporters: string[]; people: string[]; rules: string[] };

/** So many are named where a value is none of them. */
const MOST_NAMED = 12;
const LONGEST = 200;
const Query = z.record(z.string(), z.array(z.string()));

/** What the filters may be set to on this board. */
export function choicesOf({ customerResults, supporters, rules }: BoardStatus): Choices {
  const named = (people: readonly { name: string }[]) =>
    [...new Set(people.map(({ name }) => name))].sort((one, other) => one.localeCompare(other));
  const supporting = customerResults.flatMap(result => result.supporters);
  const found = customerResults.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  return {
    phases: [...PHASES, 'none'],
    supporters: named([...supporters, ...supporting]),
    people: named([...customerResults.flatMap(({ team }) => team), ...supporting]),
    rules: [...new Set([...rules, ...found])],
  };
}

/** Reads an address; what is wrong is said in sentences, each with what was given and what is allowed. */
export function readFilters(
  query: Record<string, string[]>,
  choices: Choices,
  { say }: PageWords,
): { filters: Filters; problems: string[] } {
  const filters: Filters = {};
  const problems: string[] = [];
  for (const [name, values] of Object.entries(Query.parse(query))) {
    const given = values.map(value => value.trim()).filter(value => value !== '');
    const key = FILTER_NAMES.find(known => known === name);
    if (key === undefined) {
      problems.push(say('filter.unknown', { name: short(name), allowed: FILTER_NAMES.join(', ') }));
    } else if (given.length > 1) {
      problems.push(say('filter.twice', { name }));
    } else if (given[0] !== undefined) {
      const value = allowedValue(key, given[0], choices);
      if (value === null) problems.push(wrongValue(key, given[0], choices, say));
      else filters[key] = value;
    }
  }
  return { filters, problems };
}

/** The customer results that every filter lets through. */
export function filtered(
  results: readonly CustomerResultStatus[],
  { phase, supporter, person, rule, needs, q }: Filters,
): CustomerResultStatus[] {
  const words = q?.toLowerCase().split(/\s+/) ?? [];
  const isOf = (people: readonly { name: string }[], name: string) => people.some(one => one.name === name);
  return results.filter(
    result =>
      (phase === undefined || (result.phase ?? 'none') === phase) &&
      (supporter === undefined || isOf(result.supporters, supporter)) &&
      (person === undefined || isOf(result.team, person) || isOf(result.supporters, person)) &&
      (rule === undefined || result.findings.some(one => one.rule === rule && one.state === 'fails')) &&
      (needs === undefined || result.findings.some(needsSomebody)) &&
      words.every(word => result.name.toLowerCase().includes(word)),
  );
}

/** The front page with these filters. */
export function addressOf(filters: Filters): string {
  const query = new URLSearchParams(filters as Record<string, string>).toString();
  return query === '' ? '/' : `/?${query}`;
}

function allowedOf(
  name: FilterName,
  { phases, supporters, people, rules }: Choices,
): readonly string[] | null {
  switch (name) {
    case 'phase':
      return phases;
    case 'supporter':
      return supporters;
    case 'person':
      return people;
    case 'rule':
      return rules;
    case 'needs':
      return ['1'];
    case 'q':
    default:
      return null;
  }
}

/** The value as it is written where it is allowed, in any case; null if it is not. */
function allowedValue(name: FilterName, value: string, choices: Choices): string | null {
  const allowed = allowedOf(name, choices);
  if (allowed === null) return value.length <= LONGEST ? value : null;
  return allowed.find(one => one.toLowerCase() === value.toLowerCase()) ?? null;
}

function wrongValue(name: FilterName, value: string, choices: Choices, say: PageWords['say']): string {
  const given = short(value);
  const allowed = allowedOf(name, choices);
  if (allowed === null) return say('filter.too-long', { name, most: LONGEST });
  if (allowed.length === 0) return say('filter.nobody', { name, given });
  const [near] = nearestOf(value, allowed);
  const named = allowed.slice(0, MOST_NAMED).join(', ');
  const more = allowed.length - MOST_NAMED;
  const list = more > 0 ? say('filter.and-more', { list: named, count: more }) : named;
  const sentence = say('filter.wrong', { name, given, allowed: list });
  return near === undefined ? sentence : `${sentence} ${say('filter.near', { near })}`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
