// Where a card's team list is. Not shown is not deleted: a list that the folder does not show is searched where it may be
// remembered, and asked for by its id, before anybody may think that the card has none.
import { phaseOf } from '../../domain/customer-result.ts';
import type { Instant } from '../../domain/day.ts';
import { needsTeamList } from '../../domain/mirror/desired-items.ts';
import { listOwners } from '../../domain/mirror/list-owners.ts';
import { observeTeamList } from '../../domain/mirror/team-list.ts';
import type { Board, Card, Observation, OutOfSight, TeamList } from '../../domain/observation.ts';
import { hasEnded } from '../../domain/phase.ts';
import { NO_LIST } from '../../domain/playbook/adopt.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { PlacedPage } from '../ports.ts';
import { cardLinkedTo, isOldLink, type ListLink, linkTo } from './list-link.ts';
import { isNameHidden } from './taken-name.ts';
import { isOlder, mayBeNew, pageOnCard } from './traces.ts';

/** ClickUp is not asked again sooner for a list that it did not show. */
const ASKED_MS = 5 * 60_000;

/** What an observation holds of it. */
export type FoundList = Pick<Observation, 'knownListId' | 'outOfSight'>;

/**
 * Finds the card's list, and says why it is out of sight. Asks nobody where the cache has it with its page. What ClickUp
 * said of a list before a person asked for a reconcile, at `askedAt`, counts no more.
 */
export async function findList(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
  askedAt: Instant | null = null,
): Promise<FoundList> {
  const { card } = observation;
  const link = known.link ?? linkOfMade(known);
  const shown = await listShown(deps, card, link);
  if (shown && 'why' in shown) return { knownListId: link?.id ?? null, outOfSight: shown };
  if (shown) return readInto(deps, observation, known, shown);
  const phase = phaseOf(card.status, deps.company.playbook.phases);
  // One that is shown again since ClickUp said that it is away is asked for in every phase: what is in it is not known.
  const isBack = link !== null && inCache(deps.cache.present()?.board ?? observation.board, link);
  if (!isBack && (phase === null || !needsTeamList(phase, deps.company.playbook))) return nowhere(link);
  if (link) return askFor(deps, observation, known, link, askedAt);
  // The playbook says which one it is: nothing is lost.
  const answer = deps.company.playbook.teamList.adopt[card.id] ?? NO_LIST;
  if (answer !== NO_LIST) return nowhere(null);
  if (await isNameHidden(deps, known)) return lost(observation);
  // An attempt whose answer was lost is looked up where it would be repeated; and a board that is new to us has no list of ours.
  if (known.made.get('list')?.object === null || (await deps.firstContact.isNewHere())) return nowhere(null);
  return traced(deps, observation, known);
}

/** The same from what is remembered alone. */
export function asKnown({ link }: CardMemory, board: Board, card: Card): FoundList {
  if (!link) return nowhere(null);
  const isShown = listOwners(board).of(card.id, link.id).length > 0 || inCache(board, link) !== undefined;
  if (link.away === null && isShown) return nowhere(link);
  const why = link.away ?? 'unread';
  return {
    knownListId: link.id,
    outOfSight: { why, list: { id: link.id, name: link.name }, page: link.page },
  };
}

/**
 * Where the list is after something was done: one that was made since is in the cache, and what was out of sight before is
 * another one. Where other reads have come in between, and a list was shown before and is not any more or the other way
 * round, it has yet to be asked for: nobody knows what is in it.
 */
export function afterActing(
  { link }: Pick<CardMemory, 'link'>,
  before: FoundList & Pick<Observation, 'board'>,
  board: Board,
): FoundList {
  const { knownListId, outOfSight } = before;
  if (link !== null && link.id !== knownListId) {
    // Made or found by this very run, and deleted or hidden by somebody since: that makes no second one.
    const { id, name, page, away } = link;
    if (board.lists.some(list => list.id === id)) return nowhere(link);
    return { knownListId: id, outOfSight: { why: away ?? 'unread', list: { id, name }, page } };
  }
  const isIt = ({ id }: TeamList): boolean => id === knownListId;
  const [former, present] = [before.board.lists.find(isIt), board.lists.find(isIt)];
  const shown = former ?? present;
  if (outOfSight || !shown || (former && present)) return { knownListId, outOfSight };
  const list = { id: shown.id, name: shown.name };
  return { knownListId, outOfSight: { why: 'unread', list, page: link?.page ?? null } };
}

function nowhere(link: ListLink | null): FoundList {
  return { knownListId: link?.id ?? null, outOfSight: null };
}

function inCache({ lists }: Board, link: ListLink | null): TeamList | undefined {
  return link ? lists.find(({ id }) => id === link.id) : undefined;
}

function linkOfMade({ made }: CardMemory): ListLink | null {
  const entry = made.get('list');
  if (!entry?.object || !('list' in entry.object)) return null;
  return linkTo(entry.object.list, entry.at);
}

/** The list that the cache has as the card's. The first link holds, whatever a description says since. */
async function listShown(
  { cache, memory }: ObserveDeps,
  card: Card,
  link: ListLink | null,
): Promise<TeamList | OutOfSight | null> {
  const read = cache.present();
  if (!read) return null;
  const { board } = read;
  const owners = listOwners(board);
  const [first] = owners.of(card.id, link?.id ?? null);
  // ClickUp said after this board was read that the list is elsewhere.
  const isOutdated = (list: TeamList | undefined): boolean =>
    !!link?.away && link.id === list?.id && link.at >= read.fullAt;
  if (first && owners.isRecorded(first.id)) return isOutdated(first) ? null : first;
  const linked = inCache(board, link);
  if (linked) return isOutdated(linked) ? null : linked;
  if (!first || (link && link.away !== 'deleted')) return null;
  const other = await cardLinkedTo(memory, first.id);
  if (other === null || other === card.id) return first;
  return { why: 'elsewhere', list: { id: first.id, name: first.name }, page: null };
}

/** Before the page of a list is made, it is asked for: without it everything in the list would be made once more. */
async function readInto(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
  list: TeamList,
): Promise<FoundList> {
  const { clock, cache } = deps;
  const { playbook } = deps.company;
  const { card } = observation;
  const observed = () =>
    observeTeamList(
      {
        card,
        board: cache.present()?.board ?? observation.board,
        knownListId: list.id,
        outOfSight: null,
      },
      playbook,
    );
  const phase = phaseOf(card.status, playbook.phases);
  const { about, unknown } = observed();
  const isMissing = about === null && unknown === null && phase !== null && !hasEnded(phase);
  const page = known.link?.id === list.id ? known.link.page : null;
  const isBeingMade = page === null && linkOfMade(known)?.id === list.id;
  if (isMissing && !isBeingMade) {
    const why = await findPage(deps, list, page, () => observed().about !== null);
    if (why) return outOfSight({ ...linkTo(list, clock.now()), page }, why, observation);
  }
  const link = { id: list.id, name: list.name, page: observed().about?.url ?? page, away: null };
  await known.noteLink({ ...link, at: clock.now() });
  return { knownListId: list.id, outOfSight: null };
}

/** Why nobody can tell whether the page is there; null where it shows by now, or is deleted for certain. */
async function findPage(
  deps: ObserveDeps,
  list: TeamList,
  page: string | null,
  isThere: () => boolean,
): Promise<OutOfSight['why'] | null> {
  const { clickUp } = deps;
  const place = page === null ? null : await clickUp.seekPage(page);
  if (place === 'deleted') return null;
  if (place === 'hidden') return 'hidden';
  const count = await putItemsOf(deps, list.id);
  if (isThere()) return null;
  // Somebody moved the page elsewhere.
  if (place !== null) return place.listId === list.id ? 'unread' : null;
  if (count > 0) return null;
  const answer = await clickUp.seekList(list.id);
  return answer.state === 'there' ? ((answer.holds ?? 0) > 0 ? 'unread' : null) : answer.state;
}

/** Reads what is in one list into the cache; answers with how much that is. */
async function putItemsOf({ clickUp, cache }: ObserveDeps, listId: string): Promise<number> {
  const items = await clickUp.readItemsOf(listId);
  for (const item of items) cache.putItem(item, 'read');
  return items.length;
}

/** Asks ClickUp for a list that the cache lacks, unless it said a moment ago, and since `askedAt`, what has become of it. */
async function askFor(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
  link: ListLink,
  askedAt: Instant | null = null,
): Promise<FoundList> {
  const { clickUp, clock, cache } = deps;
  const now = clock.now();
  const isAskedAnew = askedAt !== null && link.at < askedAt;
  const isKnown = link.away !== null && !isAskedAnew && !isOldLink(link, now, ASKED_MS);
  const answer = isKnown ? null : await clickUp.seekList(link.id);
  if (answer?.state === 'there') {
    cache.putList(answer.list);
    await known.noteLink({ ...link, name: answer.list.name, away: null, at: now });
    const count = await putItemsOf(deps, link.id);
    if (count > 0 || (answer.holds ?? 0) === 0) return readInto(deps, observation, known, answer.list);
    return outOfSight(link, 'unread', observation);
  }
  const name = answer && 'list' in answer ? answer.list.name : link.name;
  const away = answer?.state ?? link.away;
  const noted = { ...link, name, away };
  if (!isKnown) await known.noteLink({ ...noted, at: now });
  return outOfSight(noted, away ?? 'unread', observation);
}

/** The link on the card is a trace of the list, also where nobody remembers its page: the status comment has to keep it. */
function outOfSight(
  { id, name, page }: ListLink,
  why: OutOfSight['why'],
  observation: Observation,
): FoundList {
  return {
    knownListId: id,
    outOfSight: { why, list: { id, name }, page: page ?? pageOnCard(observation) },
  };
}

/** The page of a list that was made before the memory begins: it is found also where somebody moved the list elsewhere. */
async function strayPage({ cache, firstContact }: ObserveDeps, card: Card): Promise<PlacedPage | undefined> {
  const { forgottenAt } = await firstContact.past();
  if (!isOlder(card, forgottenAt)) return undefined;
  return (await cache.pagesAnywhere()).find(({ cardId }) => cardId === card.id);
}

/** Nothing is remembered: what Liaison said on the card, and the archive, may tell of a list. */
async function traced(deps: ObserveDeps, observation: Observation, known: CardMemory): Promise<FoundList> {
  const { clickUp, cache } = deps;
  const { card } = observation;
  const page = pageOnCard(observation);
  const place = page === null ? null : await clickUp.seekPage(page);
  const found = (id: string, name: string | null) =>
    askFor(deps, observation, known, { id, name, page, away: null, at: 0 });
  if (place === 'hidden') return { knownListId: null, outOfSight: { why: 'hidden', list: null, page } };
  if (place !== null && place !== 'deleted') return found(place.listId, null);
  const archived = (await cache.archivedLists()).find(({ cardId }) => cardId === card.id);
  if (archived) return found(archived.id, archived.name);
  const stray = await strayPage(deps, card);
  if (stray) return found(stray.listId, null);
  if (place === null && (await mayBeNew(deps, observation))) return nowhere(null);
  return lost(observation);
}

/** There may have been a list, and nobody knows which. */
function lost(observation: Observation): FoundList {
  return { knownListId: null, outOfSight: { why: 'lost', list: null, page: pageOnCard(observation) } };
}
