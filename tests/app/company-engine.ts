// An engine on a store beside a company, for the test that runs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEngine } from '../../src/app/engine.ts';
import type { EngineOptions } from '../../src/app/engine-options.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { anyStoreIn } from '../support/stores.ts';

/** By the shipped playbook; it ends with the test. */
export async function startCompanyEngine(
  options: Partial<Pick<EngineOptions, 'backend' | 'debounceMs' | 'isAlone'>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-engine-'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const company = await companyOf(simulator);
  const loaded = await loadPlaybook('config/playbook.yaml');
  const log = rememberingLog();
  const { token } = simulator.tokens.bot;
  const connection = await connect({ apiUrl: simulator.apiUrl, token, loaded, clock, log });
  const storeUrl = await anyStoreIn(join(folder, 'store'));
  const engine = await startEngine({ connection, loaded, storeUrl, clock, log, ...options });
  onTestFinished(async () => {
    await engine.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { simulator, company, loaded, connection, engine };
}
