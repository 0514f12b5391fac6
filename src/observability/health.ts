// Whether this process can do its work: a few named checks, each asked with a time limit.
import { within } from './within.ts';

export const CHECKS = ['store', 'clickup', 'webhooks', 'sweep', 'agendas'] as const;
export type CheckName = (typeof CHECKS)[number];
export type CheckResult = { ok: boolean; message: string };
/** Answers how things are; an error counts as not ok, with its message. */
export type Probe = () => Promise<CheckResult> | CheckResult;

/** What `/readyz` says. */
export type HealthReport = { ready: boolean; checks: Record<CheckName, CheckResult> };

export type Health = {
  /** Sets how a check is asked; until then it is not ok. */
  watch(name: CheckName, probe: Probe): void;
  /** Asks all checks at once; those who ask meanwhile share the answer. */
  report(): Promise<HealthReport>;
};

/** Health without any probe yet. A probe has `limitMs` milliseconds. */
export function createHealth(options: { limitMs?: number } = {}): Health {
  const { limitMs = 500 } = options;
  const probes = new Map<CheckName, Probe>();
  let running: Promise<HealthReport> | null = null;

  async function ask(name: CheckName): Promise<CheckResult> {
    const probe = probes.get(name);
    if (!probe) return { ok: false, message: 'not started yet' };
    try {
      return await within(limitMs, Promise.resolve(probe()));
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  }

  async function askAll(): Promise<HealthReport> {
    const results = await Promise.all(CHECKS.map(async name => [name, await ask(name)] as const));
    const checks = Object.fromEntries(results) as Record<CheckName, CheckResult>;
    return { ready: results.every(([, { ok }]) => ok), checks };
  }

  return {
    watch: (name, probe) => void probes.set(name, probe),
    report() {
      running ??= askAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
