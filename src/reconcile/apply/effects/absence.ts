// Tasks in the list of absences that people asked for: made once, changed, closed.
import { type AbsenceTask, ClickUpFailure } from '../../ports.ts';
import type { ActContext } from '../act-context.ts';
import type { Effect } from '../effect.ts';

export const noteAbsence: Effect<'note-absence'> = {
  async apply({ deps, once }, { commandId, personId, from, until, name }) {
    const { clickUp, cache } = deps;
    const made = await once<AbsenceTask>({
      what: `absence:${commandId}`,
      make: () => clickUp.createAbsence({ commandId, person: personId, from, until, name }).catch(asRefusal),
      asObject: ({ id }) => ({ taskId: id }),
      lookUp: async () =>
        (await clickUp.readAbsences(null))?.find(({ madeFor }) => madeFor === commandId) ?? null,
    });
    await cache.absences.put(made);
  },
  // The list itself is gone: its next read says so.
  invalidate: async () => {},
};

export const changeAbsence: Effect<'change-absence'> = {
  async apply({ deps }, { absenceId, from, until }) {
    await deps.cache.absences.put(await deps.clickUp.changeAbsence({ id: absenceId, from, until }));
  },
  invalidate: letGo,
};

export const closeAbsence: Effect<'close-absence'> = {
  async apply({ deps }, { absenceId }) {
    await deps.clickUp.closeAbsence(absenceId);
    await deps.cache.absences.remove(absenceId);
  },
  invalidate: letGo,
};

/** A list that is gone, or out of sight, will not be there sooner for being tried again: whoever asked is told. */
function asRefusal(error: unknown): never {
  if (!(error instanceof ClickUpFailure) || error.kind !== 'gone') throw error;
  throw new ClickUpFailure('refused', error.message, { cause: error });
}

/** Somebody deleted it meanwhile. */
async function letGo({ deps }: ActContext, { absenceId }: { absenceId: string }): Promise<void> {
  await deps.cache.absences.remove(absenceId);
}
