// Which lists that people made are whose: the answers in the playbook's `teamList.adopt`.
import { z } from 'zod';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/i;

/** The id of a card, as it stands at the end of its address. */
export const CardId = z
  .union([z.string().trim(), z.number().int().min(0)])
  .transform(String)
  .refine(text => ID.test(text), {
    error: 'is no id of a card; write what stands at the end of its address, in quotes',
  })
  .describe('the id of a card: what stands at the end of its address, in quotes');

/** The answer that no list of the folder is the card's, so that it gets a new one. */
export const NO_LIST = 'none';

const ListAnswer = z
  .union([z.string().trim(), z.number().int().min(0)])
  .transform(text => (String(text).toLowerCase() === NO_LIST ? NO_LIST : String(text)))
  .refine(text => ID.test(text), {
    error: 'is no id of a list; write the id in quotes (the number in the address of the list), or none',
  })
  .describe('the id of a list in the folder, in quotes, or none for a new one');

/** Card → the list that people made for it, by its id, or `none`: make a new one. */
export const Adopt = z.record(
  z.string().refine(text => ID.test(text), {
    error: 'the id of a card: what stands at the end of its address, in quotes',
  }),
  ListAnswer,
);
export type Adopt = z.infer<typeof Adopt>;

type Refuse = (cardId: string, message: string, input: string) => void;

/** A list is one card's. */
export function checkAdopt(adopt: Adopt, refuse: Refuse): void {
  const cards = new Map<string, string>();
  for (const [cardId, listId] of Object.entries(adopt)) {
    if (listId === NO_LIST) continue;
    const other = cards.get(listId);
    cards.set(listId, cardId);
    if (other === undefined) continue;
    refuse(
      cardId,
      `is the list of card ${other} already; a list is one card’s: name another one, or none for a new list`,
      listId,
    );
  }
}
