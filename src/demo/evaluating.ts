// The third act: evaluation, feedback with its reminders, the definitive end, and a sweep that finds nothing to do.

import type { Day, Instant } from '../domain/day.ts';
import { FOLLOW_UP_TAG } from '../domain/mirror/finish.ts';
import { addWorkingDays, dayOf, morningOf } from '../domain/schedule/calendar.ts';
import { scheduledDay } from '../domain/schedule/recurrence.ts';
import { StoryBroken } from './actor.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import { datesOf, tasksOf } from './running.ts';
import type { DemoStage } from './stage.ts';
import { entriesOf, type ListedTask, latest, listing, sayMoment, sayShortDay } from './words.ts';
import type { SeenTask } from './workplace.ts';

const PIECES = [
  'Corner shop Lindner: “I stopped calling you about invoices.”',
  'Café Amsel: “I understood every line at once.”',
  'Kiosk Yıldız: “My accountant has no questions any more.”',
];
const IDEA = 'Shops choose themselves how often we write';
const OUTCOME = 'Achieved';
/** The status of the space by which people close a task. */
const CLOSED = 'complete';
/** Liaison is woken by itself at the exact time; the story arrives this much earlier. */
const ARRIVES_EARLY_MS = 800;

/** The scenes from the evaluation to the end. */
export function evaluatingScenes(stage: DemoStage, cast: Cast): Scene[] {
  const { work, loaded } = stage;
  const { card, priya, tom, aylin } = cast;
  const { calendar: settings, feedback, workItems } = loaded.playbook;
  const { zone } = settings;
  const calendar = loaded.calendar(stage.begunAt);
  const { startOn, dueOn } = datesOf(stage);
  const evaluating = cast.statusOf('evaluating');
  const done = cast.statusOf('done');
  const candidate = cast.statusOf('candidate');
  const collect = cast.template(feedback?.item ?? 'collect-feedback').title;
  const min = feedback?.min ?? 0;
  const every = feedback?.remindEvery;
  if (every?.unit !== 'working day')
    throw new StoryBroken('The demo needs reminders every few working days.');
  const reminderAt = (number: number): Instant =>
    morningOf(addWorkingDays(calendar, dueOn, number * every.count), zone);
  const presented = cast.template('present-the-plan').title;
  const planned = cast.template('plan-the-evaluation').title;
  const shared = cast.template('share-the-outcome').title;
  const templates = workItems.filter(({ phase }) => phase === 'evaluating');

  const evaluationTasks = async (): Promise<SeenTask[]> => {
    const { tasks } = await tasksOf(stage, cast);
    return tasks.filter(({ name }) => templates.some(({ title }) => title === name));
  };
  const close = async (title: string): Promise<void> => {
    const task = (await tasksOf(stage, cast)).tasks.find(({ name }) => name === title);
    if (!task) throw new StoryBroken(`The team's list has no task “${title}”.`);
    await work.move(priya, task.id, CLOSED);
  };
  const findCollect = async (): Promise<SeenTask> => {
    const task = (await evaluationTasks()).find(({ name }) => name === collect);
    if (task) return task;
    throw new StoryBroken(`The team's list has no task “${collect}”.`);
  };
  const pieces = async (): Promise<number> => {
    const { id, listId } = await findCollect();
    return (await work.tasks(priya, listId)).filter(({ parentId }) => parentId === id).length;
  };
  const reminders = async (): Promise<string[]> => {
    const said = await work.said(priya, (await findCollect()).id);
    const told = said.filter(({ headline }) => headline.kind === 'reminder').toReversed();
    return told.map(({ headline, text, at, mentions }) => {
      const count = /\d+ of \d+/.exec(text)?.[0] ?? 'no count';
      return `reminder ${headline.number} on ${sayMoment(at, zone)} to ${mentions.join(', ')}: ${count}`;
    });
  };
  const ideas = async (): Promise<{ task: SeenTask | undefined; following: SeenTask | undefined }> => {
    const isIdea = ({ name }: SeenTask) => name === IDEA;
    const { tasks } = await tasksOf(stage, cast);
    return { task: tasks.find(isIdea), following: (await work.cards(aylin)).find(isIdea) };
  };
  const sayIdea = (status: string, isLinked: boolean): string =>
    `“${IDEA}” is a card in “${status}”, ${isLinked ? 'linked with its task' : 'without a link'}`;
  const sayReminder = (number: number, to: string, count: number): string =>
    `reminder ${number} on ${sayMoment(reminderAt(number), zone)} to ${to}: ${count} of ${min}`;
  const responsible = async (): Promise<string> => (await findCollect()).assignees[0]?.username ?? 'nobody';

  return [
    {
      name: 'Evaluation begins',
      who: priya.name,
      did: `closes “${presented}” and “${planned}”, and moves the card to “${evaluating}” on ${sayShortDay(dueOn)}, the day it is due`,
      liaison: 'has made the tasks of the evaluation, in good time or now, and given them to people',
      async play() {
        for (const title of [presented, planned]) await close(title);
        await stage.comesToRest();
        await stage.passTo(morningOf(dueOn, zone));
        await work.move(priya, card.id, evaluating);
        const { assignees, supporters } = await work.task(priya, card.id);
        const people = {
          nobody: [],
          supporter: supporters,
          team: assignees,
          'one-of-team': assignees.slice(0, 1),
        };
        const entered = { evaluating: dayOf(stage.now(), zone) };
        const expected = templates.map(({ title, due, assign }): ListedTask => {
          const day: Day | null = due
            ? scheduledDay(due, 1, { start: startOn, due: dueOn, entered }, calendar)
            : null;
          return { name: title, dueOn: day, who: people[assign].map(person => person.username) };
        });
        return {
          expected: listing(expected),
          look: async () => listing(entriesOf(await evaluationTasks(), true)),
        };
      },
    },
    {
      name: 'Nobody has asked a customer yet',
      who: 'The calendar',
      did: `says ${sayMoment(reminderAt(1), zone)}: ${every.count} working days of evaluation are over`,
      liaison: 'reminds the person who is responsible, at nine in the morning',
      async play() {
        const to = await responsible();
        await stage.passTo(reminderAt(1) - ARRIVES_EARLY_MS);
        return {
          expected: sayReminder(1, to, 0),
          look: async () => (await reminders()).join('; ') || 'no reminder',
        };
      },
    },
    {
      name: 'Feedback comes in',
      who: `${priya.name} and ${aylin.name}`,
      did: `each add one piece of feedback as a subtask; then ${every.count} more working days pass`,
      liaison: 'reminds again, with the new count',
      async play() {
        const task = await findCollect();
        const [first = '', second = ''] = PIECES;
        await work.addSubtask(priya, task, first);
        await work.addSubtask(aylin, task, second);
        await stage.comesToRest();
        const to = await responsible();
        await stage.passTo(reminderAt(2) - ARRIVES_EARLY_MS);
        return {
          expected: `2 subtasks; ${sayReminder(1, to, 0)}; ${sayReminder(2, to, 2)}`,
          look: async () => [`${await pieces()} subtasks`, ...(await reminders())].join('; '),
        };
      },
    },
    {
      name: 'Enough feedback',
      who: aylin.name,
      did: `adds the third piece; then ${every.count} more working days pass`,
      liaison: 'has nothing more to say',
      async play() {
        await work.addSubtask(aylin, await findCollect(), PIECES[2] ?? '');
        await stage.comesToRest();
        await stage.passTo(reminderAt(3) + 60_000);
        await stage.comesToRest();
        return {
          expected: `${min} subtasks, still 2 reminders`,
          look: async () => `${await pieces()} subtasks, still ${(await reminders()).length} reminders`,
        };
      },
    },
    {
      name: 'An idea on the way',
      who: aylin.name,
      did: `adds “${IDEA}” to the team's list and tags it with ${FOLLOW_UP_TAG}`,
      liaison: 'leaves it where it is: first this customer result comes to its end',
      async play() {
        const { listId } = await findCollect();
        await work.addTask(aylin, listId, { name: IDEA, tags: [FOLLOW_UP_TAG] });
        return {
          expected: "in the team's list, not on the board",
          async look() {
            const { task, following } = await ideas();
            return `${task ? 'in' : 'not in'} the team's list, ${following ? 'on' : 'not on'} the board`;
          },
        };
      },
    },
    {
      name: 'The definitive end',
      who: tom.name,
      did: `sets the outcome to “${OUTCOME}”; then ${priya.name} closes “${shared}” and moves the card to “${done}”`,
      liaison:
        "marks the team's list, leaves the work in it as it is, and puts the idea on the board as a new candidate",
      async play() {
        const before = await tasksOf(stage, cast);
        await work.setOutcome(tom, card.id, OUTCOME);
        await close(shared);
        await work.move(priya, card.id, done);
        const say = (status: string, outcome: string | null, says: string, list: string, tasks: number) =>
          `“${status}”, outcome “${outcome}”; the status comment says ${says}; the list is “${list}”, its ${tasks} tasks still there`;
        return {
          expected: `${say(done, OUTCOME, 'done', `✓ ${card.name}`, before.tasks.length)}; ${sayIdea(candidate, true)}`,
          async look() {
            const { status, outcome } = await work.task(tom, card.id);
            const comment = latest(await work.said(tom, card.id), 'status');
            const says = /^This customer result is (.+)\.$/m.exec(comment?.text ?? '')?.[1] ?? 'nothing';
            const { list, tasks } = await tasksOf(stage, cast);
            const { task, following } = await ideas();
            const isLinked = task !== undefined && following?.links.includes(task.id) === true;
            const idea = following ? sayIdea(following.status, isLinked) : `“${IDEA}” is no card`;
            return `${say(status, outcome, says, list?.name ?? 'gone', tasks.length)}; ${idea}`;
          },
        };
      },
    },
    {
      name: 'Nothing to do',
      who: 'Liaison',
      did: 'looks at every card once more, as it does each night',
      liaison: 'reads everything and writes nothing',
      async play() {
        const before = await stage.spent();
        const { applied, failed } = await stage.sweep();
        return {
          expected: '0 changes, 0 failures; ClickUp counts 0 write requests',
          async look() {
            const writes = (await stage.spent()).writes - before.writes;
            return `${applied} changes, ${failed.length} failures; ClickUp counts ${writes} write requests`;
          },
        };
      },
    },
  ];
}
