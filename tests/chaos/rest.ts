// When a story is over: nothing is left in the queues that would run by itself soon. And what is there then.
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import type { Heard, Liaison } from '../support/liaison.ts';
import type { People } from '../support/people.ts';
import type { VirtualTime } from '../support/virtual-time.ts';
import type { GentleStart } from './disturbances/gentle-start.ts';
import type { HandMade } from './disturbances/hand-made.ts';
import type { Pace } from './pace.ts';
import type { Tally } from './tally.ts';
import type { TeamLists } from './team-lists.ts';
import type { Witness } from './witness.ts';

/** What is left when a run has come to rest; `close` ends it. */
export type Rest = {
  seed: string;
  loaded: LoadedPlaybook;
  time: VirtualTime;
  people: People;
  liaison: Liaison;
  /** The ids of all cards ever made, oldest first. */
  cardIds: string[];
  lists: TeamLists;
  /** What people did, as `play` and disturbances say it, by ClickUp's clock. */
  did: { at: number; what: string }[];
  /** The disturbances and Liaison's operations that really happened. */
  tally: Tally;
  /** When which kind of operation was carried out, by our clock. */
  carriedOut: { at: number; kind: string }[];
  /** The lists that people made before Liaison came. */
  handMade: HandMade[];
  /** How gently it began, where it did. */
  gentle: GentleStart | null;
  /** What is wrong on the board beside this one, in sentences. */
  wrongNextDoor: string[];
  /** Whether the store lost anything. */
  isStoreLost: boolean;
  /** Whether several processes kept one count of their requests all along, and nothing else refused any as too many. */
  isBudgetShared: boolean;
  /** How far ClickUp's clock is ahead of ours. */
  skewMs: number;
  /** How long what disturbed it may have been felt after it was over. */
  lingersMs: number;
  heard: Heard[];
  /** Who saw what happened on the board. */
  witness: Witness;
  /** Everything that happened, for whoever reads a failure. */
  story: string[];
  /** Lets a day pass, with the sweep that comes daily. */
  passDay(): Promise<void>;
  close(): Promise<void>;
};

/** Lets time pass until no job is left that would run by itself soon: read lags, backoffs and late deliveries are over. */
export async function untilAtRest(
  { time, quietMs, stepMs, patienceMs }: Pace,
  { engine }: Liaison,
): Promise<void> {
  const end = time.now() + patienceMs;
  let quietSince = time.now();
  let left = '';
  while (time.now() - quietSince < quietMs) {
    if (time.now() > end) throw new Error(`The queues did not come to rest: ${left}`);
    await time.passUntil(time.now() + stepMs);
    const { deliveries, reconcile } = await time.passWhile(engine.queues.counts());
    const states = ['waiting', 'prioritized', 'delayed', 'active'];
    if ([deliveries, reconcile].some(counts => states.some(state => (counts[state] ?? 0) > 0)))
      quietSince = time.now();
    left = JSON.stringify({ deliveries, reconcile });
  }
}
