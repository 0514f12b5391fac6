// The playbook of the randomised runs, loaded once.
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';

const PLAYBOOK = 'tests/chaos/playbook.yaml';
const playbooks = new Map<string, LoadedPlaybook>();

/** The playbook with a read lag; where nothing is enforced, rules only warn. Without pauses their status has no phase. */
export async function playbookFor(
  enforces: boolean,
  readLagMs: number,
  knowsPauses: boolean,
): Promise<LoadedPlaybook> {
  const key = `${enforces} ${readLagMs} ${knowsPauses}`;
  const loaded = playbooks.get(key) ?? (await loadPlaybook(PLAYBOOK));
  playbooks.set(key, loaded);
  loaded.playbook.readLag = { unit: 'ms', ms: readLagMs };
  if (!knowsPauses) loaded.playbook.phases = { ...loaded.playbook.phases, paused: [] };
  // Then people's acts alone decide what becomes of the cards, and two worlds can be compared.
  if (!enforces) for (const rule of Object.values(loaded.playbook.rules)) if (rule) rule.enforce = 'warn';
  return loaded;
}
