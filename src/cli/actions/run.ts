// What `liaison run` does.
import pc from 'picocolors';
import type { StartNote } from '../../app/start-note.ts';
import { warmUpStore } from '../../app/warm-up.ts';
import { harmless } from '../../base/harmless.ts';
import { programVersion } from '../../base/package-files.ts';
import type { RunFlags } from '../given-options.ts';
import { startText } from '../render/start-text.ts';
import { setUp } from '../setup.ts';
import { endSoon, tell, untilSignal } from '../terminal.ts';

/** Runs until SIGTERM or SIGINT, also one that comes during the start. */
export async function runUntilSignal(options: RunFlags): Promise<void> {
  const setup = await setUp(options);
  const starting = new AbortController();
  const stopped = untilSignal();
  void stopped.then(() => starting.abort());
  await warmUpStore(setup.env.storeUrl);
  const { run } = await import('../../app/run.ts');
  const running = await run({
    ...setup,
    ...(process.stderr.isTTY ? { announce: tellOfStart } : {}),
    role: options.role,
    signal: starting.signal,
  }).catch((error: unknown) => {
    if (starting.signal.aborted) return null;
    throw error;
  });
  const signal = await stopped;
  setup.log.info({ signal }, 'stopping: finishing what is in hand');
  await running?.stop();
  setup.log.info({}, 'stopped');
  endSoon();
}

function tellOfStart(note: StartNote): void {
  tell(startText(harmless({ ...note, version: programVersion() }), { colours: pc.isColorSupported }));
}
