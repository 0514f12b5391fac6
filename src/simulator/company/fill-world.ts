// Puts a company into an empty world.
import type { World } from '../world.ts';
import { addGroups, addPeople } from './add-people.ts';
import { addPlaces } from './add-places.ts';
import { addTasks } from './add-tasks.ts';
import type { Company } from './company.ts';

/** Fills the world. The company must have been checked: a name that nothing has throws a plain Error. */
export function fillWorld(world: World, company: Company): void {
  addPeople(world, company);
  addGroups(world, company.groups ?? []);
  const lists = company.spaces.flatMap(space => addPlaces(world, space));
  const tasks = new Map(
    lists
      .flatMap(({ list, given }) => addTasks(world, list, given.tasks ?? []))
      .map(task => [task.name, task]),
  );
  for (const { list, given } of lists) {
    const task = given.linkTo === undefined ? undefined : tasks.get(given.linkTo);
    if (task === undefined) continue;
    list.content = [...(list.content === '' ? [] : [list.content]), `${world.baseUrl}/t/${task.id}`].join(
      '\n',
    );
  }
}
