// Which list belongs to which card, as the lists said when they were first seen: people may write over that later.
import type { People, Person, RawTask } from '../support/people.ts';

export type TeamLists = {
  /** Looks for new lists among those that everybody sees in the folder. */
  learn(): Promise<void>;
  /** The newest list of a card, wherever it is by now. */
  of(cardId: string): string | undefined;
  /** The card that a list named first. */
  cardOf(listId: string): string | undefined;
};

/** Knows nothing before `learn`. */
export function createTeamLists(people: People, cardIds: readonly string[]): TeamLists {
  const cards = new Map<string, string>();
  return {
    async learn() {
      for (const { id, content } of await people.lists()) {
        const cardId = cardIds.find(card => content?.includes?.(`/${card}`));
        if (cardId !== undefined && !cards.has(id)) cards.set(id, cardId);
      }
    },
    of: cardId => [...cards].findLast(([, card]) => card === cardId)?.[0],
    cardOf: listId => cards.get(listId),
  };
}

/**
 * A person deletes a list; answers with how that is told. Without its page, or a status comment that links to it, nothing
 * but the memory knows it afterwards.
 */
export async function deleteList(
  people: People,
  { cardId, listId }: { cardId: string; listId: string },
  who: Person | undefined,
): Promise<string> {
  const isTold = (await hasPage(people, listId)) && (await hasStatus(people, cardId));
  await people.ask('DELETE', `/list/${listId}`, undefined, who);
  return `list ${cardId} deleted${isTold ? '' : ' before anything told of it'}`;
}

async function hasStatus(people: People, cardId: string): Promise<boolean> {
  const comments = await people.comments(cardId).catch((error: unknown) => {
    // With its card the comment is gone, too.
    if (String(error).includes('ITEM_013')) return [];
    throw error;
  });
  return comments.some(({ comment_text: text }) => text.startsWith('How this customer result stands'));
}

/** Whether a list in the folder has its about item. */
export async function hasPage(people: People, listId: string): Promise<boolean> {
  const isAbout = ({ list, tags }: RawTask) =>
    list?.id === listId && tags?.some(tag => tag?.name === 'liaison-about');
  return (await people.items()).some(isAbout);
}
