// Looks whether the board still has what the playbook names, and says once where it does not, and once when it does again.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';
import type { PlaceProblem } from '../places/place-problem.ts';

/** A name that nobody knew may be one of many: it is asked for no more often than this. */
const AT_MOST_EVERY_MS = 60_000;

const EVERY_MS = 5 * 60_000;
/** While nothing is missing it is asked for this much more rarely: a card that shows something odd makes the watch ask at once. */
const RARELY = 12;

export type PlaceWatch = {
  /** Whether it is time to look again. */
  isDue(): boolean;
  /** Asks ClickUp (one request). Rejects if it can't be asked. */
  check(): Promise<void>;
  /** Asks because something odd was seen; never rejects for ClickUp's sake. */
  suspect(): Promise<void>;
  /** Asks for what is missing, because somebody wants it seen now; never rejects for ClickUp's sake. */
  lookForMissing(): Promise<void>;
  /** What the playbook names and ClickUp does not have; empty if it has everything. */
  missing(): readonly PlaceProblem[];
  /** The same as `told` says it; null if it has everything. */
  trouble(): string | null;
};

/**
 * Makes the watch; `lost` is what the start found. `changed` is called when something goes missing or is there again: no
 * card's time tells of it, and everything has to be read anew.
 */
export function createPlaceWatch(options: {
  read(): Promise<PlaceProblem[]>;
  lost: readonly PlaceProblem[];
  messages: PlaceMessages;
  changed(): Promise<unknown>;
  /** How often it is looked while something is missing; default five minutes. */
  everyMs?: number | undefined;
  clock: Clock;
  log: Log;
}): PlaceWatch {
  const { read, messages, changed, everyMs = EVERY_MS, clock, log } = options;
  let missing = options.lost;
  let askedAt: Instant = clock.now();
  let suspectedAt: Instant = Number.NEGATIVE_INFINITY;
  /** Whether something odd was seen that was not asked for yet. */
  let isSuspected = false;
  /** Until what follows from it could be asked for. */
  let isChanged = false;

  const check = async (): Promise<void> => {
    askedAt = clock.now();
    const found = await read();
    isSuspected = false;
    const before = missing;
    missing = found;
    isChanged ||= tellDifference(messages, before, missing);
    if (isChanged) await changed();
    isChanged = false;
  };

  const checkIfPossible = (): Promise<void> =>
    check().catch((error: unknown) => {
      if (!(error instanceof ClickUpFailure)) throw error;
      log.debug({ reason: error.message }, 'what the board has could not be read');
    });

  return {
    isDue: () => {
      const everyNow = missing.length > 0 ? everyMs : RARELY * everyMs;
      return clock.now() - askedAt >= (isSuspected ? Math.min(AT_MOST_EVERY_MS, everyNow) : everyNow);
    },
    check,
    async suspect() {
      isSuspected = true;
      if (clock.now() - suspectedAt < AT_MOST_EVERY_MS) return;
      suspectedAt = clock.now();
      await checkIfPossible();
    },
    async lookForMissing() {
      if (missing.length > 0) await checkIfPossible();
    },
    missing: () => missing,
    trouble: () => (missing.length === 0 ? null : messages.sentence(missing)),
  };
}

/** How it is said that something is missing and what to do, and that everything is there again. */
export type PlaceMessages = {
  sentence(missing: readonly PlaceProblem[]): string;
  lost(missing: readonly PlaceProblem[]): void;
  found(before: string): void;
};

/** Says what is missing now and was not, or that nothing is any more; answers whether something is different. */
export function tellDifference(
  messages: PlaceMessages,
  before: readonly PlaceProblem[],
  now: readonly PlaceProblem[],
): boolean {
  const [was, is] = [givenIn(before), givenIn(now)];
  if (was === is) return false;
  if (now.length > 0) messages.lost(now);
  else messages.found(was);
  return true;
}

/** All of them in one text, each with what there is instead. */
export function problemsText(missing: readonly PlaceProblem[]): string {
  return missing.map(({ place, message, hint }) => `${place}: ${message} ${hint}`.trim()).join(' ');
}

function givenIn(missing: readonly PlaceProblem[]): string {
  return missing.map(one => `${one.place} ${one.given}`).join(', ');
}
