// The doctor's look at the list of absences: whether it can be read, and which of its tasks say nothing.
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import { type Check, checksIn } from './check.ts';

const { ok, warn, fail } = checksIn('people');

/** Reads the list; no check where the playbook names none. Rejects with what is no failure of ClickUp. */
export async function examineAbsences(
  clickUp: Pick<ClickUp, 'readAbsences'>,
  list: string | undefined,
): Promise<Check[]> {
  if (list === undefined) return [];
  try {
    const tasks = (await clickUp.readAbsences(null)) ?? [];
    const silent = tasks.filter(
      ({ people, from, until }) => people.length === 0 || from === null || until === null || until < from,
    );
    if (silent.length === 0) {
      return [ok('absences', `“${list}” can be read; it has ${tasks.length} open absences.`)];
    }
    const message = `${silent.length} of ${tasks.length} open tasks in “${list}” say of nobody that they are away.`;
    const hint =
      'An absence is assigned to somebody, and has a start day and a due day that is not before it.';
    return [warn('absences', message, hint)];
  } catch (error) {
    if (!(error instanceof ClickUpFailure)) throw error;
    const hint = 'Share the list with the token’s owner, or name another one under people.absences.';
    return [fail('absences', error.message, hint)];
  }
}
