// What `liaison doctor` does.
import { showsUnicode } from '../../config/env.ts';
import { examine } from '../../queries/doctor/doctor.ts';
import { doctorText } from '../render/doctor-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Shows how everything is that a start needs; the exit code says whether Liaison can start. */
export async function doctor(options: { playbook: string; json?: boolean }): Promise<void> {
  const { env, token, loaded, log, clock, progress } = await setUp(options);
  const examination = await examine({
    apiUrl: env.clickupApiUrl,
    token,
    loaded,
    clock,
    log,
    storeUrl: env.storeUrl,
    publicUrl: env.publicUrl,
    adminSecret: env.adminSecret,
    progress,
  });
  const isPlain = !showsUnicode();
  show(examination, { json: options.json, text: found => doctorText(found, { isPlain }) });
  process.exitCode = examination.ok ? 0 : 1;
}
