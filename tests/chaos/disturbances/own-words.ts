// People delete what Liaison wrote: its status comment, a question, its page in the list.
import type { RawComment } from '../../support/people.ts';
import type { Disturbance, Scene } from './disturbance.ts';

async function deleteComment(
  { people, cardIds, note }: Scene,
  { card, who, value }: { card: number; who: number; value: number },
  isIt: (text: string) => boolean,
): Promise<{ what: string } | null> {
  const comments: (RawComment & { cardId: string })[] = [];
  for (const cardId of cardIds) {
    const found = await people.comments(cardId).catch(() => []);
    // Shown oddly, it may be anybody's.
    for (const comment of found)
      if (comment.user?.id === people.botId && isIt(comment.comment_text ?? ''))
        comments.push({ ...comment, cardId });
  }
  const comment = comments[(card + value) % Math.max(1, comments.length)];
  if (!comment) return null;
  await people.ask('DELETE', `/comment/${comment.id}`, undefined, people.all[who % people.all.length]);
  note(`comment ${comment.id} of ${comment.cardId} deleted`);
  return { what: `deleted Liaison's comment ${comment.id} on ${comment.cardId}: ${comment.comment_text}` };
}

export const OWN_WORDS = {
  statusDeleted: {
    chance: 0.12,
    by: 'people',
    begin: (scene, choice) =>
      deleteComment(scene, choice, text => text.startsWith('How this customer result stands')),
  },
  questionDeleted: {
    chance: 0.06,
    by: 'people',
    begin: (scene, choice) => deleteComment(scene, choice, text => text.startsWith('Liaison asks')),
  },
  explanationDeleted: {
    chance: 0.06,
    by: 'people',
    begin: (scene, choice) =>
      deleteComment(scene, choice, text => text.startsWith('Liaison took a change back')),
  },
  aboutDeleted: {
    chance: 0.08,
    by: 'people',
    async begin({ people, cardIds, listOf, note }, { card, who }) {
      const abouts = (await people.items()).filter(({ tags }) =>
        tags?.some(tag => tag?.name === 'liaison-about'),
      );
      const about = abouts[card % Math.max(1, abouts.length)];
      if (!about) return null;
      await people.ask('DELETE', `/task/${about.id}`, undefined, people.all[who % people.all.length]);
      const cardId = cardIds.find(id => listOf(id) === about.list?.id) ?? 'no card';
      note(`item ${cardId} about deleted`);
      return { what: `deleted the about item of ${cardId}` };
    },
  },
} satisfies Record<string, Disturbance>;
