// What teams made by hand before Liaison came: lists that the playbook gives to their cards, that it calls none of theirs, or
// of which it says nothing. And what people go on doing in them.

import type { RawTask } from '../../support/people.ts';
import { hasPage } from '../team-lists.ts';
import type { Begun, Choice, Disturbance, Scene } from './disturbance.ts';

/**
 * A task that people made, with the work item whose words it had and the day that it was given. It is known as that one, as
 * long as something tells so: once it is renamed, the page in its list alone.
 */
export type HandMadeTask = {
  id: string;
  template: string | null;
  isKnown: boolean;
  isRenamed: boolean;
  due: number | null;
};

/** A list that people made for a card, and what the playbook answers for it. */
export type HandMade = {
  cardId: string;
  listId: string;
  answer: 'adopted' | 'none' | 'unanswered';
  /** The name of the card while the list may be its own. */
  cardName: string;
  content: string;
  /** Whether the name of the list has the words of the card. */
  isNamedSo: boolean;
  tasks: HandMadeTask[];
};

const DAY_MS = 86_400_000;
const ANSWERS = ['adopted', 'unanswered', 'adopted', 'none'] as const;
const LISTS = [
  { card: 'Quick returns', list: 'Quick returns' },
  { card: 'Night parcels', list: 'Night parcels (Team)' },
  { card: 'Loyal friends', list: 'Aufgaben für Loyal Friends' },
  { card: 'Plain bills', list: 'plain-bills' },
];
const TASKS = [
  { name: 'kick off!', template: 'kick-off' },
  { name: 'MAKE THE PLAN', template: 'make-the-plan' },
  { name: 'Collect customer feedback', template: 'collect-feedback' },
  { name: 'Weekly', template: null },
  { name: 'weekly', template: null },
  { name: 'What we do besides', template: null },
];

async function makeList(
  { people, now, addCard }: Scene,
  { card: cardName, list: name }: { card: string; list: string },
  answer: HandMade['answer'],
  more: number,
): Promise<HandMade> {
  const who = people.all[more % people.all.length];
  const other = people.all[(more + 3) % people.all.length];
  const assignees = [who, other].flatMap(person => person?.id ?? []);
  const card = await people.ask<RawTask>('POST', `/list/${people.boardId}/task`, {
    name: cardName,
    status: more % 4 === 0 ? 'forming' : 'in progress',
    assignees,
    start_date: now() - DAY_MS,
    due_date: now() + (29 + (more % 20)) * DAY_MS,
  });
  addCard(card);
  const content = 'Where our team keeps its work.';
  const list = await people.ask<{ id: string }>('POST', `/folder/${people.folderId}/list`, { name, content });
  const tasks: HandMadeTask[] = [];
  for (const [index, { name: title, template }] of TASKS.entries()) {
    // Every list lacks something else, and each task has something else already.
    if ((more + index) % 5 === 0) continue;
    const due = index % 2 === 0 ? now() + (3 + index) * DAY_MS : null;
    const owners = index % 3 === 0 ? assignees.slice(0, 1) : [];
    const body = { name: title, due_date: due, assignees: owners };
    const task = await people.ask<RawTask>('POST', `/list/${list.id}/task`, body);
    const { id } = task;
    // A day without a time is another instant than the one that was given.
    const dueAt = task.due_date === null ? null : Number(task.due_date);
    tasks.push({ id, template, isKnown: template !== null, isRenamed: false, due: dueAt });
    if (index === 3) await people.ask('PUT', `/task/${id}`, { status: 'complete' });
  }
  const parent = tasks.at(-1)?.id;
  await people.ask('POST', `/list/${list.id}/task`, { name: 'Read the plan', parent });
  return { cardId: card.id, listId: list.id, answer, cardName, content, isNamedSo: true, tasks };
}

type Found = { made: HandMade; task: HandMadeTask };

/** One of the tasks that people made and that are still there. */
function pickTask({ handMade, isDisturbed }: Scene, { card, value }: Choice): Found | null {
  const found = handMade.flatMap(made =>
    isDisturbed(made.listId) ? [] : made.tasks.map(task => ({ made, task })),
  );
  return found[(card + value) % Math.max(1, found.length)] ?? null;
}

/** Once the page is there, its record tells which task is which; before that nothing but the words of a task does. */
async function rename(scene: Scene, { made, task }: Found, { who, more }: Choice): Promise<string> {
  const { people, note } = scene;
  const isRecorded = await hasPage(people, made.listId);
  const person = people.all[who % people.all.length];
  await people.ask('PUT', `/task/${task.id}`, { name: `Something else ${more}` }, person);
  if (!isRecorded) task.isKnown = false;
  task.isRenamed = true;
  const what = `hand-made ${task.id} of ${made.cardId} renamed${isRecorded ? '' : ' before its list had a page'}`;
  note(what);
  return what;
}

const onTask =
  (play: (scene: Scene, found: Found, choice: Choice) => Promise<string>): Disturbance['begin'] =>
  async (scene, choice) => {
    const found = pickTask(scene, choice);
    return found && { what: await play(scene, found, choice) };
  };

export const HAND_MADE = {
  listsBefore: {
    chance: 0.2,
    by: 'people',
    isFromTheStart: true,
    async begin(scene, { more, value }): Promise<Begun | null> {
      const { handMade, loaded, note } = scene;
      const { adopt } = loaded.playbook.teamList;
      const told: string[] = [];
      for (let index = 0; index < 1 + (more % 3); index++) {
        const [named, answer] = [
          LISTS[(value + index) % LISTS.length],
          ANSWERS[(more + index) % ANSWERS.length],
        ];
        if (!named || !answer) continue;
        const made = await makeList(scene, named, answer, more + 7 * index);
        handMade.push(made);
        if (answer !== 'unanswered') adopt[made.cardId] = answer === 'none' ? 'none' : made.listId;
        told.push(`list ${made.listId} is ${answer} for ${made.cardId} (“${named.card}”)`);
      }
      for (const what of told) note(`before: ${what}`);
      return { what: told.join(', ') };
    },
  },
  handMadeRenamed: { chance: 0.5, by: 'people', begin: onTask(rename) },
  handMadeDeleted: {
    chance: 0.25,
    by: 'people',
    begin: onTask(async ({ people, note }, { made, task }, { who }) => {
      await people.ask('DELETE', `/task/${task.id}`, undefined, people.all[who % people.all.length]);
      made.tasks.splice(made.tasks.indexOf(task), 1);
      const what = `hand-made ${task.id} of ${made.cardId} deleted`;
      note(`item ${made.cardId} ${task.template} deleted`);
      return what;
    }),
  },
  /** Then neither the record nor the words of the task tell which one it is. */
  handMadeForgotten: {
    chance: 0.4,
    by: 'people',
    async begin(scene, choice) {
      const { people, note } = scene;
      const found = pickTask(scene, choice);
      if (!found) return null;
      const { cardId, listId } = found.made;
      const about = (await people.items()).find(
        ({ list, tags }) => list?.id === listId && tags?.some(tag => tag?.name === 'liaison-about'),
      );
      if (!about) return null;
      const what = await rename(scene, found, choice);
      await people.ask('DELETE', `/task/${about.id}`);
      note(`item ${cardId} about deleted`);
      return { what: `${what}, and the page of its list deleted` };
    },
  },
  handMadeListRenamed: {
    chance: 0.15,
    by: 'people',
    async begin({ people, handMade, isDisturbed, note }, { card, who }) {
      const made = handMade[card % Math.max(1, handMade.length)];
      if (!made || isDisturbed(made.listId)) return null;
      const name = `Our own corner ${who}`;
      await people.ask('PUT', `/list/${made.listId}`, { name }, people.all[who % people.all.length]);
      made.isNamedSo = false;
      const what = `hand-made list ${made.listId} of ${made.cardId} renamed`;
      note(what);
      return { what };
    },
  },
  newListAsked: {
    chance: 0.2,
    by: 'people',
    async begin({ people, handMade, note }, { card }) {
      const waiting = handMade.filter(({ answer }) => answer === 'unanswered');
      const made = waiting[card % Math.max(1, waiting.length)];
      if (!made) return null;
      // The board's owner may.
      await people.ask('POST', `/task/${made.cardId}/comment`, { comment_text: '/newlist' }, people.all[0]);
      const what = `new list asked for on ${made.cardId}`;
      note(what);
      return { what };
    },
  },
} satisfies Record<string, Disturbance>;
