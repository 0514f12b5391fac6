// ClickUp for one run: nothing is written for a job that is not ours any more.
import type { BeforeWrite, ClickUp } from '../ports.ts';

/** What a call of the port does. One that reads before it writes is handed the check, and calls it in between. */
type Kind<Name extends keyof ClickUp> = [Extract<Parameters<ClickUp[Name]>[number], BeforeWrite>] extends [
  never,
]
  ? 'reads' | 'writes'
  : 'reads, then writes';

/** Every call of the port has its kind here; a new one does not compile without. */
export const CALLS = {
  readCards: 'reads',
  readCard: 'reads',
  readLists: 'reads',
  readItems: 'reads',
  readItem: 'reads',
  readItemsOf: 'reads',
  seekList: 'reads',
  seekTask: 'reads',
  seekPage: 'reads',
  readArchivedLists: 'reads',
  readPagesAnywhere: 'reads',
  readTags: 'reads',
  readStatusTimes: 'reads',
  readStaff: 'reads',
  readComments: 'reads',
  readReplies: 'reads',
  readAgendas: 'reads',
  readAbsences: 'reads',
  createList: 'writes',
  adoptList: 'reads, then writes',
  markList: 'reads, then writes',
  createFollowUp: 'writes',
  linkCard: 'writes',
  closeItem: 'reads, then writes',
  reopenItem: 'reads, then writes',
  createAgenda: 'writes',
  createAbsence: 'writes',
  changeAbsence: 'writes',
  closeAbsence: 'reads, then writes',
  createAbout: 'writes',
  updateAbout: 'writes',
  createItem: 'writes',
  updateItem: 'writes',
  createComment: 'writes',
  createReply: 'writes',
  updateComment: 'writes',
  strikeComment: 'writes',
  takeOff: 'writes',
  tagCard: 'writes',
  moveCard: 'writes',
  changeSupporters: 'writes',
} as const satisfies { [Name in keyof ClickUp]: Kind<Name> };

/** The job was cancelled, since its lock is lost or its process ends; nothing more is written for it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** What a run knows of its job: whether its lock still holds (rejects otherwise), and whether it was cancelled. */
export type JobLock = { checkLock(): Promise<void>; signal?: AbortSignal };

/** Rejects where the job was cancelled, or as `checkLock` does where its lock is lost. */
export function stillOurs({ checkLock, signal }: JobLock): BeforeWrite {
  const heed = (): void => {
    if (!signal?.aborted) return;
    const reason: unknown = signal.reason;
    throw new Cancelled(
      `the job was cancelled: ${reason instanceof Error ? reason.message : String(reason)}`,
    );
  };
  return async () => {
    heed();
    await checkLock();
    heed();
  };
}

/** The same ClickUp, each write of which is preceded by `beforeWrite`; where that rejects, it is not sent. */
export function guarded(clickUp: ClickUp, beforeWrite: BeforeWrite): ClickUp {
  return new Proxy(clickUp, {
    get(target, name, self) {
      const call: unknown = Reflect.get(target, name, self);
      const kind = CALLS[name as keyof ClickUp];
      if (typeof call !== 'function' || kind === 'reads') return call;
      return async (...given: unknown[]): Promise<unknown> => {
        if (kind === 'reads, then writes') return Reflect.apply(call, target, [...given, beforeWrite]);
        await beforeWrite();
        return Reflect.apply(call, target, given);
      };
    },
  });
}
