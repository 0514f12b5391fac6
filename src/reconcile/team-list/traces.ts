// Signs that Liaison was here before its memory begins, and what they say of a card whose list is out of sight.
import { phaseOf } from '../../domain/customer-result.ts';
import type { Instant } from '../../domain/day.ts';
import { TEAM_LIST } from '../../domain/mirror/list-trouble.ts';
import type { Board, Card, Observation, OwnComment } from '../../domain/observation.ts';
import { hasReached } from '../../domain/phase.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { ClickUp } from '../ports.ts';

/** ClickUp's clock, by which cards are made, may be this far from ours. */
const CLOCKS_APART_MS = 15 * 60_000;
/** Nobody hides a list, deletes Liaison's comments on it and loses the memory within this time after it was made. */
const YOUNG_MS = 12 * 3_600_000;

/**
 * Searches a workspace for signs of Liaison's work: in the board, and, where that has none of its items, in the archive and
 * among the tags of the space, which two requests show.
 */
export async function findTraces(
  board: Board,
  clickUp: Pick<ClickUp, 'readArchivedLists' | 'readTags'>,
  now: Instant,
): Promise<{ hasTraces: boolean; workedSince: Instant | null }> {
  const ours = board.items.filter(({ isAbout, template }) => isAbout || template !== null);
  if (ours.length > 0) {
    const workedSince = ours.reduce((at, { createdAt }) => Math.min(at, createdAt), now);
    return { hasTraces: true, workedSince };
  }
  const [archived, tags] = await Promise.all([clickUp.readArchivedLists(), clickUp.readTags()]);
  const isOld = archived.some(({ cardId }) => cardId !== null) || tags.some(isOurTag);
  const hasTraces = isOld || board.lists.some(({ cardId }) => cardId !== null);
  // A list alone is how every first mirror begins.
  return { hasTraces, workedSince: isOld ? null : now };
}

function isOurTag(tag: string): boolean {
  return tag.startsWith('liaison-');
}

/** Whether a card may have been there when the memory was lost; false where it never was. */
export function isOlder({ createdAt }: Card, lostAt: Instant | null): boolean {
  return lostAt !== null && createdAt <= lostAt + CLOCKS_APART_MS;
}

/** The page of the team list that the status comment on the card links to; null if there is no such link. */
export function pageOnCard({ comments, card }: Pick<Observation, 'comments' | 'card'>): string | null {
  const page = statusOn(comments)?.page ?? null;
  return page === card.url ? null : page;
}

/**
 * Whether a card of which no trace is found can be one that never had a list: the memory holds everything, or what there
 * is shows that the card, or its work, is younger than what was forgotten. Costs a request where nothing else tells.
 */
export async function mayBeNew(
  deps: Pick<ObserveDeps, 'clickUp' | 'company' | 'firstContact'>,
  { card, comments, failingSince }: Pick<Observation, 'card' | 'comments' | 'failingSince'>,
): Promise<boolean> {
  // It was out of sight before, or not certain, and nobody has answered: that shows as well that Liaison was here.
  const wasAmiss = failingSince[TEAM_LIST] !== undefined;
  if (wasAmiss || comments.some(({ rules }) => rules.includes(TEAM_LIST))) return false;
  const { forgottenAt, workedSince } = await deps.firstContact.past();
  if (forgottenAt === null) return true;
  const youngSince = forgottenAt - YOUNG_MS;
  if (card.createdAt > youngSince || (workedSince ?? 0) > youngSince) return true;
  // Liaison posted the status of the card when there was no list yet.
  if (statusOn(comments)?.page === null) return true;
  return hasStartedSince(deps, card, youngSince);
}

async function hasStartedSince(
  { clickUp, company }: Pick<ObserveDeps, 'clickUp' | 'company'>,
  card: Card,
  since: Instant,
): Promise<boolean> {
  const times = await clickUp.readStatusTimes(card.id);
  if (times === null || times.since < since) return false;
  return !times.statuses.some(status => status !== card.status && isWithList(status, company.playbook));
}

function isWithList(status: string, { phases, teamList }: Playbook): boolean {
  const phase = phaseOf(status, phases);
  return phase !== null && hasReached(phase, teamList.from);
}

/** Where ClickUp refused to edit one, a newer one took its place. */
function statusOn(comments: readonly OwnComment[]): OwnComment | undefined {
  return comments.filter(({ kind }) => kind === 'status').toSorted((one, other) => other.at - one.at)[0];
}
