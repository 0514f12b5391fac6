// Looks whether the board still has every custom field that the playbook names, and says once where it does not.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import type { Card } from '../../domain/observation.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { Transport } from '../http/transport.ts';
import { goneFields } from '../places/fields.ts';
import type { PlaceProblem } from '../places/place-problem.ts';
import { readFields } from '../places/place-reads.ts';
import type { Places } from '../places/places.ts';
import { createPlaceWatch, type PlaceMessages, type PlaceWatch, problemsText } from './place-watch.ts';

/** Longer than it takes every process to find out by itself that a field is there. */
const CHASED_MS = 15 * 60_000;

export type FieldWatch = Pick<PlaceWatch, 'isDue' | 'check' | 'lookForMissing'> & {
  /** Asks where this card does not show a field, or shows one that was missed. Rejects if the sweep that follows can't be asked for. */
  saw(card: Card | null): Promise<void>;
  /** What the playbook names and the board does not have, with what to do; null if it has everything. */
  trouble(): string | null;
};

/** Makes the watch; `lost` is what the start did not find, for the rest see `createPlaceWatch`. */
export function createFieldWatch(options: {
  transport: Transport;
  places: Places;
  loaded: LoadedPlaybook;
  lost: readonly PlaceProblem[];
  /** The cards as they were read last. */
  cards(): readonly Card[];
  changed(): Promise<unknown>;
  everyMs?: number | undefined;
  clock: Clock;
  log: Log;
}): FieldWatch {
  const { transport, places, loaded, lost, cards, changed, everyMs, clock, log } = options;
  const { playbook, file } = loaded;
  /** Cards that show less than the board has, and since when that is known: looked at once more, and then left alone. */
  const without = new Map<string, Instant>();
  const watch = createPlaceWatch({
    read: async () => goneFields(playbook, places, await readFields(transport, places.boardId)),
    lost,
    messages: tellingOfFields(log, file),
    changed,
    everyMs,
    clock,
    log,
  });
  /** It shows everything again. Another process may still read it with less: not so often that the two chase each other. */
  const forget = (cardId: string): void => {
    const since = without.get(cardId);
    if (since !== undefined && clock.now() - since >= CHASED_MS) without.delete(cardId);
  };
  return {
    isDue: watch.isDue,
    check: watch.check,
    lookForMissing: watch.lookForMissing,
    async saw(card) {
      if (!card) return;
      if (!card.unseenFields) forget(card.id);
      if (watch.missing().length > 0) {
        // In sight again: for this process, or for another one that has read the card.
        if (!card.unseenFields) await watch.suspect();
        return;
      }
      if (!card.unseenFields || without.has(card.id)) return;
      await watch.suspect();
      if (watch.missing().length > 0) return;
      // In sight again before it was missed, or fields that the card has no use for: one sweep tells.
      for (const one of cards()) if (one.unseenFields) without.set(one.id, clock.now());
      await changed();
    },
    trouble: watch.trouble,
  };
}

/** Says that fields are missing; what was in them last stands, everything else goes on. */
export function tellingOfFields(log: Log, file: string): PlaceMessages {
  const sentence = (missing: readonly PlaceProblem[]) => sentenceOf(file, missing);
  return {
    sentence,
    lost: missing =>
      log.error(
        { reason: sentence(missing) },
        'the board lacks fields that the playbook names: what was seen in them last stands',
      ),
    found: fields => log.info({ fields }, 'the board has every field of the playbook again'),
  };
}

function sentenceOf(file: string, missing: readonly PlaceProblem[]): string {
  return (
    `${problemsText(missing)} Until then what was seen in it last stands, and rules that look at it ask nobody and take ` +
    `nothing back. Give this token's user access to the field, or write the name of another one in ${file} and start Liaison anew.`
  );
}
