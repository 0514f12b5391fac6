// People who are away from before the story begins: for its first day, or for weeks. They act all the same, as people do.
import type { LoadedPlaybook } from '../../../src/domain/playbook/loaded-playbook.ts';
import { addDays, dayOf, noonOf } from '../../../src/domain/schedule/calendar.ts';
import type { People } from '../../support/people.ts';
import type { Disturbance } from './disturbance.ts';

/** The list that people keep for it. */
const LIST = 'Absences';
/** By then list and task show, whatever the faults are. */
const SHOWS_MS = 60_000;
const ZONE = 'Europe/Berlin';

/** The playbook that names the list. */
export function withAbsences({ playbook, ...loaded }: LoadedPlaybook): LoadedPlaybook {
  return { ...loaded, playbook: { ...playbook, people: { ...playbook.people, absences: LIST } } };
}

export const ABSENCES = {
  personAway: {
    chance: 0.3,
    by: 'people',
    isFromTheStart: true,
    async begin({ people, note, now, pause }, { who, more }) {
      // The board's owner is always there, so that somebody can be asked.
      const [, ...others] = people.all;
      const person = others[who % others.length];
      if (!person) return null;
      const listId = await listOf(people);
      const today = dayOf(now(), ZONE);
      const until = addDays(today, more % 2 === 0 ? 0 : 60);
      const body = {
        name: 'In hospital',
        assignees: [person.id],
        start_date: noonOf(addDays(today, -1), ZONE),
        start_date_time: true,
        due_date: noonOf(until, ZONE),
        due_date_time: true,
      };
      await people.ask('POST', `/list/${listId}/task`, body, person);
      // People enter it before they go: Liaison asks rarely here, and not everything shows at once.
      await pause(SHOWS_MS);
      note(`away ${person.id} until ${until}`);
      return { what: `${person.username} is away until ${until}` };
    },
  },
} satisfies Record<string, Disturbance>;

/** Made by whoever is the first to be away. */
async function listOf({ ask, spaceId }: People): Promise<string> {
  const { lists } = await ask<{ lists: { id: string; name: string }[] }>('GET', `/space/${spaceId}/list`);
  const found = lists.find(({ name }) => name === LIST);
  return (found ?? (await ask<{ id: string }>('POST', `/space/${spaceId}/list`, { name: LIST }))).id;
}
