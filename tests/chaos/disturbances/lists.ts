// What people do to team lists by hand: they archive, hide, move and delete them, and write over what they say of themselves.
import { deleteList, hasPage } from '../team-lists.ts';
import type { Disturbance, Scene } from './disturbance.ts';

type Found = { cardId: string; listId: string };

/** ClickUp is not asked again sooner for a list that was away. */
const ASKED_AGAIN_MS = 5 * 60_000;

/** One of the lists that Liaison made and that is still where it was. */
function pickList({ cardIds, listOf, isDisturbed }: Scene, number: number): Found | null {
  const found = cardIds.flatMap(cardId => {
    const listId = listOf(cardId);
    return listId === undefined || isDisturbed(listId) ? [] : [{ cardId, listId }];
  });
  return found[number % Math.max(1, found.length)] ?? null;
}

const isThere = ({ people }: Scene, { listId }: Found): Promise<boolean> =>
  people.list(listId).then(
    () => true,
    () => false,
  );

/** Before it has a page, nothing tells of it but the folder and its description. */
const isMade = ({ people }: Scene, { listId }: Found): Promise<boolean> => hasPage(people, listId);

/** Something about a list that people mend again. */
function mendable(
  what: string,
  change: (scene: Scene, list: Found, value: number) => Promise<() => Promise<unknown>>,
): Disturbance['begin'] {
  return async (scene, { card, value }) => {
    const list = pickList(scene, card);
    if (!list || !(await isMade(scene, list))) return null;
    const settle = scene.disturb(list.listId);
    const mend = await change(scene, list, value);
    scene.note(`list ${list.cardId} ${what}`);
    return {
      what: `list ${list.cardId} ${what}`,
      lingersMs: ASKED_AGAIN_MS,
      end: async () => {
        await mend();
        settle();
        scene.note(`list ${list.cardId} mended`);
        return `list ${list.cardId} no longer ${what}`;
      },
    };
  };
}

export const LISTS = {
  listArchived: {
    chance: 0.12,
    by: 'people',
    begin: mendable('archived', async ({ people }, { listId }) => {
      await people.control('places', { place: listId, archived: true });
      return () => people.control('places', { place: listId, archived: false });
    }),
  },
  listPrivate: {
    chance: 0.12,
    by: 'people',
    begin: mendable('private', async ({ people }, { listId }) => {
      await people.control('places', { place: listId, visibleTo: people.all.map(({ id }) => id) });
      return () => people.control('places', { place: listId, visibleTo: null });
    }),
  },
  listMoved: {
    chance: 0.12,
    by: 'people',
    begin: mendable('moved', async ({ people }, { listId }, value) => {
      const elsewhere = async () => {
        const name = `Elsewhere ${value}`;
        return (await people.ask<{ id: string }>('POST', `/space/${people.spaceId}/folder`, { name })).id;
      };
      const folder = value % 2 === 0 ? null : await elsewhere();
      await people.control('places', { place: listId, folder });
      const back = () => people.control('places', { place: listId, folder: people.folderId });
      return () =>
        back().catch(async () => {
          // Meanwhile another list took the name.
          await people.ask('PUT', `/list/${listId}`, { name: `Back again ${value}` });
          return back();
        });
    }),
  },
  listClaimed: {
    chance: 0.12,
    by: 'people',
    begin: mendable('claimed', async ({ people, cardIds }, { cardId, listId }, value) => {
      const { name, content } = await people.list(listId);
      const others = cardIds.filter(id => id !== cardId);
      const other = others[value % Math.max(1, others.length)] ?? 'nobody';
      const write = (text: string) => people.ask('PUT', `/list/${listId}`, { name, content: text });
      await write(content.replaceAll(cardId, other));
      // Only what was written over: Liaison may have changed the name meanwhile.
      return async () => {
        const now = await people.list(listId);
        const mended = now.content.replaceAll(other, cardId);
        await people.ask('PUT', `/list/${listId}`, { name: now.name, content: mended });
      };
    }),
  },
  listDeleted: {
    chance: 0.1,
    by: 'people',
    async begin(scene, { card, who }) {
      const list = pickList(scene, card);
      if (!list || !(await isThere(scene, list))) return null;
      const { people } = scene;
      const person = people.all[who % people.all.length];
      const what = await deleteList(people, list, person);
      scene.note(what);
      return { what };
    },
  },
} satisfies Record<string, Disturbance>;
