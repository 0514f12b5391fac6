// The second act: the kick-off gives the team its list, dates move, people change things by hand, the evaluation nears.

import type { Day } from '../domain/day.ts';
import { addDays, dayOf, morningOf } from '../domain/schedule/calendar.ts';
import type { Due } from '../domain/schedule/due.ts';
import { type Recurrence, scheduledDay } from '../domain/schedule/recurrence.ts';
import { StoryBroken } from './actor.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import type { DemoStage } from './stage.ts';
import { entriesOf, type ListedTask, listing, sayShortDay } from './words.ts';
import type { SeenTask, TeamListPage } from './workplace.ts';

const WEEKS = 8;
/** The task whose date somebody changes by hand. */
const CHANGED = 'understand-the-problem';
/** The task that somebody deletes. */
const DELETED = 'make-the-plan';

/** When the customer result starts and ends; the story moves the start by a week. */
export function datesOf(stage: DemoStage): { firstStartOn: Day; startOn: Day; dueOn: Day } {
  const firstStartOn = dayOf(stage.begunAt, stage.loaded.playbook.calendar.zone);
  return { firstStartOn, startOn: addDays(firstStartOn, 7), dueOn: addDays(firstStartOn, WEEKS * 7) };
}

/** What the card's own list holds. `tasks` are without the page about it and without subtasks. */
type OwnList = { list: TeamListPage | null; tasks: SeenTask[]; about: string };

/** Reads the card's own list; there are no tasks unless it is the only one. */
export async function tasksOf(stage: DemoStage, cast: Cast): Promise<OwnList> {
  const { work } = stage;
  const lists = await work.teamLists(cast.priya);
  const [own, ...others] = lists.filter(list => list.content?.includes(`/t/${cast.card.id}`));
  if (!own || others.length > 0)
    return { list: null, tasks: [], about: `${own ? others.length + 1 : 0} lists` };
  const all = (await work.tasks(cast.priya, own.id)).filter(task => task.parentId === null);
  const pages = all.filter(task => task.name === 'About this list');
  return {
    list: own,
    tasks: all.filter(task => !pages.includes(task)),
    about: `1 list with ${pages.length} page “About this list”`,
  };
}

/** The scenes from the kick-off until the evaluation has to be planned. */
export function runningScenes(stage: DemoStage, cast: Cast): Scene[] {
  const { work, loaded } = stage;
  const { card, lukas, priya, noah, template } = cast;
  const { zone } = loaded.playbook.calendar;
  const calendar = loaded.calendar(stage.begunAt);
  const { firstStartOn, startOn, dueOn } = datesOf(stage);
  const running = cast.statusOf('running');
  const templates = loaded.playbook.workItems.filter(({ phase }) => phase === 'running');
  const resolved = (due: Due | Recurrence | undefined, start: Day): Day | null =>
    due ? scheduledDay(due, 1, { start, due: dueOn, entered: {} }, calendar) : null;
  const entries = (start: Day): ListedTask[] =>
    templates.map(({ title, due }) => ({ name: title, dueOn: resolved(due, start) }));

  const changed = template(CHANGED).title;
  const deleted = template(DELETED).title;
  const changedTo = addDays(resolved(template(CHANGED).due, firstStartOn) ?? firstStartOn, 4);
  const afterMove = entries(startOn).map(entry =>
    entry.name === changed ? { ...entry, dueOn: changedTo } : entry,
  );
  const afterDeletion = afterMove.filter(({ name }) => name !== deleted);
  const plan = template('plan-the-evaluation');
  const planFrom = resolved(plan.from, startOn) ?? startOn;

  const lookAtList = async (): Promise<string> => {
    const { tasks, about } = await tasksOf(stage, cast);
    return `${about}: ${listing(entriesOf(tasks))}`;
  };
  const expectList = (expected: readonly ListedTask[]): string =>
    `1 list with 1 page “About this list”: ${listing(expected)}`;
  const find = async (title: string): Promise<SeenTask> => {
    const task = (await tasksOf(stage, cast)).tasks.find(({ name }) => name === title);
    if (task) return task;
    throw new StoryBroken(`The team's list has no task “${title}”.`);
  };

  return [
    {
      name: 'Kick-off',
      who: priya.name,
      did: `sets the dates (${sayShortDay(firstStartOn)} to ${sayShortDay(dueOn)}, ${WEEKS} weeks) and moves the card to “${running}”`,
      liaison: "makes the team's list with the tasks of the playbook, dated from the card",
      async play() {
        await work.setDays(priya, card.id, { startOn: firstStartOn, dueOn });
        await work.move(priya, card.id, running);
        return { expected: expectList(entries(firstStartOn)), look: lookAtList };
      },
    },
    {
      name: 'Dates move',
      who: lukas.name,
      did: `gives “${changed}” a date of his own (${sayShortDay(changedTo)}); then ${priya.name} moves the card's start by a week`,
      liaison: 'moves its own dates along and leaves his as it is',
      async play() {
        await work.setDays(lukas, (await find(changed)).id, { dueOn: changedTo });
        await stage.comesToRest();
        await work.setDays(priya, card.id, { startOn });
        return { expected: expectList(afterMove), look: lookAtList };
      },
    },
    {
      name: 'A task that nobody needs',
      who: noah.name,
      did: `deletes “${deleted}”; afterwards Liaison looks at everything anew`,
      liaison: 'does not make it again',
      async play() {
        await work.remove(noah, (await find(deleted)).id);
        await stage.comesToRest();
        await stage.sweep();
        return { expected: expectList(afterDeletion), look: lookAtList };
      },
    },
    {
      name: 'The evaluation nears',
      who: 'The calendar',
      did: `says ${sayShortDay(planFrom)}, ${plan.from?.text}`,
      liaison: 'wakes up by itself and makes the task that everybody forgets',
      async play() {
        await stage.passTo(morningOf(planFrom, zone));
        const planned = { name: plan.title, dueOn: resolved(plan.due, startOn) };
        return { expected: expectList([...afterDeletion, planned]), look: lookAtList };
      },
    },
  ];
}
