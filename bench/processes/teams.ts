// Cards in forming with people on their teams, made as people make them.
import type { LocalClickUp, Person } from './local-clickup.ts';

const DAY_MS = 86_400_000;

/** Everybody who supports nobody. */
export function teamsOf({ people }: LocalClickUp): Person[] {
  return people.filter(({ groups }) => !groups.includes('Supporters'));
}

/** Creates so many cards whose teams have so many people, the first ones; answers with their ids. */
export async function createTeams(clickUp: LocalClickUp, count: number, size: number): Promise<string[]> {
  const { boardId, supporterFieldId, people, ask } = clickUp;
  const supporter = people.find(({ groups }) => groups.includes('Supporters'));
  const assignees = teamsOf(clickUp)
    .slice(0, size)
    .map(({ id }) => id);
  const ids: string[] = [];
  for (let number = 1; number <= count; number++) {
    const { id } = await ask<{ id: string }>('POST', `/list/${boardId}/task`, {
      name: `Forming ${number}`,
      status: 'forming',
      assignees,
      start_date: Date.now() + 7 * DAY_MS,
      due_date: Date.now() + 63 * DAY_MS,
      custom_fields: [{ id: supporterFieldId, value: { add: [supporter?.id], rem: [] } }],
    });
    ids.push(id);
  }
  return ids;
}
