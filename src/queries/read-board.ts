// The parts of a look that every way in shares: the cache over a memory, and what the use case needs beside it.
import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Connection } from '../clickup/connect.ts';
import type { Instant } from '../domain/day.ts';
import type { Board, Card, Observation } from '../domain/observation.ts';
import { decide, type Plan } from '../domain/plan.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { SetAside } from '../domain/unreadable.ts';
import { BoardCache } from '../reconcile/cache/board-cache.ts';
import { type CachedBoard, createCacheStore } from '../reconcile/cache/cache-store.ts';
import { cardsInOrder } from '../reconcile/cards-in-order.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { recall } from '../reconcile/memory/recall.ts';
import { observe } from '../reconcile/observe.ts';
import type { CompanySettings, ObserveDeps, Past } from '../reconcile/observe-deps.ts';
import { type ClickUp, ClickUpFailure, type WholeReads } from '../reconcile/ports.ts';
import { type BoardReport, boardReport, reportOf } from '../reconcile/report.ts';
import { findTraces } from '../reconcile/team-list/traces.ts';
import { HEARS_NOTHING } from '../reconcile/webhook-port.ts';
import { findCard } from './find-card.ts';

/** The read lag of a playbook in milliseconds; one given in working days counts as whole days. */
export function readLagOf({ readLag }: Playbook): number {
  return readLag.unit === 'ms' ? readLag.ms : readLag.count * 86_400_000;
}

/** What a company wrote down, for whoever observes or reconciles. */
export function companySettings({ playbook, calendar }: LoadedPlaybook): CompanySettings {
  return { playbook, calendar, readLagMs: readLagOf(playbook) };
}

/** Changes with what a look holds: one that an earlier version left in the memory is not used. */
const SHAPE = 4;

/** An cache for this playbook; looks that another playbook left in the memory are not used. */
export function boardCacheFor(
  loaded: LoadedPlaybook,
  deps: { clickUp: ClickUp; wholeReads: WholeReads; memory: Memory; clock: Clock; log?: Log },
): BoardCache {
  const overlapMs = readLagOf(loaded.playbook);
  return new BoardCache(deps, { overlapMs, fingerprint: fingerprintOf(loaded) });
}

function fingerprintOf({ playbook }: LoadedPlaybook): string {
  const { places, fields, calendar, digest } = playbook;
  const meaning = JSON.stringify([SHAPE, places, fields, calendar.zone, digest?.list]);
  return createHash('sha256').update(meaning).digest('hex').slice(0, 12);
}

/** The look that some process left in the memory; null if there is none of this playbook. */
export function storedBoard(loaded: LoadedPlaybook, memory: Memory): Promise<CachedBoard | null> {
  return createCacheStore(memory, fingerprintOf(loaded)).load();
}

/**
 * What would change and why, for one card (id or address) or all of them. Reads ClickUp, writes nothing, needs no
 * store; undoing is never part of it, since only a delivery can call for that.
 */
export async function planBoard(
  connection: Connection,
  loaded: LoadedPlaybook,
  { memory, clock, card }: { memory: Memory; clock: Clock; card: string | null },
): Promise<BoardReport> {
  const { playbook } = loaded;
  const { at, board, cards, observe } = await readBoard(connection, loaded, { memory, clock });
  const wanted = card === null ? cards : [findCard(cards, board, card)];
  const unreadable = [...(board.unreadable ?? [])];
  const plans: Plan[] = [];
  for (const { id } of wanted) {
    const observation = await unlessUnreadable(observe(id), one => unreadable.push(one));
    if (!observation) continue;
    unreadable.push(...(observation.unreadable ?? []));
    plans.push(decide(observation, playbook, loaded.calendar(at)));
  }
  const requests = connection.transport.requests();
  return boardReport(at, playbook.mode, plans.map(reportOf), requests, unreadable);
}

/** One card that can't be read is named, and the others are looked at. */
export async function unlessUnreadable<T>(looking: Promise<T>, setAside: SetAside): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || !error.thing) throw error;
    setAside(error.thing);
    return null;
  }
}

/** The board read whole, for those who only look: its cards in order, and a closer look at one of them. */
type ReadBoard = {
  at: Instant;
  board: Board;
  cards: Card[];
  /** Null if the card is not there any more. */
  observe(cardId: string): Promise<Observation | null>;
};

/** What a look needs that only reads, and that no delivery tells of anything. */
export function depsToRead(
  { clickUp, wholeReads, transport }: Connection,
  loaded: LoadedPlaybook,
  { memory, clock }: { memory: Memory; clock: Clock },
): ObserveDeps {
  const cache = boardCacheFor(loaded, { clickUp, wholeReads, memory, clock });
  let found: Promise<Past> | null = null;
  // Nothing is remembered: whatever was before this moment is forgotten, if there was anything.
  const past = (): Promise<Past> => {
    const now = clock.now();
    found ??= findTraces(cache.board(), clickUp, now).then(({ hasTraces, workedSince }) => ({
      forgottenAt: hasTraces ? now : null,
      workedSince,
    }));
    return found;
  };
  return {
    clickUp,
    connection: { hears: () => HEARS_NOTHING, clockSkewMs: () => 0, budget: () => transport.budget() },
    cache,
    memory,
    firstContact: {
      isNewHere: () => Promise.resolve(false),
      past,
      lostAt: () => Promise.resolve(null),
      holdUntil: () => Promise.resolve(null),
    },
    clock,
    company: companySettings(loaded),
  };
}

/** Reads the board; writes nothing and needs no store. */
export async function readBoard(
  connection: Connection,
  loaded: LoadedPlaybook,
  { memory, clock }: { memory: Memory; clock: Clock },
): Promise<ReadBoard> {
  const { playbook } = loaded;
  const deps = depsToRead(connection, loaded, { memory, clock });
  const { cache } = deps;
  const at = clock.now();
  const { board } = await cache.whole(at);
  return {
    at,
    board,
    cards: cardsInOrder(cache, playbook, at),
    observe: async cardId =>
      (await observe(deps, cardId, { requestedAt: at }, await recall(memory, cardId)))?.observation ?? null,
  };
}
