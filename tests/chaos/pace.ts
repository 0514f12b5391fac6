// How time passes in a run, and what Liaison's queues are made of: virtual and volatile, or real and short.
import type { Backend } from '../../src/queue/backend.ts';
import { openQueues } from '../../src/queue/queues.ts';
import type { QueuesOptions } from '../../src/queue/queues-shape.ts';
import { openStore, type Store } from '../../src/queue/store.ts';
import { startWorkers } from '../../src/queue/workers.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';
import { noTroubles, type StoreTroubles, troublesOf } from './backends.ts';
import { REFUSALS } from './disturbances/refusals.ts';
import type { DisturbanceName } from './disturbances/registry.ts';
import type { Faults } from './faults.ts';

export type End = 'stop' | 'kill' | 'lose the store';

export type Pace = {
  time: VirtualTime;
  /** Sets this run's workspace apart from others of the same seed. */
  label: string;
  storeUrl: string;
  /** How many processes may share the store. */
  mostLives: number;
  newBackend(random: () => number): Backend;
  readLagMs: number;
  /** Whether people only begin once Liaison lives. */
  isStartAwaited: boolean;
  /** How long people wait who would wait `ms` in the story. */
  gapMs(ms: number): number;
  soften(faults: Faults): Faults;
  /** What the store can go through. */
  troubles(backend: () => Backend): StoreTroubles;
  /** Whether a disturbance can be played so. */
  allows(name: DisturbanceName): boolean;
  /** How Liaison may end, the likelier ones more than once. */
  ends: readonly End[];
  /** Whether a whole day can pass. */
  hasDays: boolean;
  /** After this long everything shows and nothing is limited any more. */
  clearingMs: number;
  /** Nothing in the queues for so long is rest; looked at every `stepMs`, for at most `patienceMs`. */
  quietMs: number;
  stepMs: number;
  patienceMs: number;
};

/** What takes minutes or hours, or is only healed by a day's sweep. */
const IN_HOURS = new Set<DisturbanceName>([
  'deliveryHoursLate',
  'endpointUnreachable',
  'endpointNeverReached',
  // Within seconds of Liaison's own words, which real time always is, that they are gone shows a day later.
  'statusDeleted',
  // A field that was missed is asked for again after minutes.
  'fieldHidden',
  // What was refused again and again is tried again after hours.
  ...(Object.keys(REFUSALS) as DisturbanceName[]),
]);
const START = Date.parse('2026-05-04T07:00:00Z');

/** Hours pass at once. */
export function virtualPace(): Pace {
  const time = createVirtualTime(START);
  return {
    time,
    label: '',
    storeUrl: 'volatile:',
    mostLives: 2,
    newBackend: random => createInMemoryBackend({ timers: time, random }),
    readLagMs: 30_000,
    isStartAwaited: false,
    gapMs: ms => ms,
    soften: faults => faults,
    troubles: backend => troublesOf(backend, time.pause),
    allows: () => true,
    ends: ['stop', 'kill', 'kill', 'lose the store'],
    hasDays: true,
    clearingMs: 90_000,
    quietMs: 180_000,
    stepMs: 5_000,
    patienceMs: 40 * 60_000,
  };
}

/** Real time and a real store: minutes become tenths of seconds, and nothing takes a whole minute. */
export function realPace(storeUrl: string, label: string): Pace {
  const pause = (ms: number) => new Promise<void>(resolve => void setTimeout(resolve, Math.max(0, ms)));
  return {
    time: {
      now: () => Date.now(),
      setTimeout: (run, ms) => setTimeout(run, ms),
      clearTimeout: handle => clearTimeout(handle as NodeJS.Timeout),
      pause,
      passUntil: instant => pause(instant - Date.now()),
      passWhile: work => work,
    },
    label,
    storeUrl,
    mostLives: storeUrl.startsWith('embedded:') ? 1 : 2,
    newBackend: () => ({
      openStore,
      // Live changes use up attempts at once; after six of them a card would wait for up to a minute.
      openQueues: (store: Store, options: QueuesOptions) => openQueues(store, { ...options, backoffMs: 200 }),
      startWorkers,
    }),
    readLagMs: 1_000,
    isStartAwaited: true,
    gapMs: ms => Math.min(300, ms / 100),
    soften: ({ rules, ...switches }) => ({
      ...switches,
      latencyMs: Math.round(switches.latencyMs / 50),
      retrySpacingMs: 50,
      // A 429 would hold everything for a minute, and what no delivery told of is found a day later.
      rules: rules.filter(({ status, kind }) => status !== 429 && kind !== 'deliveryLost').map(shortened),
    }),
    troubles: () => noTroubles,
    allows: name => !name.startsWith('store') && !IN_HOURS.has(name),
    ends: ['stop'],
    hasDays: false,
    clearingMs: 1_500,
    quietMs: 2_000,
    stepMs: 100,
    patienceMs: 40_000,
  };
}

function shortened(rule: Faults['rules'][number]): Faults['rules'][number] {
  const { lagMs, delayMs } = rule;
  return {
    ...rule,
    ...(lagMs === undefined ? {} : { lagMs: Math.round(lagMs / 40) }),
    ...(delayMs === undefined ? {} : { delayMs: Math.round(delayMs / 100) }),
  };
}
