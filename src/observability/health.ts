// How this process does: named checks, each asked with a time limit. Most only tell; a few decide whether it is ready.

import type { Clock } from '../base/clock.ts';
import { reasonOf } from '../base/reason-of.ts';
import { within } from '../base/time-limit.ts';

export type CheckResult = { ok: boolean; message: string };
/** Answers how things are; an error counts as not ok, with its message. */
export type Probe = () => Promise<CheckResult> | CheckResult;

/**
 * What `/readyz` says. `ready` is for load balancers: whether this process can do its role now. `checks` say everything,
 * also what is wrong without stopping it.
 */
export type HealthReport = { ready: boolean; checks: Record<string, CheckResult> };

export type WatchOptions = {
  /** Whether the process is not ready while this check is not ok; by default a check only tells. */
  decidesReadiness?: boolean;
  /** For probes that cost something: within so many milliseconds the last answer is given again. */
  everyMs?: number;
};

export type Health = {
  /** Adds a check, or replaces the one of this name. */
  watch(name: string, probe: Probe, options?: WatchOptions): void;
  /** From now on the process can do its role; until then it is not ready, whatever the checks say. */
  noteStarted(): void;
  /** From now on it is not ready, so that balancers send nothing more. */
  noteStopping(): void;
  /** Asks all checks at once; those who ask meanwhile share the answer. */
  report(): Promise<HealthReport>;
};

type Watched = Required<WatchOptions> & { probe: Probe; last: { at: number; result: CheckResult } | null };

/** Health that knows only whether the process has started. A probe has `limitMs` milliseconds. */
export function createHealth(options: { clock: Clock; limitMs?: number }): Health {
  const { clock, limitMs = 500 } = options;
  const watched = new Map<string, Watched>();
  let hasStarted = false;
  let isStopping = false;
  let running: Promise<HealthReport> | null = null;

  const watch: Health['watch'] = (name, probe, { decidesReadiness = false, everyMs = 0 } = {}) => {
    watched.set(name, { probe, decidesReadiness, everyMs, last: null });
  };

  async function ask(check: Watched): Promise<CheckResult> {
    const { probe, everyMs, last } = check;
    if (last && clock.now() - last.at < everyMs) return last.result;
    const at = clock.now();
    const result = await answerOf(probe);
    check.last = { at, result };
    return result;
  }

  async function answerOf(probe: Probe): Promise<CheckResult> {
    try {
      return await within(limitMs, Promise.resolve(probe()));
    } catch (error) {
      return { ok: false, message: reasonOf(error) };
    }
  }

  async function askAll(): Promise<HealthReport> {
    const asked = [...watched].map(async ([name, check]) => ({ name, check, result: await ask(check) }));
    const answers = await Promise.all(asked);
    return {
      ready: answers.every(({ check, result }) => result.ok || !check.decidesReadiness),
      checks: Object.fromEntries(answers.map(({ name, result }) => [name, result])),
    };
  }

  const started = (): CheckResult => {
    if (isStopping) return { ok: false, message: 'is being stopped' };
    return hasStarted ? { ok: true, message: 'at work' } : { ok: false, message: 'still starting' };
  };
  watch('started', started, { decidesReadiness: true });

  return {
    watch,
    noteStarted() {
      hasStarted = true;
    },
    noteStopping() {
      isStopping = true;
    },
    report() {
      running ??= askAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
