// The evaluation as people see it in the team's list: its tasks, the feedback, the reminders, the idea found on the way.
import type { Day, Instant } from '../domain/day.ts';
import { addWorkingDays, type Calendar, dayOf, morningOf } from '../domain/schedule/calendar.ts';
import { scheduledDay } from '../domain/schedule/recurrence.ts';
import { StoryBroken } from './actor.ts';
import type { Cast } from './cast.ts';
import { datesOf, tasksOf } from './running.ts';
import type { SeenTask } from './seen.ts';
import type { DemoStage } from './stage.ts';
import { type ListedTask, sayMoment } from './words.ts';

export const IDEA = 'Shops choose themselves how often we write';
/** The status of the space by which people close a task. */
const CLOSED = 'complete';
const ONE_OF_TEAM = [{ username: 'one of the team' }];

export class StoryEvaluation {
  readonly stage: DemoStage;
  readonly cast: Cast;
  readonly dueOn: Day;
  /** How much feedback is enough, and after how many working days Liaison reminds of it. */
  readonly min: number;
  readonly remindEvery: number;
  readonly #collect: string;
  readonly #calendar: Calendar;

  /** Throws StoryBroken for a playbook with which this part of the story can't be told. */
  constructor(stage: DemoStage, cast: Cast) {
    const { feedback } = stage.loaded.playbook;
    const every = feedback?.remindEvery;
    if (every?.unit !== 'working day')
      throw new StoryBroken('The demo needs reminders every few working days.');
    this.stage = stage;
    this.cast = cast;
    this.dueOn = datesOf(stage).dueOn;
    this.min = feedback?.min ?? 0;
    this.remindEvery = every.count;
    this.#collect = cast.template(feedback?.item ?? 'collect-feedback').title;
    this.#calendar = stage.loaded.calendar(stage.begunAt);
  }

  get zone(): string {
    return this.stage.loaded.playbook.calendar.zone;
  }

  get #templates() {
    return this.stage.loaded.playbook.workItems.filter(({ phase }) => phase === 'evaluating');
  }

  /** When the reminder of that number comes: each pause is longer than the one before. */
  reminderAt(number: number): Instant {
    const days = ((number * (number + 1)) / 2) * this.remindEvery;
    return morningOf(addWorkingDays(this.#calendar, this.dueOn, days), this.zone);
  }

  sayReminder(number: number, to: string, count: number): string {
    return `reminder ${number} on ${sayMoment(this.reminderAt(number), this.zone)} to ${to}: ${count} of ${this.min}`;
  }

  /** The tasks that there should be by now, with their days and people, for a card that is evaluated from now on. */
  async expectedTasks(): Promise<ListedTask[]> {
    const { stage, cast } = this;
    const { assignees, supporters } = await stage.work.task(cast.priya, cast.card.id);
    const people = {
      nobody: [],
      supporter: supporters,
      team: assignees,
      'one-of-team': ONE_OF_TEAM,
      rotate: ONE_OF_TEAM,
    };
    const entered = { evaluating: dayOf(stage.now(), this.zone) };
    const dates = { start: datesOf(stage).startOn, due: this.dueOn, entered };
    return this.#templates.map(({ title, due, assign }) => ({
      name: title,
      dueOn: due ? scheduledDay(due, 1, dates, this.#calendar) : null,
      who: people[assign].map(person => person.username),
    }));
  }

  /** The tasks that there are, as `expectedTasks` says them: which one of the team has the least to do is left open. */
  async seenTasks(): Promise<ListedTask[]> {
    const { assignees } = await this.stage.work.task(this.cast.priya, this.cast.card.id);
    const isOfTeam = (id: number): boolean => assignees.some(person => person.id === id);
    return (await this.tasks()).map(({ name, dueOn, assignees: holders }) => {
      const assign = this.#templates.find(({ title }) => title === name)?.assign;
      const isForOne = assign === 'one-of-team' || assign === 'rotate';
      const isOne = isForOne && holders.length === 1 && holders.every(({ id }) => isOfTeam(id));
      return { name, dueOn, who: (isOne ? ONE_OF_TEAM : holders).map(({ username }) => username) };
    });
  }

  /** The tasks that there are. */
  async tasks(): Promise<SeenTask[]> {
    const { tasks } = await tasksOf(this.stage, this.cast);
    return tasks.filter(({ name }) => this.#templates.some(({ title }) => title === name));
  }

  /** Closes a task of the team's list by its name. */
  async close(title: string): Promise<void> {
    const { stage, cast } = this;
    const task = (await tasksOf(stage, cast)).tasks.find(({ name }) => name === title);
    if (!task) throw new StoryBroken(`The team's list has no task “${title}”.`);
    await stage.work.move(cast.priya, task.id, CLOSED);
  }

  /** The task under which feedback is collected. */
  async collectTask(): Promise<SeenTask> {
    const task = (await this.tasks()).find(({ name }) => name === this.#collect);
    if (task) return task;
    throw new StoryBroken(`The team's list has no task “${this.#collect}”.`);
  }

  /** Who is reminded. */
  async responsible(): Promise<string> {
    return (await this.collectTask()).assignees[0]?.username ?? 'nobody';
  }

  /** How many pieces of feedback there are. */
  async pieces(): Promise<number> {
    const { id, listId } = await this.collectTask();
    const all = await this.stage.work.tasks(this.cast.priya, listId);
    return all.filter(({ parentId }) => parentId === id).length;
  }

  /** The reminders so far, the first one first. */
  async reminders(): Promise<string[]> {
    const said = await this.stage.work.said(this.cast.priya, (await this.collectTask()).id);
    const reminders = said.filter(({ headline }) => headline.kind === 'reminder').toReversed();
    return reminders.map(({ headline, text, at, mentions }) => {
      const count = /\d+ of \d+/.exec(text)?.[0] ?? 'no count';
      return `reminder ${headline.number} on ${sayMoment(at, this.zone)} to ${mentions.join(', ')}: ${count}`;
    });
  }

  /** The idea in the team's list, and the card that was made of it. */
  async idea(): Promise<{ task: SeenTask | undefined; following: SeenTask | undefined }> {
    const { stage, cast } = this;
    const isIdea = ({ name }: SeenTask) => name === IDEA;
    const { tasks } = await tasksOf(stage, cast);
    return { task: tasks.find(isIdea), following: (await stage.work.cards(cast.aylin)).find(isIdea) };
  }
}

export function sayIdea(status: string, isLinked: boolean): string {
  return `“${IDEA}” is a card in “${status}”, ${isLinked ? 'linked with its task' : 'without a link'}`;
}
