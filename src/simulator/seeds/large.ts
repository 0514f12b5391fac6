// Many running customer results, each with a list full of tasks: for measuring.
import { makeList } from '../api/list-routes.ts';
import { makeTask } from '../api/make-task.ts';
import type { World } from '../world.ts';
import { type Company, functionNames } from './company.ts';
import { addCard } from './demo.ts';

/** Adds cards in progress, each with a list of `itemCount` tasks in the folder for teams. */
export function addManyCards(world: World, company: Company, cardCount: number, itemCount: number): void {
  const { people, teams, bot } = company;
  const [supporters, others] = [people.slice(0, 5), people.slice(5)];
  const nameAt = (list: typeof people, index: number) => list[index % list.length]?.username ?? '';
  for (let index = 0; index < cardCount; index += 1) {
    const start = -7 - (index % 28);
    const name = `Customer result ${String(index + 1).padStart(4, '0')}`;
    const card = addCard(world, company, {
      name,
      status: 'in progress',
      priority: 1 + (index % 4),
      ageInDays: 40 + (index % 30),
      description: `What customers will notice, number ${index + 1}.`,
      functions: [0, 1, 2].map(step => functionNames[(index + step) % functionNames.length] ?? 'Engineering'),
      team: [...new Set([0, 1, 2, 3].map(step => nameAt(others, index * 4 + step)))],
      supporter: nameAt(supporters, index),
      start,
      due: start + 56,
    });
    const list = makeList(world, teams, name);
    list.content = `${world.baseUrl}/t/${card.id}`;
    for (let item = 0; item < itemCount; item += 1) {
      makeTask(world, list, bot, {
        name: `Work item ${item + 1}`,
        status: ['to do', 'in progress', 'complete'][item % 3],
        assignees: [card.assigneeIds[item % card.assigneeIds.length] ?? bot.id],
        due_date: world.clock.now() + (item % 50) * 86_400_000,
      });
    }
  }
}
