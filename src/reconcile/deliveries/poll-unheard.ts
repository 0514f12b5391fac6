// Polls the places that no delivery tells of, and asks for a reconcile of the cards concerned.
import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board } from '../../domain/observation.ts';
import { leftIn } from '../../domain/people/departure.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { cardsOfPeople } from '../cards-of-people.ts';
import { type ReconcileQueue, requestReconciles } from '../request-reconciles.ts';
import { HEARS_NOTHING, type Hears } from '../webhook-port.ts';
import type { Polling } from './poll.ts';

/** What of our webhooks decides whether a place has to be polled. */
export type PlacesHeard = {
  /** Takes over what other processes know. Rejects if the store is away. */
  refresh(): Promise<void>;
  hears(): Hears;
  /** Whether a place is heard again of which deliveries were lost, so that only a sweep shows everything. */
  isRecovering(): boolean;
  /** Everything that changed before `startedAt` has been asked for where it was not heard. */
  caughtUp(startedAt: Instant): Promise<void>;
  /** Something has changed of which ClickUp will tell. */
  expectsDelivery(): void;
};

/**
 * More cards than this that changed between two polls were changed by Liaison, just after a first mirror, or by somebody
 * who edited many at once: they do not go before what a delivery reports meanwhile.
 */
const MOST_LIVE = 20;

export type Poller = {
  /** Polls what is not heard, and asks for reconciles; answers with the ids of the cards that changed. */
  poll(hears?: Hears): Promise<string[]>;
  /** The same by what the webhooks hear at present; where they hear everything, for nothing. */
  pollUnheard(): Promise<void>;
};

/** Makes the poller of a board. */
export function createPoller(deps: {
  polling: Pick<Polling, 'hasBegun' | 'poll'>;
  /** No webhook tells of absences, or of who has left. */
  cache: { absences: { poll(): Promise<number[]> }; confirmMissing(): Promise<void>; board(): Board };
  playbook: Playbook;
  queues: ReconcileQueue;
  webhooks: PlacesHeard;
  sweep(): Promise<string[]>;
  clock: Clock;
}): Poller {
  const { polling, queues, webhooks, sweep, clock, cache, playbook } = deps;

  /** Who had left the workspace when the cards of these people were last asked for. */
  let gone: ReadonlySet<number> = new Set();

  const pollDepartures = async (): Promise<number[]> => {
    await cache.confirmMissing();
    const before = gone;
    gone = leftIn(cache.board());
    return [...gone].filter(id => !before.has(id)).concat([...before].filter(id => !gone.has(id)));
  };

  /** Whoever goes or stays otherwise than was known concerns their own cards alone. */
  const pollPeople = async (): Promise<string[]> => {
    const people = [...(await cache.absences.poll()), ...(await pollDepartures())];
    const ids = cardsOfPeople(cache.board(), playbook, people);
    await requestReconciles(queues, ids, 'live', 'poll');
    return ids;
  };

  const poll: Poller['poll'] = async (hears = HEARS_NOTHING) => {
    const found = await polling.poll(hears);
    if (found === null) return sweep();
    const { changed, affected } = found;
    if (changed.length > 0) webhooks.expectsDelivery();
    await requestReconciles(queues, changed, changed.length > MOST_LIVE ? 'bulk' : 'live', 'poll');
    await requestReconciles(queues, affected, 'bulk', 'neighbour');
    const ofPeople = await pollPeople();
    return [...new Set([...changed, ...ofPeople])];
  };

  return {
    poll,
    async pollUnheard() {
      await webhooks.refresh();
      const hears = webhooks.hears();
      // Whoever starts sweeps; until that has read everything there is nothing to compare with.
      if (!polling.hasBegun()) return;
      if (hears.board && hears.folder) {
        await pollPeople();
        return;
      }
      const startedAt = clock.now();
      await (webhooks.isRecovering() ? sweep() : poll(hears));
      await webhooks.caughtUp(startedAt);
    },
  };
}
