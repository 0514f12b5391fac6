// Which list is a card's, remembered longer than any read of the folder shows it: a list may be archived, private or
// moved, and is still the card's. May be lost like all memory; then comments and the archive are asked.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';
import type { Memory } from '../memory/memory.ts';

/** How long a link is kept: longer than any customer result takes. */
export const LINK_MS = 400 * 86_400_000;
/** A link that nothing changes is written again before it could be forgotten. */
const RENEW_MS = 30 * 86_400_000;

/**
 * The list of a card as it was last known. `page` is the address of its about item. `away` is what ClickUp said of the
 * list when it was asked at `at`, since the folder did not show it; null while it shows.
 */
export const ListLink = z.object({
  id: z.string(),
  name: z.string().nullable(),
  page: z.string().nullable(),
  away: z.enum(['archived', 'hidden', 'moved', 'deleted']).nullable(),
  at: z.number(),
});
export type ListLink = z.infer<typeof ListLink>;

const listKey = (listId: string): string => `team-list:${listId}`;

/** Whether a link says nothing that is not noted, and noted lately. */
export function isNotedAlready(former: ListLink, link: ListLink): boolean {
  return isSame(former, link) && link.away === null && link.at - former.at < RENEW_MS;
}

/** Notes whose list this is. */
export async function noteCardOfList(memory: Memory, listId: string, cardId: string): Promise<void> {
  await memory.write(listKey(listId), cardId, LINK_MS);
}

/** The link to a list that was just made. */
export function linkTo({ id, name }: { id: string; name: string }, at: Instant): ListLink {
  return { id, name, page: null, away: null, at };
}

/** The card whose list this is remembered to be; null if nothing is. */
export function cardLinkedTo(memory: Memory, listId: string): Promise<string | null> {
  return memory.read(listKey(listId));
}

/** Whether a link as it was noted at that time has become old, so that ClickUp is asked again. */
export function isOldLink({ at, away }: ListLink, now: Instant, keepsMs: number): boolean {
  return away !== 'deleted' && now - at >= keepsMs;
}

function isSame(one: ListLink, other: ListLink): boolean {
  return one.id === other.id && one.name === other.name && one.page === other.page && one.away === other.away;
}
