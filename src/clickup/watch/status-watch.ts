// Looks whether the board still has every status that the playbook maps, and says once where it does not.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Card } from '../../domain/observation.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { Transport } from '../http/transport.ts';
import type { PlaceProblem } from '../places/place-problem.ts';
import { readStatuses } from '../places/place-reads.ts';
import { missingStatuses } from '../places/statuses.ts';
import { createPlaceWatch, type PlaceMessages, type PlaceWatch, problemsText } from './place-watch.ts';

export type StatusWatch = Pick<PlaceWatch, 'isDue' | 'check' | 'lookForMissing'> & {
  /** Asks where the status of this card was not on the board before; never rejects. */
  saw(card: Pick<Card, 'status'> | null): Promise<void>;
  /** Whether some status is missing, or this card's is one that the board did not have when it was last asked. Never rejects. */
  lacks(card: Pick<Card, 'status'>): Promise<boolean>;
  /** What the playbook names and the board does not have, with what to do; null if it has everything. */
  trouble(): string | null;
};

/** Makes the watch; `seen` is what the start found, for the rest see `createPlaceWatch`. */
export function createStatusWatch(options: {
  transport: Transport;
  boardId: string;
  loaded: LoadedPlaybook;
  seen: readonly string[];
  changed(): Promise<unknown>;
  everyMs?: number | undefined;
  clock: Clock;
  log: Log;
}): StatusWatch {
  const { transport, boardId, loaded, changed, everyMs, clock, log } = options;
  let known = options.seen;
  const watch = createPlaceWatch({
    read: async () => {
      known = await readStatuses(transport, boardId);
      return missingStatuses(loaded.playbook, known);
    },
    lost: missingStatuses(loaded.playbook, known),
    messages: tellingOfStatuses(log, loaded.file),
    changed,
    everyMs,
    clock,
    log,
  });
  const isKnown = ({ status }: Pick<Card, 'status'>): boolean =>
    known.some(name => name.toLowerCase() === status.toLowerCase());
  return {
    isDue: watch.isDue,
    check: watch.check,
    lookForMissing: watch.lookForMissing,
    async saw(card) {
      if (card !== null && !isKnown(card)) await watch.suspect();
    },
    async lacks(card) {
      if (!isKnown(card)) await watch.suspect();
      return watch.missing().length > 0 || !isKnown(card);
    },
    trouble: watch.trouble,
  };
}

/** Says that statuses are missing; cards in statuses of no phase are left alone, everything else goes on. */
export function tellingOfStatuses(log: Log, file: string): PlaceMessages {
  const sentence = (missing: readonly PlaceProblem[]) => sentenceOf(file, missing);
  return {
    sentence,
    lost: missing =>
      log.error(
        { reason: sentence(missing) },
        'the board lacks statuses that the playbook names: cards in a status of no phase are left alone',
      ),
    found: statuses => log.info({ statuses }, 'the board has every status of the playbook again'),
  };
}

function sentenceOf(file: string, missing: readonly PlaceProblem[]): string {
  return `${problemsText(missing)} Rename it back in ClickUp, or write its new name in ${file} and start Liaison anew.`;
}
