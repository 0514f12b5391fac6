// Exactly one: before a create its intent is noted; a create whose answer was lost is looked up before it is repeated.

import type { Clock } from '../../base/clock.ts';
import type { Made } from '../memory/card-facts.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { CompanySettings, MemoryReach } from '../observe-deps.ts';
import { ClickUpFailure } from '../ports.ts';
import { RequeueAfter } from '../requeue-after.ts';

export type CreateOnceDeps = {
  clock: Clock;
  company: Pick<CompanySettings, 'readLagMs'>;
  firstContact: Pick<MemoryReach, 'holdUntil'>;
  /** Rejects if another process may have taken this card over. */
  checkLock(): Promise<void>;
};

export type Creation<T> = {
  /** Names the thing within its card, for example `item:kick-off`. */
  what: string;
  make(): Promise<T>;
  /** Reads whether an earlier attempt was applied. */
  lookUp(): Promise<T | null>;
  asObject(made: T): Made['object'];
  /** Puts it into this process's own cache before the store has it: that may be lost at this very moment. */
  see?(made: T): void;
  /** Where ClickUp itself keeps names apart: an attempt under the name of the one before needs no wait, it would be refused. */
  uniqueName?: string;
};

/** Makes a thing of a card at most once, across retries, crashes and lost answers. Rejects with RequeueAfter to wait. */
export async function createOnce<T>(
  { clock, company: { readLagMs }, firstContact, checkLock }: CreateOnceDeps,
  known: CardMemory,
  { what, make, lookUp, asObject, see, uniqueName }: Creation<T>,
): Promise<T> {
  const hold = await firstContact.holdUntil();
  if (hold !== null && clock.now() < hold) {
    throw new RequeueAfter(
      hold,
      `${what} waits: the store was lost, and what was made before may not show yet`,
    );
  }
  const former = known.made.get(what);
  if (former?.object === null) {
    // A look-up may take long: only one that began when everything must show can tell that there is nothing.
    const askedAt = clock.now();
    const found = await lookUp();
    if (found !== null) {
      see?.(found);
      await known.noteMade(what, { at: former.at, object: asObject(found) });
      return found;
    }
    const until = former.at + readLagMs;
    // Since then the card may have another name, or the name that was taken may have become free.
    const wouldBeRefused = uniqueName !== undefined && uniqueName === former.name;
    if (!wouldBeRefused && askedAt < until) {
      throw new RequeueAfter(
        until,
        `${what} waits: an earlier attempt may have made it, and it may not show yet`,
      );
    }
  }
  await checkLock();
  await known.noteMade(what, { at: clock.now(), name: uniqueName, object: null });
  let made: T;
  try {
    made = await make();
  } catch (error) {
    if (error instanceof ClickUpFailure && !error.isMaybeApplied) {
      if (former?.object === null) {
        // That this attempt was refused says nothing about the one before.
        await known.noteMade(what, former);
      } else {
        await known.forgetMade([what]);
      }
    }
    throw error;
  }
  see?.(made);
  await known.noteMade(what, { at: clock.now(), object: asObject(made) });
  return made;
}
