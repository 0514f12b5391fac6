// What `liaison sync` does.
import { syncOnce } from '../../app/sync-once.ts';
import { syncPlan } from '../../app/sync-plan.ts';
import { readPlanFile } from '../../queries/plan-file/files.ts';
import type { SyncOptions } from '../given-options.ts';
import { planSyncText, syncText } from '../render/plan-text.ts';
import { type Setup, setUp } from '../setup.ts';
import { show, tell } from '../terminal.ts';

/** Sweeps once, or applies a plan, and shows the report; the exit code says whether a card failed or was refused. */
export async function sync(options: SyncOptions): Promise<void> {
  const setup = await setUp(options);
  const { zone } = setup.loaded.playbook.calendar;
  if (options.plan !== undefined) return applyPlanFile(options.plan, setup, options);
  const report = await syncOnce({ ...setup, isTimeTravel: options.now !== undefined, tell });
  show(report, { json: options.json, text: done => syncText(done, zone) });
  process.exitCode = report.failed.length === 0 ? 0 : 1;
}

async function applyPlanFile(file: string, setup: Setup, options: SyncOptions): Promise<void> {
  const { playbook } = setup.loaded;
  const planFile = { file, plan: readPlanFile(file) };
  const report = await syncPlan({ ...setup, isTimeTravel: options.now !== undefined, tell, planFile });
  show(report, { json: options.json, text: done => planSyncText(done, playbook.calendar.zone) });
  process.exitCode = report.failed.length + report.refused.length === 0 ? 0 : 1;
}
