// What `liaison sync` does.
import { syncOnce } from '../../app/sync-once.ts';
import { syncText } from '../render/plan-text.ts';
import { setUp } from '../setup.ts';
import { show, tell } from '../terminal.ts';

/** Sweeps once and shows the report; the exit code says whether a card failed. */
export async function sync(options: { playbook: string; now?: number; json?: boolean }): Promise<void> {
  const setup = await setUp(options);
  const report = await syncOnce({
    ...setup,
    isTimeTravel: options.now !== undefined,
    tell,
  });
  show(report, { json: options.json, text: done => syncText(done, setup.loaded.playbook.calendar.zone) });
  process.exitCode = report.failed.length === 0 ? 0 : 1;
}
