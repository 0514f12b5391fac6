// What observing needs from around it.

import type { Clock } from '../base/clock.ts';
import type { Instant } from '../domain/day.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { BoardCache } from './cache/board-cache.ts';
import type { Memory } from './memory/memory.ts';
import type { ClickUp } from './ports.ts';
import type { Hears } from './webhook-port.ts';

/**
 * How far back the memory reaches. `forgottenAt` is when it began anew although Liaison had been here; null if it holds
 * everything. `workedSince` is how old the oldest sign of its work is, null where no sign has a date.
 */
export type Past = { forgottenAt: Instant | null; workedSince: Instant | null };

export type ObserveDeps = {
  clickUp: ClickUp;
  memory: Memory;
  clock: Clock;
  cache: BoardCache;
  playbook: Playbook;
  readLagMs: number;
  /** Whether a card about which nothing is remembered can have no comment of ours, since we never were here. */
  isNewHere(): Promise<boolean>;
  /** How far back the memory reaches. */
  past(): Promise<Past>;
  /** When the memory was found lost; null if it was not. */
  lostAt(): Promise<Instant | null>;
  /** What ClickUp tells by itself at present. */
  hears(): Hears;
  /** How far ClickUp's clock is ahead of ours, where it is measured. */
  clockSkewMs?(): number;
};
