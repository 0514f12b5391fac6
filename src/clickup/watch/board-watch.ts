// Looks whether the board still has the statuses and fields of the playbook: now and then, and when a card shows otherwise.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Card } from '../../domain/observation.ts';
import type { Phase } from '../../domain/phase.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { Connection } from '../connect.ts';
import { createFieldWatch, type FieldWatch } from './field-watch.ts';
import { createStatusWatch, type StatusWatch } from './status-watch.ts';

export type BoardWatch = {
  statuses: Pick<StatusWatch, 'trouble' | 'lacks'>;
  fields: Pick<FieldWatch, 'trouble'>;
  /** Asks ClickUp for what it is time to look at again (at most two requests). Rejects if it can't be asked. */
  checkIfDue(): Promise<void>;
  /** Asks for what is missing, because somebody wants it seen now (at most two requests). Never rejects for ClickUp's sake. */
  lookForMissing(): Promise<void>;
  /** Hears of a card and the phase that its status has; asks ClickUp where the card shows otherwise. Never rejects. */
  saw(card: Card | null, phase: Phase | null | undefined): void;
};

/** Makes the watch. `changed` is called when something goes missing or is there again. */
export function createBoardWatch(options: {
  connection: Pick<Connection, 'transport' | 'places' | 'lost'>;
  loaded: LoadedPlaybook;
  /** The cards as they were read last. */
  cards(): readonly Card[];
  changed(): Promise<unknown>;
  /** How often it is looked while something is missing; default five minutes. */
  everyMs?: number | undefined;
  clock: Clock;
  log: Log;
}): BoardWatch {
  const { connection, cards, ...rest } = options;
  const { transport, places, lost } = connection;
  const { boardId, boardStatuses } = places;
  const statuses = createStatusWatch({ ...rest, transport, boardId, seen: boardStatuses });
  const fields = createFieldWatch({ ...rest, transport, places, lost: lost.fields, cards });
  return {
    statuses,
    fields,
    async checkIfDue() {
      if (statuses.isDue()) await statuses.check();
      if (fields.isDue()) await fields.check();
    },
    async lookForMissing() {
      await statuses.lookForMissing();
      await fields.lookForMissing();
    },
    saw(card, phase) {
      if (phase === null) void statuses.saw(card);
      fields.saw(card).catch((error: unknown) => {
        options.log.warn({ reason: String(error) }, 'a look at every card could not be asked for');
      });
    },
  };
}
