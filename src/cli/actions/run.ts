// What `liaison run` does.
import { warmUpStore } from '../../app/warm-up.ts';
import type { RunFlags } from '../given-options.ts';
import { setUp } from '../setup.ts';
import { endSoon, untilSignal } from '../terminal.ts';

/** Runs until SIGTERM or SIGINT, also one that comes during the start. */
export async function runUntilSignal(options: RunFlags): Promise<void> {
  const setup = await setUp(options);
  const starting = new AbortController();
  const stopped = untilSignal();
  void stopped.then(() => starting.abort());
  await warmUpStore(setup.env.storeUrl);
  const { run } = await import('../../app/run.ts');
  const running = await run({ ...setup, role: options.role, signal: starting.signal }).catch(
    (error: unknown) => {
      if (starting.signal.aborted) return null;
      throw error;
    },
  );
  const signal = await stopped;
  setup.log.info({ signal }, 'stopping: finishing what is in hand');
  await running?.stop();
  setup.log.info({}, 'stopped');
  endSoon();
}
