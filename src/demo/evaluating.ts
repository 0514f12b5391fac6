// The third act: evaluation, feedback with its reminders, the definitive end, and a sweep that finds nothing to do.

import { FOLLOW_UP_TAG } from '../domain/mirror/finish.ts';
import { morningOf } from '../domain/schedule/calendar.ts';
import type { Cast } from './cast.ts';
import { IDEA, StoryEvaluation, sayIdea } from './evaluation.ts';
import type { Scene } from './moment.ts';
import { tasksOf } from './running.ts';
import type { DemoStage } from './stage.ts';
import { latest, listing, sayMoment, sayShortDay } from './words.ts';

const PIECES = [
  'Corner shop Lindner: “I stopped calling you about invoices.”',
  'Café Amsel: “I understood every line at once.”',
  'Kiosk Yıldız: “My accountant has no questions any more.”',
];
const OUTCOME = 'Achieved';
/** Liaison is woken by itself at the exact time; the story arrives this much earlier. */
const ARRIVES_EARLY_MS = 300;

/** The scenes from the evaluation to the end. */
export function evaluatingScenes(stage: DemoStage, cast: Cast): Scene[] {
  const evaluation = new StoryEvaluation(stage, cast);
  const scenes = [
    evaluationBegins,
    nobodyHasAsked,
    feedbackComesIn,
    enoughFeedback,
    ideaOnTheWay,
    definitiveEnd,
    nothingToDo,
  ];
  return scenes.map(scene => scene(evaluation));
}

function evaluationBegins(evaluation: StoryEvaluation): Scene {
  const { dueOn, zone, stage, cast } = evaluation;
  const { work } = stage;
  const { card, priya } = cast;
  const evaluating = cast.statusOf('evaluating');
  const presented = cast.template('present-the-plan').title;
  const planned = cast.template('plan-the-evaluation').title;

  return {
    name: 'Evaluation begins',
    who: priya.name,
    did: `closes “${presented}” and “${planned}”, and moves the card to “${evaluating}” on ${sayShortDay(dueOn)}, the day it is due`,
    liaison: 'has made the tasks of the evaluation, in good time or now, and given them to people',
    async play() {
      for (const title of [presented, planned]) await evaluation.close(title);
      await stage.comesToRest();
      await stage.passTo(morningOf(dueOn, zone));
      await work.move(priya, card.id, evaluating);
      return {
        expected: listing(await evaluation.expectedTasks()),
        check: async () => listing(await evaluation.seenTasks()),
      };
    },
  };
}

function nobodyHasAsked(evaluation: StoryEvaluation): Scene {
  const { zone, remindEvery, stage } = evaluation;

  return {
    name: 'Nobody has asked a customer yet',
    who: 'The calendar',
    did: `says ${sayMoment(evaluation.reminderAt(1), zone)}: ${remindEvery} working days of evaluation are over`,
    liaison: 'reminds the person who is responsible, at nine in the morning',
    async play() {
      const to = await evaluation.responsible();
      await stage.passTo(evaluation.reminderAt(1) - ARRIVES_EARLY_MS);
      return {
        expected: evaluation.sayReminder(1, to, 0),
        check: async () => (await evaluation.reminders()).join('; ') || 'no reminder',
      };
    },
  };
}

function feedbackComesIn(evaluation: StoryEvaluation): Scene {
  const { remindEvery, stage, cast } = evaluation;
  const { work } = stage;
  const { priya, aylin } = cast;

  return {
    name: 'Feedback comes in',
    who: `${priya.name} and ${aylin.name}`,
    did: `each add one piece of feedback as a subtask; then ${2 * remindEvery} more working days pass`,
    liaison: 'reminds again after a longer pause, with the new count',
    async play() {
      const task = await evaluation.collectTask();
      const [first = '', second = ''] = PIECES;
      await work.addSubtask(priya, task, first);
      await work.addSubtask(aylin, task, second);
      await stage.comesToRest();
      const to = await evaluation.responsible();
      await stage.passTo(evaluation.reminderAt(2) - ARRIVES_EARLY_MS);
      return {
        expected: `2 subtasks; ${evaluation.sayReminder(1, to, 0)}; ${evaluation.sayReminder(2, to, 2)}`,
        check: async () =>
          [`${await evaluation.pieces()} subtasks`, ...(await evaluation.reminders())].join('; '),
      };
    },
  };
}

function enoughFeedback(evaluation: StoryEvaluation): Scene {
  const { min, remindEvery, stage, cast } = evaluation;
  const { work } = stage;
  const { aylin } = cast;

  return {
    name: 'Enough feedback',
    who: aylin.name,
    did: `adds the third piece; then ${3 * remindEvery} more working days pass`,
    liaison: 'has nothing more to say',
    async play() {
      await work.addSubtask(aylin, await evaluation.collectTask(), PIECES[2] ?? '');
      await stage.comesToRest();
      await stage.passTo(evaluation.reminderAt(3) + 60_000);
      await stage.comesToRest();
      return {
        expected: `${min} subtasks, still 2 reminders`,
        check: async () =>
          `${await evaluation.pieces()} subtasks, still ${(await evaluation.reminders()).length} reminders`,
      };
    },
  };
}

function ideaOnTheWay(evaluation: StoryEvaluation): Scene {
  const { stage, cast } = evaluation;
  const { work } = stage;
  const { aylin } = cast;

  return {
    name: 'An idea on the way',
    who: aylin.name,
    did: `adds “${IDEA}” to the team's list and tags it with ${FOLLOW_UP_TAG}`,
    liaison: 'leaves it where it is: first this customer result comes to its end',
    async play() {
      const { listId } = await evaluation.collectTask();
      await work.addTask(aylin, listId, { name: IDEA, tags: [FOLLOW_UP_TAG] });
      return {
        expected: "in the team's list, not on the board",
        async check() {
          const { task, following } = await evaluation.idea();
          return `${task ? 'in' : 'not in'} the team's list, ${following ? 'on' : 'not on'} the board`;
        },
      };
    },
  };
}

function definitiveEnd(evaluation: StoryEvaluation): Scene {
  const { stage, cast } = evaluation;
  const { work } = stage;
  const { card, priya, tom } = cast;
  const done = cast.statusOf('done');
  const candidate = cast.statusOf('candidate');
  const shared = cast.template('share-the-outcome').title;
  const say = (status: string, outcome: string | null, says: string, list: string, tasks: number) =>
    `“${status}”, outcome “${outcome}”; the status comment says ${says}; the list is “${list}”, its ${tasks} tasks still there`;

  return {
    name: 'The definitive end',
    who: tom.name,
    did: `sets the outcome to “${OUTCOME}”; then ${priya.name} closes “${shared}” and moves the card to “${done}”`,
    liaison:
      "marks the team's list, leaves the work in it as it is, and puts the idea on the board as a new candidate",
    async play() {
      const before = await tasksOf(stage, cast);
      await work.setOutcome(tom, card.id, OUTCOME);
      await evaluation.close(shared);
      await work.move(priya, card.id, done);
      return {
        expected: `${say(done, OUTCOME, 'done', `✓ ${card.name}`, before.tasks.length)}; ${sayIdea(candidate, true)}`,
        async check() {
          const { status, outcome } = await work.task(tom, card.id);
          const comment = latest(await work.said(tom, card.id), 'status');
          const says = /^This customer result is (.+)\.$/m.exec(comment?.text ?? '')?.[1] ?? 'nothing';
          const { list, tasks } = await tasksOf(stage, cast);
          const { task, following } = await evaluation.idea();
          const isLinked = task !== undefined && following?.links.includes(task.id) === true;
          const idea = following ? sayIdea(following.status, isLinked) : `“${IDEA}” is no card`;
          return `${say(status, outcome, says, list?.name ?? 'gone', tasks.length)}; ${idea}`;
        },
      };
    },
  };
}

function nothingToDo(evaluation: StoryEvaluation): Scene {
  const { stage } = evaluation;

  return {
    name: 'Nothing to do',
    who: 'Liaison',
    did: 'looks at every card once more, as it does each night',
    liaison: 'reads everything and writes nothing',
    async play() {
      const before = await stage.spent();
      const { applied, failed } = await stage.sweep();
      return {
        expected: '0 changes, 0 failures; ClickUp counts 0 write requests',
        async check() {
          const writes = (await stage.spent()).writes - before.writes;
          return `${applied} changes, ${failed.length} failures; ClickUp counts ${writes} write requests`;
        },
      };
    },
  };
}
