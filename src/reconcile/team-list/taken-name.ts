// ClickUp keeps the names of a folder's lists apart, also of those that it does not show (SUBCAT_016). A name that it
// calls taken, though no list shows that has it, is a trace where Liaison may have made that list and does not know.
import type { Card } from '../../domain/observation.ts';
import type { BoardCache } from '../cache/board-cache.ts';
import type { Made } from '../memory/card-facts.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import { RequeueAfter } from '../requeue-after.ts';
import { isOlder } from './traces.ts';

type Deps = Pick<ObserveDeps, 'cache' | 'clock' | 'company' | 'firstContact'>;

/**
 * Called when ClickUp refused `name`. Returns where another list than the card's may have it, so that the next name is
 * tried. Rejects with RequeueAfter while the card's own list may show yet, and once it turns out that it may be hidden: the
 * next reconcile asks the owner then, see `isNameHidden`.
 */
export async function handleTakenName(
  deps: Deps,
  {
    card,
    name,
    intent,
    isFound,
  }: { card: Card; name: string; intent?: Made | undefined; isFound(): boolean },
  known: CardMemory,
): Promise<void> {
  const { clock, cache } = deps;
  const { readLagMs } = deps.company;
  const askedAt = clock.now();
  await cache.refreshLists();
  const isAttempted = intent?.object === null;
  const until = isAttempted ? intent.at + readLagMs : 0;
  if (!isFound() && askedAt < until) {
    throw new RequeueAfter(
      until,
      `the list “${name}” waits: an earlier attempt made it, and it does not show yet`,
    );
  }
  const mayBeOurs = isAttempted || isOlder(card, await deps.firstContact.lostAt());
  const former = known.takenName && isSame(known.takenName.name, name) ? known.takenName : null;
  // Hidden and refused once more: the owner was asked, and somebody wants a new list.
  if (isFound() || !mayBeOurs || former?.isHidden || (await isShown(cache, name))) return;
  const since = former?.since ?? askedAt;
  // Another process may have given the name to another card's list a moment ago.
  const isHidden = askedAt >= since + readLagMs;
  await known.noteTakenName({ name, since, isHidden });
  const again = isHidden ? askedAt : since + readLagMs;
  throw new RequeueAfter(
    again,
    `the list “${name}” waits: its name is taken, and no list is seen that has it`,
  );
}

/** Whether the card's list may be one that ClickUp does not show: its name was taken, and still no list shows that has it. */
export async function isNameHidden(
  { cache }: Pick<Deps, 'cache'>,
  { takenName }: CardMemory,
): Promise<boolean> {
  return takenName !== null && takenName.isHidden && !(await isShown(cache, takenName.name));
}

async function isShown(cache: BoardCache, name: string): Promise<boolean> {
  if (cache.board().lists.some(list => isSame(list.name, name))) return true;
  return (await cache.archivedLists()).some(list => isSame(list.name, name));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
