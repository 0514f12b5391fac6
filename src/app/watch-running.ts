// What a running Liaison finds out about itself: its checks and its metrics, and the watches behind them.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Connection } from '../clickup/connect.ts';
import type { PlaceProblem } from '../clickup/places/place-problem.ts';
import { createSilenceWatch } from '../clickup/watch/silence-watch.ts';
import { createStaffWatch, GROUPS, OWNER, type StaffKind } from '../clickup/watch/staff-watch.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Health } from '../observability/health.ts';
import type { Metrics } from '../observability/metrics.ts';
import { createLastResultsReader, type LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import { watchChecks } from './checks.ts';
import type { Engine } from './engine.ts';
import type { Role } from './role.ts';
import { watchMetrics } from './watch-metrics.ts';

export type ComposedParts = {
  engine: Engine;
  connection: Connection;
  loaded: LoadedPlaybook;
  role: Role;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  health: Health;
};

/** Adds checks and metrics. Somebody has to call `checkAll` now and then; it asks ClickUp for nothing. */
export function watchRunning(parts: ComposedParts): {
  lastResults: LastResultsReader;
  checkAll(): Promise<void>;
} {
  const { engine, connection, loaded, role, clock, log, metrics, health } = parts;
  const { playbook } = loaded;
  const lastResults = createLastResultsReader(engine.store.memory, clock);
  const silence = createSilenceWatch({ transport: connection.transport, clock, log });
  const board = () => engine.cache.present()?.board ?? null;
  // Whoever only takes deliveries reads no people, and would never find out that somebody is there again.
  const staffWatch = (kind: StaffKind, lost: readonly PlaceProblem[]) =>
    role === 'web' ? null : createStaffWatch(kind, { loaded, lost, board, log });
  const owner = staffWatch(OWNER, connection.lost.owner);
  const groups = staffWatch(GROUPS, connection.lost.groups);
  watchChecks(health, { engine, connection, playbook, role, lastResults, silence, owner, groups, clock });
  watchMetrics(metrics, { engine, connection, playbook, role, lastResults, health });
  return {
    lastResults,
    async checkAll() {
      silence.check();
      owner?.check();
      groups?.check();
    },
  };
}
