// What people made before Liaison came: taken over where the playbook says so, and left alone where it does not.
import type { RawList, RawTask } from '../support/people.ts';
import type { HandMade } from './disturbances/hand-made.ts';
import type { Rest } from './rest.ts';
import { isCopy, keyOf, tagOf } from './which-task.ts';

type World = Pick<Rest, 'people' | 'did'> & { lists: readonly RawList[]; items: readonly RawTask[] };

/** What is wrong about it, in sentences. */
export async function wrongAboutHandMade(
  { people, did, handMade }: Rest,
  items: readonly RawTask[],
): Promise<string[]> {
  if (handMade.length === 0) return [];
  const world = { people, did, lists: await people.everyList(), items };
  const wrong: string[] = [];
  for (const made of handMade) {
    const found = [
      ...(await goneIn(made, world)),
      ...(made.answer === 'adopted'
        ? [...doubledIn(made, world), ...changedIn(made, world)]
        : touchedIn(made, world)),
    ];
    for (const what of found) wrong.push(`card ${made.cardId}, ${made.answer} ${made.listId}: ${what}`);
  }
  return wrong;
}

/** Whether a list that people made may be the card's, and nobody has said so: then it gets none. */
export function waitsForAnswer(card: RawTask, { handMade, did }: Pick<Rest, 'handMade' | 'did'>): boolean {
  const made = handMade.find(({ cardId }) => cardId === card.id);
  const isAsked = did.some(({ what }) => what === `new list asked for on ${card.id}`);
  return made?.answer === 'unanswered' && made.isNamedSo && made.cardName === card.name && !isAsked;
}

/** Tasks that nobody deleted, and that are not there any more. */
async function goneIn({ cardId, listId, tasks }: HandMade, { people, did }: World): Promise<string[]> {
  if (did.some(({ what }) => what.startsWith(`list ${cardId} deleted`))) return [];
  const wrong: string[] = [];
  for (const { id } of tasks) {
    const task = await people.ask<RawTask>('GET', `/task/${id}`).catch(() => null);
    if (task?.list.id !== listId) wrong.push(`task ${id} is gone, though nobody deleted it`);
  }
  return wrong;
}

/** Another list of the card, or tasks beside those that have been there. */
function doubledIn({ cardId, listId, tasks }: HandMade, { lists, items, did }: World): string[] {
  const others = lists.filter(({ id, content }) => id !== listId && content.includes(`/${cardId}`));
  const wrong = others.map(({ id, name }) => `list ${id} (“${name}”) names it as well`);
  // Where people write over its page or delete it, nothing but the words of a task tell which one it is.
  const isPageLost = did.some(({ what }) => what.startsWith(`item ${cardId} about`));
  for (const { id, template, isKnown, isRenamed } of tasks) {
    if (template === null || !isKnown || (isRenamed && isPageLost)) continue;
    const isOther = (item: RawTask): boolean =>
      item.list.id === listId && item.id !== id && !isCopy(item) && keyOf(item) === template;
    for (const other of items.filter(isOther))
      wrong.push(`“${template}” is task ${id}, and was made once more as ${other.id}`);
  }
  return wrong;
}

/** The day that a task had is people's own, and stays. */
function changedIn({ cardId, tasks }: HandMade, { items, did }: World): string[] {
  return tasks.flatMap(({ id, template, due }) => {
    const task = items.find(item => item.id === id);
    const isPeoples = did.some(({ what }) => what.startsWith(`item ${cardId} ${template} due`));
    if (!task || due === null || isPeoples || Number(task.due_date) === due) return [];
    return [`task ${id} was due ${due}, and is ${task.due_date}`];
  });
}

/** What Liaison wrote into a list that is not the card's. */
function touchedIn(made: HandMade, { lists, items }: World): string[] {
  const list = lists.find(({ id }) => id === made.listId);
  if (!list) return ['it is gone'];
  const inList = items.filter(item => item.list.id === list.id);
  // A list with nothing in it is nobody's work.
  if (inList.length === 0) return [];
  const written = inList.filter(item => keyOf(item) !== null || tagOf(item) !== null);
  return [
    ...(list.content === made.content ? [] : [`its text was changed to ${JSON.stringify(list.content)}`]),
    ...written.map(({ id, name }) => `Liaison wrote task ${id} (“${name}”) into it`),
  ];
}
