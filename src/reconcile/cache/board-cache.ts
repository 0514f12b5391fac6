// The look at ClickUp that everything in this process shares, as those see it who use it.
import type { Instant } from '../../domain/day.ts';
import type { Board, Card, TeamList, WorkItem } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { PlacedPage } from '../ports.ts';
import type { CachedBoard } from './cache-store.ts';

/** Whether an object was seen because somebody looked, or as the answer to our own write. */
export type SeenBy = 'reading' | 'writing';

/** The shared look. Every answer is complete: a read that fails leaves the former look as it was. */
export type BoardCache = {
  /** A look whose reads began at or after `notBefore`; calls at the same time share the requests. */
  fresh(notBefore: Instant): Promise<CachedBoard>;
  /** Takes over the look that another process has left in the memory, where it is newer than this one; asks ClickUp nothing. */
  adoptNewer(): Promise<void>;
  /** The same as `fresh` for the cards alone: one request where deliveries tell of everything else. */
  freshCards(notBefore: Instant): Promise<CachedBoard>;
  /** The same for the work items alone, where deliveries tell of the cards. */
  freshItems(notBefore: Instant): Promise<CachedBoard>;
  /** People and groups read at or after `notBefore`; where a look is there, only they are read. */
  freshStaff(notBefore: Instant): Promise<void>;
  /** A look for which everything was read anew at or after `notBefore`. */
  whole(notBefore: Instant): Promise<CachedBoard>;
  /** The lists of the folder, read anew whatever the look says. */
  readListsAgain(): Promise<void>;
  /** The lists in the archive of the folder; calls within a minute share the request. */
  archivedLists(): Promise<TeamList[]>;
  /** The pages of team lists in the whole workspace; calls within a minute share the reading. */
  pagesAnywhere(): Promise<PlacedPage[]>;
  /** What a single read or our own write has shown. Older sights of the same object are ignored. */
  seeCard(card: Card, by: SeenBy): void;
  seeItem(item: WorkItem, by: SeenBy): void;
  seeList(list: TeamList): void;
  /** Something that a single read could not understand. */
  setAside(one: Unreadable): void;
  /** When this process last tried to read it; 0 if it never did. */
  triedAt(one: Unreadable): Instant;
  /** Whether Liaison wrote to that task at or after `at` and has seen the whole of it in the answer. */
  hasWritten(id: string, at: Instant): boolean;
  /** Whether Liaison wrote that comment; `noteSaid` notes it. */
  hasComment(commentId: string): boolean;
  noteComment(commentId: string): void;
  /** Notes that this process is about to write for that card; its look then shows what was written. */
  noteActing(cardId: string, at: Instant): void;
  hasActed(cardId: string, at: Instant): boolean;
  /** Lets go of something that may be deleted; the next look says whether it is. */
  forget(id: string): void;
  /** A delivery or a read said that this task or list was gone at `at`: no process shows it from now on. */
  noteDeleted(id: string, at: Instant): Promise<void>;
  /** Takes over what other processes know to be gone. */
  heedTombstones(): Promise<void>;
  /** The present look without asking anybody; null before the first read. */
  present(): CachedBoard | null;
};

/** The board of the look, an empty one before the first. */
export function boardOf(cache: Pick<BoardCache, 'present'>): Board {
  return cache.present()?.board ?? { cards: [], lists: [], items: [], people: [], groups: [] };
}
