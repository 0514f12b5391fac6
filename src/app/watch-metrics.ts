// Where the metrics of a running Liaison come from that tell how things stand. What is of the board comes from the store,
// so that every process says the same of it; budget and checks are the process's own.

import { programVersion } from '../base/package-files.ts';
import type { Connection } from '../clickup/connect.ts';
import { phaseOf } from '../domain/customer-result.ts';
import { leftIn } from '../domain/people/departure.ts';
import { PHASES } from '../domain/phase.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Sample } from '../observability/asked-gauges.ts';
import type { Health } from '../observability/health.ts';
import type { Metrics } from '../observability/metrics.ts';
import { countsOf, unreadableIn } from '../queries/board-status.ts';
import { readSetAside } from '../queries/set-aside.ts';
import type { CardResult, LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import type { Engine } from './engine.ts';
import type { Role } from './role.ts';
import { takeInBoard } from './take-in-board.ts';

const OTHER = 'other';

type Watched = {
  engine: Engine;
  connection: Pick<Connection, 'transport'>;
  playbook: Playbook;
  role: Role;
  lastResults: LastResultsReader;
  health: Pick<Health, 'report'>;
};

/** Says whom to ask; nothing is asked before somebody reads the page. */
export function watchMetrics(metrics: Pick<Metrics, 'watch'>, parts: Watched): void {
  watchProcess(metrics, parts);
  watchQueues(metrics, parts);
  watchBoard(metrics, parts);
}

function watchProcess(
  metrics: Pick<Metrics, 'watch'>,
  { engine, connection, playbook, role, health }: Watched,
): void {
  const { kind: store } = engine.store;
  const labels = { version: programVersion(), role, mode: playbook.mode, store, node: process.version };
  metrics.watch('buildInfo', () => [{ labels, value: 1 }]);
  metrics.watch('checks', async () =>
    Object.entries((await health.report()).checks).map(([name, { ok }]) => sample({ name }, Number(ok))),
  );
  const budget = () => connection.transport.budget();
  const known = (value: number | null): Sample[] => (value === null ? [] : [{ value }]);
  metrics.watch('budgetLimit', () => known(budget().limit));
  metrics.watch('budgetRemaining', () => known(budget().remaining));
  metrics.watch('heard', () => {
    // Where Liaison polls there is nothing to be heard.
    if (engine.webhooks.endpoint === null) return [];
    const places = Object.entries(engine.webhooks.places());
    return places.map(([place, { state }]) => sample({ place }, Number(state === 'heard')));
  });
}

function watchQueues(metrics: Pick<Metrics, 'watch'>, { engine: { queues }, lastResults }: Watched): void {
  metrics.watch('queueJobs', async () =>
    Object.entries(await queues.counts()).flatMap(([queue, states]) =>
      Object.entries(states).map(([state, count]) => sample({ queue, state }, count)),
    ),
  );
  metrics.watch('queueAges', async () =>
    Object.entries(await queues.agesMs()).map(([queue, ms]) => sample({ queue }, ms / 1000)),
  );
  metrics.watch('setAside', async () => [{ value: (await readSetAside(queues, lastResults)).length }]);
}

function watchBoard(metrics: Pick<Metrics, 'watch'>, { engine, playbook, role, lastResults }: Watched): void {
  const boardOf = async () => {
    await takeInBoard(engine, role);
    return engine.cache.present()?.board;
  };
  metrics.watch('lastSweep', async () => {
    const at = await engine.lastSweepAt();
    return at === null ? [] : [{ value: at / 1000 }];
  });
  metrics.watch('unreadable', async () => {
    await takeInBoard(engine, role);
    const counts = countsOf(unreadableIn(engine, await lastResults.read()));
    return Object.entries(counts).map(([kind, count]) => sample({ kind }, count));
  });
  metrics.watch('findings', async () => findingsIn(await lastResults.read()));
  metrics.watch('customerResults', async () => {
    const cards = (await boardOf())?.cards;
    if (!cards) return [];
    const counts = new Map<string, number>([...PHASES, OTHER].map(phase => [phase, 0]));
    for (const { status } of cards) {
      const phase = phaseOf(status, playbook.phases) ?? OTHER;
      counts.set(phase, (counts.get(phase) ?? 0) + 1);
    }
    return [...counts].map(([phase, count]) => sample({ phase }, count));
  });
  metrics.watch('peopleLeft', async () => {
    const board = await boardOf();
    return board ? [{ value: leftIn(board).size }] : [];
  });
}

function findingsIn(results: ReadonlyMap<string, CardResult>): Sample[] {
  const counts = new Map<string, Required<Sample>>();
  for (const { report } of results.values()) {
    for (const { rule, enforcement, state } of report?.findings ?? []) {
      const key = `${rule} ${enforcement} ${state}`;
      const counted = counts.get(key) ?? sample({ rule, enforcement, state }, 0);
      counts.set(key, { ...counted, value: counted.value + 1 });
    }
  }
  return [...counts.values()];
}

function sample(labels: Record<string, string>, value: number): Required<Sample> {
  return { labels, value };
}
