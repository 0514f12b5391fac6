// What an engine is made of, by whoever starts one.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Connection } from '../clickup/connect.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Backend } from '../queue/backend.ts';

/** How many days is kept what Liaison did, unless somebody says otherwise. */
export const HISTORY_DAYS = 90;

export type EngineOptions = {
  connection: Connection;
  loaded: LoadedPlaybook;
  /** Whether nobody else may work on the board meanwhile. */
  isAlone?: boolean;
  storeUrl: string;
  /** Names this process among those that share the store; made up where absent. */
  mark?: string;
  /** How long to wait for a store that does not answer, in milliseconds. */
  storeWaitMs?: number;
  clock: Clock;
  log: Log;
  /** Where ClickUp shall deliver to, without the endpoint's path; absent or null: nothing is delivered, and Liaison polls. */
  publicUrl?: string | null;
  /** How often the webhooks are looked after, in milliseconds; every five minutes by default. */
  webhookCheckMs?: number;
  /** How often it is looked whether the store was lost, in milliseconds; every 30 seconds by default. */
  storeCheckMs?: number;
  /** How many days is kept what Liaison did and what came in; 90 by default. */
  historyDays?: number;
  countMended?(what: string, count: number): void;
  countOperation?(kind: string): void;
  countReconcile?(result: string, seconds: number): void;
  noteSweep?(at: number): void;
  debounceMs?: number;
  /** Ends the waiting for a store that does not answer. */
  signal?: AbortSignal;
  /** What store, queues and workers are made of, if not what `storeUrl` says. */
  backend?: Backend;
  /** How pauses are made, if not by the machine's timers. */
  pause?(ms: number): Promise<void>;
};
