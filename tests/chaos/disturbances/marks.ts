// People copy a task that Liaison made, write over its description, take its tag off: what tells which task it is.
import type { RawTask } from '../../support/people.ts';
import { isCopy, tagOf } from '../which-task.ts';
import type { Begun, Choice, Disturbance, Scene } from './disturbance.ts';

type Touch = (
  scene: Scene,
  task: RawTask,
  tag: string,
  who: Scene['people']['all'][number],
) => Promise<string>;

/** Does it to one of the tasks that Liaison made; null where there is none. */
async function touch(scene: Scene, { card, who, value }: Choice, how: Touch): Promise<Begun | null> {
  const { people, cardIds, listOf, note, isDisturbed } = scene;
  const made = (await people.items()).flatMap(task => {
    const tag = tagOf(task);
    return tag === null || tag === 'about' || isCopy(task) || isDisturbed(task.id) ? [] : [{ task, tag }];
  });
  const one = made[(card + value) % Math.max(1, made.length)];
  const person = people.all[who % people.all.length];
  if (!one || !person) return null;
  const cardId = cardIds.find(id => listOf(id) === one.task.list?.id) ?? 'no card';
  const what = await how(scene, one.task, one.tag, person);
  note(`item ${cardId} ${one.tag} ${what}`);
  return { what: `item ${one.task.id} (${one.tag}) of ${cardId} ${what}` };
}

export const MARKS = {
  taskCopied: {
    chance: 0.1,
    by: 'people',
    begin: (scene, choice) =>
      touch(scene, choice, async ({ people }, { name, description, tags, list }, _tag, who) => {
        const body = {
          name: `Copy of ${name}`,
          markdown_content: description,
          tags: tags.map(tag => tag.name),
        };
        await people.ask('POST', `/list/${list.id}/task`, body, who);
        return 'copied';
      }),
  },
  descriptionLost: {
    chance: 0.1,
    by: 'people',
    begin: (scene, choice) =>
      touch(scene, choice, async ({ people }, { id }, _tag, who) => {
        await people.ask('PUT', `/task/${id}`, { markdown_content: 'As we said.' }, who);
        return 'written over';
      }),
  },
  tagLost: {
    chance: 0.1,
    by: 'people',
    begin: (scene, choice) =>
      touch(scene, choice, async ({ people }, { id }, tag, who) => {
        await people.ask('DELETE', `/task/${id}/tag/liaison-${tag}`, undefined, who);
        return 'untagged';
      }),
  },
} satisfies Record<string, Disturbance>;
