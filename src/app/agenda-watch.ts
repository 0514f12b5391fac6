// Looks after the list for agendas of a running Liaison: makes what is due there, and says once when the list is gone.
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import { type AgendaDeps, AgendaListGone, prepareAllHands } from '../reconcile/agenda.ts';
import type { Hold } from '../reconcile/guarded.ts';
import type { Log } from '../reconcile/ports.ts';
import { type Connection, tellLost } from './connect.ts';

export type AgendaWatch = {
  /** Makes the agenda of the next all-hands, if it should exist and does not. Rejects for any other trouble than the list. */
  look(hold: Hold): Promise<void>;
  /** Why no agenda can be made, with what to do; null while one can. */
  trouble(): string | null;
};

/** Makes the watch. A list that was not there at the start is looked for at the next one. */
export function createAgendaWatch(options: {
  connection: { lost: Pick<Connection['lost'], 'agendas'> };
  loaded: LoadedPlaybook;
  deps(hold: Hold): AgendaDeps;
  log: Log;
}): AgendaWatch {
  const { connection, loaded, deps, log } = options;
  const { agendas: lostAgendas } = connection.lost;
  const list = loaded.playbook.digest?.list ?? '';
  let trouble = lostAgendas && troubleOf(lostAgendas.message, `${lostAgendas.hint} Then start Liaison anew.`);

  return {
    trouble: () => trouble,
    async look(hold) {
      if (lostAgendas) return;
      try {
        const on = await prepareAllHands(deps(hold));
        if (trouble !== null) log.info({ list }, 'the list of digest.list is there again');
        trouble = null;
        if (on !== null) log.info({ on }, 'the agenda of the all-hands was made');
      } catch (error) {
        if (!(error instanceof AgendaListGone)) throw error;
        const reason = `The list "${list}" was deleted, or this token may not see it any more.`;
        const hint = `Restore it in ClickUp, or name another list in ${loaded.file} and start Liaison anew.`;
        if (trouble === null) tellLost(log, list, reason, hint);
        trouble = troubleOf(reason, hint);
      }
    },
  };
}

function troubleOf(reason: string, hint: string): string {
  return `digest.list: ${reason} ${hint}`;
}
