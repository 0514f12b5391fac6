// ClickUp keeps the names of a folder's lists apart, also of those that it does not show (SUBCAT_016). A name that it
// calls taken, though no list is seen that has it, is a trace where Liaison may have made that list and does not know.
import type { Instant } from '../domain/day.ts';
import type { Card } from '../domain/observation.ts';
import type { CardMemory, Made } from './card-memory.ts';
import { noteTakenName } from './card-memory.ts';
import type { Observatory } from './observatory.ts';
import { NotYet, type OnceDeps } from './once.ts';

/** ClickUp's clock, by which cards are made, may be this far from ours. */
const CLOCKS_APART_MS = 15 * 60_000;

type Deps = Pick<OnceDeps, 'memory' | 'clock' | 'readLagMs' | 'holdUntil'> & { observatory: Observatory };

/**
 * Called when ClickUp refused `name`. Returns where another list than the card's may have it, so that the next name is
 * tried. Rejects with NotYet while the card's own list may show yet, and once it turns out that it may be hidden: the
 * next look asks the owner then, see `isNameHidden`.
 */
export async function heedTakenName(
  deps: Deps,
  {
    card,
    name,
    intent,
    isFound,
  }: { card: Card; name: string; intent?: Made | undefined; isFound(): boolean },
  known: CardMemory,
): Promise<void> {
  const { clock, observatory, memory, readLagMs } = deps;
  const askedAt = clock.now();
  await observatory.readListsAgain();
  const isAttempted = intent?.object === null;
  const until = isAttempted ? intent.at + readLagMs : 0;
  if (!isFound() && askedAt < until) {
    throw new NotYet(until, `the list “${name}” waits: an earlier attempt made it, and it does not show yet`);
  }
  if (isFound() || !(isAttempted || (await isForgotten(deps, card)))) return;
  if ((known.takenName?.isHidden && isSame(known.takenName.name, name)) || (await isShown(observatory, name)))
    return;
  const since: Instant =
    known.takenName && isSame(known.takenName.name, name) ? known.takenName.since : askedAt;
  // Another process may have given the name to another card's list a moment ago.
  const isHidden = isAttempted || askedAt >= since + readLagMs;
  known.takenName = { name, since, isHidden };
  await noteTakenName(memory, card.id, known.takenName);
  const again = isHidden ? askedAt : since + readLagMs;
  throw new NotYet(again, `the list “${name}” waits: its name is taken, and no list is seen that has it`);
}

/** Whether the card's list may be one that ClickUp does not show: its name was taken, and still no list is seen that has it. */
export async function isNameHidden(
  { observatory }: Pick<Deps, 'observatory'>,
  { takenName }: CardMemory,
): Promise<boolean> {
  return takenName !== null && takenName.isHidden && !(await isShown(observatory, takenName.name));
}

/** Whether the card may have had a list before the memory begins. */
async function isForgotten({ holdUntil, readLagMs }: Deps, card: Card): Promise<boolean> {
  const until = await holdUntil();
  return until !== null && card.createdAt < until - readLagMs + CLOCKS_APART_MS;
}

async function isShown(observatory: Observatory, name: string): Promise<boolean> {
  const { lists = [] } = observatory.present()?.board ?? {};
  if (lists.some(list => isSame(list.name, name))) return true;
  return (await observatory.archivedLists()).some(list => isSame(list.name, name));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
