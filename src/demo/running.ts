// The second act: the kick-off gives the team its list, dates move, people change things by hand, the evaluation nears.

import type { Day } from '../domain/day.ts';
import { addDays, type Calendar, dayOf, morningOf } from '../domain/schedule/calendar.ts';
import type { Due } from '../domain/schedule/due.ts';
import { type Recurrence, scheduledDay } from '../domain/schedule/recurrence.ts';
import { StoryBroken } from './actor.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import { goingOnScene, restingScene } from './resting.ts';
import type { SeenTask, TeamListPage } from './seen.ts';
import type { DemoStage } from './stage.ts';
import { entriesOf, type ListedTask, listing, sayShortDay } from './words.ts';

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

/** The list of a running customer result, as it should be and as people see it. */
class RunningList {
  readonly #stage: DemoStage;
  readonly #cast: Cast;
  readonly #calendar: Calendar;

  constructor(stage: DemoStage, cast: Cast) {
    this.#stage = stage;
    this.#cast = cast;
    this.#calendar = stage.loaded.calendar(stage.begunAt);
  }

  /** The day that a template's expression means for a start on that day. */
  dayOf(due: Due | Recurrence | undefined, startOn: Day): Day | null {
    const dates = { start: startOn, due: datesOf(this.#stage).dueOn, entered: {} };
    return due ? scheduledDay(due, 1, dates, this.#calendar) : null;
  }

  /** What the list should hold for a start on that day, if nobody changes anything by hand. */
  entries(startOn: Day): ListedTask[] {
    const templates = this.#stage.loaded.playbook.workItems.filter(({ phase }) => phase === 'running');
    return templates.map(({ title, due }) => ({ name: title, dueOn: this.dayOf(due, startOn) }));
  }

  expected(entries: readonly ListedTask[]): string {
    return `1 list with 1 page “About this list”: ${listing(entries)}`;
  }

  async found(): Promise<string> {
    const { tasks, about } = await tasksOf(this.#stage, this.#cast);
    return `${about}: ${listing(entriesOf(tasks))}`;
  }

  /** The task of that name. Rejects with StoryBroken if there is none. */
  async task(title: string): Promise<SeenTask> {
    const task = (await tasksOf(this.#stage, this.#cast)).tasks.find(({ name }) => name === title);
    if (task) return task;
    throw new StoryBroken(`The team's list has no task “${title}”.`);
  }
}

/** The scenes from the kick-off until the evaluation has to be planned. */
export function runningScenes(stage: DemoStage, cast: Cast): Scene[] {
  const list = new RunningList(stage, cast);
  const { firstStartOn, startOn } = datesOf(stage);
  const { title: changed, due } = cast.template(CHANGED);
  const { title: deleted } = cast.template(DELETED);
  const changedTo = addDays(list.dayOf(due, firstStartOn) ?? firstStartOn, 4);
  const afterMove = list
    .entries(startOn)
    .map(entry => (entry.name === changed ? { ...entry, dueOn: changedTo } : entry));
  const afterDeletion = afterMove.filter(({ name }) => name !== deleted);
  return [
    kickOff(stage, cast, list),
    datesMove(stage, cast, list, { changed, changedTo, afterMove }),
    taskThatNobodyNeeds(stage, cast, list, { deleted, afterDeletion }),
    restingScene(stage, cast),
    evaluationNears(stage, cast, list, afterDeletion),
    goingOnScene(stage, cast),
  ];
}

function kickOff(stage: DemoStage, cast: Cast, list: RunningList): Scene {
  const { work } = stage;
  const { card, priya } = cast;
  const { firstStartOn, dueOn } = datesOf(stage);
  const running = cast.statusOf('running');

  return {
    name: 'Kick-off',
    who: priya.name,
    did: `sets the dates (${sayShortDay(firstStartOn)} to ${sayShortDay(dueOn)}, ${WEEKS} weeks) and moves the card to “${running}”`,
    liaison: "makes the team's list with the tasks of the playbook, dated from the card",
    async play() {
      await work.setDays(priya, card.id, { startOn: firstStartOn, dueOn });
      await work.move(priya, card.id, running);
      return { expected: list.expected(list.entries(firstStartOn)), check: () => list.found() };
    },
  };
}

function datesMove(
  stage: DemoStage,
  { card, lukas, priya }: Cast,
  list: RunningList,
  { changed, changedTo, afterMove }: { changed: string; changedTo: Day; afterMove: ListedTask[] },
): Scene {
  const { work } = stage;
  return {
    name: 'Dates move',
    who: lukas.name,
    did: `gives “${changed}” a date of his own (${sayShortDay(changedTo)}); then ${priya.name} moves the card's start by a week`,
    liaison: 'moves its own dates along and leaves his as it is',
    async play() {
      await work.setDays(lukas, (await list.task(changed)).id, { dueOn: changedTo });
      await stage.comesToRest();
      await work.setDays(priya, card.id, { startOn: datesOf(stage).startOn });
      return { expected: list.expected(afterMove), check: () => list.found() };
    },
  };
}

function taskThatNobodyNeeds(
  stage: DemoStage,
  { noah }: Cast,
  list: RunningList,
  { deleted, afterDeletion }: { deleted: string; afterDeletion: ListedTask[] },
): Scene {
  return {
    name: 'A task that nobody needs',
    who: noah.name,
    did: `deletes “${deleted}”; afterwards Liaison looks at everything anew`,
    liaison: 'does not make it again',
    async play() {
      await stage.work.remove(noah, (await list.task(deleted)).id);
      await stage.comesToRest();
      await stage.sweep();
      return { expected: list.expected(afterDeletion), check: () => list.found() };
    },
  };
}

function evaluationNears(
  stage: DemoStage,
  cast: Cast,
  list: RunningList,
  afterDeletion: readonly ListedTask[],
): Scene {
  const { zone } = stage.loaded.playbook.calendar;
  const { startOn } = datesOf(stage);
  const plan = cast.template('plan-the-evaluation');
  const planFrom = list.dayOf(plan.from, startOn) ?? startOn;

  return {
    name: 'The evaluation nears',
    who: 'The calendar',
    did: `says ${sayShortDay(planFrom)}, ${plan.from?.text}`,
    liaison: 'wakes up by itself and makes the task that everybody forgets',
    async play() {
      await stage.passTo(morningOf(planFrom, zone));
      const planned = { name: plan.title, dueOn: list.dayOf(plan.due, startOn) };
      return { expected: list.expected([...afterDeletion, planned]), check: () => list.found() };
    },
  };
}
