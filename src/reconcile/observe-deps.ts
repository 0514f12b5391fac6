// What observing a card, and reconciling it, need from around them, grouped by meaning.

import type { Clock } from '../base/clock.ts';
import type { Instant } from '../domain/day.ts';
import type { Card } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Calendar } from '../domain/schedule/calendar.ts';
import type { BoardCache } from './cache/board-cache.ts';
import type { Memory } from './memory/memory.ts';
import type { ClickUp } from './ports.ts';
import type { Hears } from './webhook-port.ts';

/**
 * How far back the memory reaches. `forgottenAt` is when it began anew although Liaison had been here; null if it holds
 * everything. `workedSince` is how old the oldest sign of its work is, null where no sign has a date.
 */
export type Past = { forgottenAt: Instant | null; workedSince: Instant | null };

/** What the company wrote down, and how long what is written to its ClickUp may not show in reads. */
export type CompanySettings = { playbook: Playbook; calendar(now: Instant): Calendar; readLagMs: number };

/** Requests left to the token in this window, as far as the last answers said. */
export type RequestBudget = { limit: number | null; remaining: number | null; resetAt: Instant | null };

/** How it stands with ClickUp at present, asked anew each time. */
export type ConnectionState = {
  /** What ClickUp reports by itself. */
  hears(): Hears;
  /** How far ClickUp's clock is ahead of ours; 0 where that is not measured. */
  clockSkewMs(): number;
  /**
   * Whether a status that the playbook maps may be missing on the board, so that nobody knows what this one means. Asks
   * ClickUp (one request, rarely) where the board did not have it before; never rejects.
   */
  lacksStatuses(card: Pick<Card, 'status'>): Promise<boolean>;
  /** What is left of the token's requests. */
  budget(): RequestBudget;
};

/** How far the memory can be trusted: whether Liaison was on this board before, and whether its store was lost. */
export type MemoryReach = {
  /** Whether a card about which nothing is remembered can have no comment of ours, since we never were here. */
  isNewHere(): Promise<boolean>;
  /** How far back the memory reaches. */
  past(): Promise<Past>;
  /** When the memory was found lost; null if it was not. */
  lostAt(): Promise<Instant | null>;
  /** Until when a lost store forbids to create anything; null if it does not. */
  holdUntil(): Promise<Instant | null>;
};

export type ObserveDeps = {
  clickUp: ClickUp;
  connection: ConnectionState;
  cache: BoardCache;
  memory: Memory;
  firstContact: MemoryReach;
  clock: Clock;
  company: CompanySettings;
};
