// Trends for whoever asks: by one full read of the board, or from what a running Liaison holds of it. Reads only, and needs no store.
import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import { type Day, isDay } from '../domain/day.ts';
import type { Board } from '../domain/observation.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { calendarOf } from '../domain/playbook/playbook.ts';
import { dayOf } from '../domain/schedule/calendar.ts';
import { type Trends, trendsOf } from '../domain/trends/trends.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import type { RequestCount } from '../reconcile/ports.ts';
import { isoOf } from '../reconcile/report.ts';
import { BadSince } from './activity/since.ts';
import { forgetfulMemory } from './forgetful-memory.ts';
import { boardCacheFor } from './playbook-cache.ts';

/** `at` is when the board was read, ISO 8601 in UTC. */
export type TrendsReport = Trends & { at: string };

const MOST_YEARS = 10;

/** Reads the board whole, without a request for single cards. Rejects with BadSince, before anything is read. */
export async function readTrends(
  connection: Connection,
  loaded: LoadedPlaybook,
  { clock, since }: { clock: Clock; since: string | null },
): Promise<TrendsReport & { requests: RequestCount }> {
  const at = clock.now();
  const days = daysAsked(since, at, loaded);
  const { clickUp, wholeReads } = connection;
  const cache = boardCacheFor(loaded, { clickUp, wholeReads, memory: forgetfulMemory(clock), clock });
  connection.progress.step('Reading the board');
  const { board } = await cache.whole(at);
  return { ...reportOn(board, loaded, at, days), requests: connection.transport.requests() };
}

/** The same from what is held, without a request; null before the first read. Throws BadSince. */
export function trendsHeld(
  cache: BoardCache,
  loaded: LoadedPlaybook,
  { clock, since }: { clock: Clock; since: string | null },
): TrendsReport | null {
  const days = daysAsked(since, clock.now(), loaded);
  const held = cache.present();
  return held && reportOn(held.board, loaded, held.readAt, days);
}

/** Refuses what `--since` can't be. Throws BadSince. */
export function checkSince(since: string | null, now: number, loaded: LoadedPlaybook): void {
  daysAsked(since, now, loaded);
}

type Days = { since: Day; today: Day };

function reportOn(board: Board, loaded: LoadedPlaybook, at: number, days: Days): TrendsReport {
  const { playbook, publicHolidays } = loaded;
  // What ended long ago was planned by the holidays of its time.
  const [first, last] = [Number(days.since.slice(0, 4)) - 1, Number(days.today.slice(0, 4)) + 1];
  const calendar = calendarOf(playbook, publicHolidays(`${first}-01-01`, `${last}-12-31`));
  return { at: isoOf(at), ...trendsOf(board, { playbook, calendar }, days) };
}

/** The month of a year ago, from its first day on, where nothing is given. */
function daysAsked(given: string | null, now: number, { playbook }: LoadedPlaybook): Days {
  const today = dayOf(now, playbook.calendar.zone);
  const year = Number(today.slice(0, 4));
  const text = given?.trim() ?? '';
  if (text === '') return { since: `${year - 1}-${today.slice(5, 7)}-01`, today };
  const earliest = `${year - MOST_YEARS}-01-01`;
  if (isDay(text) && text >= earliest && text <= today) return { since: text, today };
  const why = isDay(text) ? `is not from ${earliest} to today, ${today}` : 'is no day';
  throw new BadSince(
    `"${text}" ${why}. Since when? Write a day of the last ${MOST_YEARS} years as ${today}.`,
  );
}
