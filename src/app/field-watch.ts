// Looks whether the board still has every custom field that the playbook names, and says once where it does not.
import { goneFields } from '../clickup/fields.ts';
import type { PlaceProblem } from '../clickup/place-problem.ts';
import { readFields } from '../clickup/place-reads.ts';
import type { Places } from '../clickup/places.ts';
import type { Transport } from '../clickup/transport.ts';
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import type { Card } from '../domain/observation.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import { createPlaceWatch, type PlacesTold, type PlaceWatch, problemsText } from './place-watch.ts';

export type FieldWatch = Pick<PlaceWatch, 'isDue' | 'look'> & {
  /** Asks where this card does not show a field. Rejects if the look at everything that follows can't be asked for. */
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
  /** Cards that show less than the board has: looked at once more, and then left alone. */
  const without = new Set<string>();
  const watch = createPlaceWatch({
    read: async () => goneFields(playbook, places, await readFields(transport, places.boardId)),
    lost,
    told: tellingOfFields(log, file),
    changed,
    everyMs,
    clock,
    log,
  });
  return {
    isDue: watch.isDue,
    look: watch.look,
    async saw(card) {
      if (!card?.unseenFields || without.has(card.id) || watch.missing().length > 0) return;
      await watch.suspect();
      if (watch.missing().length > 0) return;
      // In sight again before it was missed, or fields that the card has no use for: one look at everything tells.
      for (const one of cards()) if (one.unseenFields) without.add(one.id);
      await changed();
    },
    trouble: () => (watch.missing().length === 0 ? null : sentenceOf(file, watch.missing())),
  };
}

/** Says that fields are missing; what was in them last stands, everything else goes on. */
export function tellingOfFields(log: Log, file: string): PlacesTold {
  return {
    lost: missing =>
      log.error(
        { reason: sentenceOf(file, missing) },
        'the board lacks fields that the playbook names: what was seen in them last stands',
      ),
    found: fields => log.info({ fields }, 'the board has every field of the playbook again'),
  };
}

function sentenceOf(file: string, missing: readonly PlaceProblem[]): string {
  return (
    `${problemsText(missing)} Until then what was seen in it last stands, and rules that nobody can judge are left ` +
    `alone. Give this token's user access to the field, or write the name of another one in ${file} and start Liaison anew.`
  );
}
