// Looks whether the board still has every status that the playbook maps, and says once where it does not.

import type { PlaceProblem } from '../clickup/place-problem.ts';
import { readStatuses } from '../clickup/place-reads.ts';
import { missingStatuses } from '../clickup/statuses.ts';
import type { Transport } from '../clickup/transport.ts';
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import type { Instant } from '../domain/day.ts';
import type { Card } from '../domain/observation.ts';
import { ClickUpFailure, type Clock, type Log } from '../reconcile/ports.ts';

/** A status that nobody knew may be one of many: it is asked for no more often than this. */
const AT_MOST_EVERY_MS = 60_000;

const EVERY_MS = 5 * 60_000;
/**
 * While none is missing they are asked for this much more rarely: the old name of a status means what it meant, and a card
 * that shows a new one makes the watch ask at once.
 */
const RARELY = 12;

export type StatusWatch = {
  /** Whether it is time to look again. */
  isDue(): boolean;
  /** Asks ClickUp (one request). Rejects if it can't be asked. */
  look(): Promise<void>;
  /** Asks where the status of this card was not on the board before; never rejects. */
  saw(card: Pick<Card, 'status'> | null): Promise<void>;
  /** What the playbook names and the board does not have, with what to do; null if it has everything. */
  trouble(): string | null;
};

/**
 * Makes the watch; `seen` is what the start found. `changed` is called when a status goes missing or is there again: no
 * card's time tells of it, and everything has to be read anew.
 */
export function createStatusWatch(options: {
  transport: Transport;
  boardId: string;
  loaded: LoadedPlaybook;
  seen: readonly string[];
  changed(): Promise<unknown>;
  /** How often it is looked while a status is missing; default five minutes. */
  everyMs?: number | undefined;
  clock: Clock;
  log: Log;
}): StatusWatch {
  const { transport, boardId, loaded, changed, everyMs = EVERY_MS, clock, log } = options;
  let known = options.seen;
  let missing = missingStatuses(loaded.playbook, known);
  let askedAt: Instant = clock.now();
  /** Until what follows from it could be asked for. */
  let isChanged = false;

  const look = async (): Promise<void> => {
    askedAt = clock.now();
    known = await readStatuses(transport, boardId);
    const before = missing;
    missing = missingStatuses(loaded.playbook, known);
    if (missing.length > 0 && given(missing) !== given(before)) tellLostStatuses(log, loaded.file, missing);
    if (missing.length === 0 && before.length > 0) {
      log.info({ statuses: given(before) }, 'the board has every status of the playbook again');
    }
    isChanged ||= given(missing) !== given(before);
    if (isChanged) await changed();
    isChanged = false;
  };

  return {
    isDue: () => clock.now() - askedAt >= (missing.length > 0 ? everyMs : RARELY * everyMs),
    look,
    async saw(card) {
      if (card === null || known.includes(card.status.toLowerCase())) return;
      if (clock.now() - askedAt < AT_MOST_EVERY_MS) return;
      await look().catch((error: unknown) => {
        if (!(error instanceof ClickUpFailure)) throw error;
        log.debug({ reason: error.message }, 'the statuses of the board could not be read');
      });
    },
    trouble: () => (missing.length === 0 ? null : sentenceOf(loaded.file, missing)),
  };
}

/** Says that statuses are missing; cards in statuses of no phase are left alone, everything else goes on. */
export function tellLostStatuses(log: Log, file: string, missing: readonly PlaceProblem[]): void {
  log.error(
    { reason: sentenceOf(file, missing) },
    'the board lacks statuses that the playbook names: cards in a status of no phase are left alone',
  );
}

function sentenceOf(file: string, missing: readonly PlaceProblem[]): string {
  const each = missing.map(({ place, message, hint }) => `${place}: ${message} ${hint}`.trim());
  return `${each.join(' ')} Rename it back in ClickUp, or write its new name in ${file} and start Liaison anew.`;
}

function given(missing: readonly PlaceProblem[]): string {
  return missing.map(one => `${one.place} ${one.given}`).join(', ');
}
