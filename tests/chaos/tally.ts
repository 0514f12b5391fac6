// How often each thing really happened over many stories: what never did was never proven.
import { DISTURBANCES } from './disturbances/registry.ts';

/** A disturbance, or a kind of operation that Liaison carried out → how often. */
export type Tally = Map<string, number>;

/** What must happen somewhere in so many stories: everything that Liaison makes, says and takes back. */
const OPERATIONS = [
  'create-list',
  'adopt-list',
  'create-about',
  'create-item',
  'update-about',
  'update-item',
  'post-status',
  'edit-status',
  'ask',
  'escalate',
  'settle-ask',
  'answer',
  'tag',
  'mark-list',
  'remind',
  'explain-undo',
  'take-off',
  'move-back',
  'put-back-supporter',
];

/** Counts `times` more. */
export function count(tally: Tally, name: string, times = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + times);
}

/** Counts everything of one tally in another. */
export function addTo(tally: Tally, more: Tally): void {
  for (const [name, times] of more) count(tally, name, times);
}

/** What never happened though it should. */
export function neverIn(tally: Tally): string[] {
  const wanted = [...Object.keys(DISTURBANCES), ...OPERATIONS, 'neighbour'];
  return wanted.filter(name => !tally.has(name));
}

/** The tally as it is printed, by name. */
export function linesOf(tally: Tally): string[] {
  const names = [...tally.keys()].sort();
  return names.map(name => `${String(tally.get(name)).padStart(7)} ${name}`);
}
