// A company in whose ClickUp some things have shapes that no documentation names, with the composed engine beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEngine } from '../../src/app/engine.ts';
import { sync } from '../../src/app/sync.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import { forgetfulMemory } from '../../src/queries/forgetful-memory.ts';
import { planBoard } from '../../src/queries/plan.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { clientOf } from '../support/simulator-client.ts';
import { anyStoreIn } from '../support/stores.ts';

const DAY_MS = 86_400_000;

/** What `POST /__sim/odd` takes beside the object. */
export type Odd = {
  set?: Record<string, unknown>;
  remove?: string[];
  append?: Record<string, unknown>;
  field?: string;
};

/** Starts simulator and company; the engine starts with `liaison`. Everything ends with the test. */
export async function oddCompany(change: (loaded: LoadedPlaybook) => LoadedPlaybook = same => same) {
  const loaded = change(await loadPlaybook('config/playbook.yaml'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  onTestFinished(() => simulator.close());
  const company = await companyOf(simulator);
  const client = clientOf(simulator);
  const [supporter] = company.group('Supporters');
  const team = company.notIn('Supporters').slice(0, 3);
  const folder = mkdtempSync(join(tmpdir(), 'liaison-odd-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const connecting = (log = rememberingLog()) =>
    connect({ apiUrl: simulator.apiUrl, token: simulator.tokens.bot.token, loaded, clock, log });

  const control = async (path: string, body: object): Promise<void> => {
    const answer = await client.control(path, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
  };

  return {
    simulator,
    company,
    client,
    team,
    control,
    async cardInProgress(name: string, more: object = {}): Promise<string> {
      const id = await company.createCard(name, {
        status: 'in progress',
        assignees: team.map(person => person.id),
        start_date: Date.now(),
        due_date: Date.now() + 56 * DAY_MS,
        ...more,
      });
      if (supporter) await company.setSupporter(id, [supporter]);
      return id;
    },
    /** The id of the board's custom field of that name. */
    async fieldId(name: string): Promise<string> {
      const path = `/v2/list/${company.places.board}/field`;
      const { body } = await client.ask<{ fields: { id: string; name: string }[] }>('GET', path);
      return body.fields.find(field => field.name === name)?.id ?? '';
    },
    /** From now on ClickUp shows it so; without `odd` as it is. */
    odd: (object: string, odd: Odd = {}) => control('odd', { object, ...odd }),
    /** What `liaison plan` says. */
    async plan(card: string | null = null) {
      return planBoard(await connecting(), loaded, { memory: forgetfulMemory(clock), clock, card });
    },
    /** An engine on a store of its own, working; its sweeps are those of `liaison sync`. */
    async liaison() {
      const log = rememberingLog();
      const connection = await connecting(log);
      const engine = await startEngine({
        connection,
        loaded,
        storeUrl: await anyStoreIn(join(folder, 'store')),
        clock,
        log,
        debounceMs: 10,
      });
      onTestFinished(() => engine.close());
      await engine.work(null);
      return { engine, connection, log, sweep: () => sync(engine, { connection, mode: 'act', clock }) };
    },
  };
}
