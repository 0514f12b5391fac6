// Taking requests from the window that all processes of a token share, and telling it what this process took since.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { entryOf } from '../../reconcile/memory/entry.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import type { OwnWindow } from './own-window.ts';
import { isNewer, leftIn, RateWindow, settled } from './rate-window.ts';

/** How long a window is kept after its last change: longer than it lasts. */
const KEEP_MS = 5 * 60_000;
/** Another process may be first so often in a row; more is a memory that does not work. */
const TRIES = 50;

/** The shared window: where it is, and by whose clock it ends. */
export type SharedWindow = { memory: Memory; key: string; clock: Clock };

/**
 * Takes `wanted` requests from the shared window, or what is left there, and tells it what this process knows. Does
 * nothing while nobody knows how many there are. Rejects where the memory does not answer or others were always first.
 */
export async function leaseFrom(shared: SharedWindow, own: OwnWindow, wanted: () => number): Promise<void> {
  const { memory, key, clock } = shared;
  for (let tried = 0; tried < TRIES; tried++) {
    const text = await memory.read(key);
    own.endIfOver();
    const found = entryOf(RateWindow, text);
    own.limit ??= found?.limit ?? null;
    const { limit } = own;
    if (limit === null) return;
    if (found !== null && isNewer(found, { ...own.part, limit }, clock.now())) own.begin(null);
    const ids = { id: randomUUID(), lost: own.seen };
    const present = settled(found, { ...own.part, limit }, clock.now(), ids);
    const taken = Math.min(wanted(), leftIn(present));
    const next = { ...present, ours: present.ours + taken };
    const before = { mine: own.part.mine, serial: own.serial };
    if (!(await put(shared, text, JSON.stringify(next)))) continue;
    // Where the window ended meanwhile, nobody will use what was taken.
    if (before.serial !== own.serial) continue;
    const { part } = own;
    part.owed = part.mine - before.mine;
    part.mine += taken;
    part.unsent += taken;
    part.windowId = next.id;
    if (!next.isGuess) part.resetAt = next.resetAt;
    own.seen = next;
    return;
  }
  throw new Error('other processes were always first');
}

function put({ memory, key }: SharedWindow, was: string | null, text: string): Promise<boolean> {
  if (was === text) return Promise.resolve(true);
  return was === null
    ? memory.writeIfAbsent(key, text, KEEP_MS)
    : memory.writeIfUnchanged(key, was, text, KEEP_MS);
}
