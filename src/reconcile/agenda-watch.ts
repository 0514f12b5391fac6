// Watches the list for agendas of a running Liaison: makes what is due there, and logs once when the list is gone.

import type { Log } from '../base/log.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { type AgendaDeps, AgendaListGone, prepareAllHands } from './agenda.ts';
import type { JobLock } from './apply/guarded-clickup.ts';

export type AgendaWatch = {
  /** Makes the agenda of the next all-hands, if it should exist and does not. Rejects for any other trouble than the list. */
  check(hold: JobLock): Promise<void>;
  /** Why no agenda can be made, with what to do; null while one can. */
  trouble(): string | null;
};

/** Makes the watch. A list that was not there at the start is looked for at the next one. */
export function createAgendaWatch(options: {
  /** Why the list was not found at the start; null if it was. */
  lost: { message: string; hint: string } | null;
  loaded: LoadedPlaybook;
  deps(hold: JobLock): AgendaDeps;
  log: Log;
}): AgendaWatch {
  const { lost, loaded, deps, log } = options;
  const list = loaded.playbook.digest?.list ?? '';
  let trouble = lost && troubleOf(lost.message, `${lost.hint} Then start Liaison anew.`);

  return {
    trouble: () => trouble,
    async check(hold) {
      if (lost) return;
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

/** Logs that no agenda can be made, and what to do; everything else goes on. */
export function tellLost(log: Log, list: string, reason: string, hint: string): void {
  log.error({ list, reason, hint }, 'no agenda can be made: the list of digest.list is not in ClickUp');
}
