// A company on the simulator, and Liaison running for it within this process, as often as a test wants.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { type Running, type RunOptions, run } from '../../src/app/run.ts';
import { readEnv } from '../../src/config/env.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { clock, rememberingLog } from './clickup-setting.ts';
import { companyOf, type Person } from './company-at-work.ts';
import { freePorts } from './process.ts';
import { clientOf } from './simulator-client.ts';
import { anotherStoreIn, anyStoreIn } from './stores.ts';

export type Webhook = {
  id: string;
  endpoint: string;
  list_id: string | null;
  health: { status: string; fail_count: number };
};
type Checks = Record<string, { ok: boolean; message: string }>;

/** Long enough for two cores that are busy with other tests. */
export const PATIENCE = { timeout: 60_000, interval: 50 };

/** Ends with the test. `storeUrl` is where it starts if nothing else is said, and `newStore` another one. */
export async function startLiving() {
  const folder = mkdtempSync(join(tmpdir(), 'living-'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const company = await companyOf(simulator);
  const bot = clientOf(simulator);
  let running: Running[] = [];
  let stores = 0;
  const newStore = () => anotherStoreIn(join(folder, String(++stores)));
  const storeUrl = await anyStoreIn(join(folder, 'first'));
  onTestFinished(async () => {
    await Promise.all(running.map(each => each.stop()));
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(
    more: Partial<RunOptions> & { storeUrl?: string; publicUrl?: string; port?: number } = {},
  ) {
    const { port = (await freePorts()).port } = more;
    const log = rememberingLog();
    const started = await run({
      env: readEnv({
        CLICKUP_API_URL: simulator.apiUrl,
        STORE_URL: more.storeUrl ?? storeUrl,
        PUBLIC_URL: more.publicUrl ?? `http://127.0.0.1:${port}`,
        HOST: '127.0.0.1',
        PORT: String(port),
        ADMIN_PORT: '0',
      }),
      token: simulator.tokens.bot.token,
      loaded: await loadPlaybook('config/playbook.yaml'),
      role: 'all',
      clock,
      log,
      signal: new AbortController().signal,
      ...more,
    });
    running.push(started);
    return {
      ...started,
      endpoint: `http://127.0.0.1:${port}/webhooks/clickup`,
      log,
      metrics: async () => (await fetch(`${started.adminUrl}/metrics`)).text(),
      board: async () => (await fetch(`${started.adminUrl}/api/board`)).json(),
      readiness: async (): Promise<{ ready: boolean; checks: Checks }> =>
        (await fetch(`${started.listensAt}/readyz`)).json() as never,
      async stop() {
        running = running.filter(other => other !== started);
        await started.stop();
      },
    };
  }

  const webhooks = async (): Promise<Webhook[]> => {
    const path = `/v2/team/${company.places.team}/webhook`;
    return (await bot.ask<{ webhooks: Webhook[] }>('GET', path)).body.webhooks;
  };
  const people = company.notIn('Supporters');

  return {
    simulator,
    company,
    bot,
    control: clientOf(simulator).control,
    storeUrl,
    newStore,
    start,
    webhooks,
    async ofBoard(): Promise<Webhook> {
      const found = (await webhooks()).find(webhook => webhook.list_id === company.places.board);
      if (!found) throw new Error('the board has no webhook');
      return found;
    },
    /** A card that is at work, so that a look at it makes a team list. */
    async cardAtWork(name: string): Promise<string> {
      const [supporter] = company.group('Supporters');
      const dates = { start_date: clock.now(), due_date: clock.now() + 56 * 86_400_000 };
      const assignees = people.slice(0, 3).map(person => person.id);
      const id = await company.createCard(name, { status: 'in progress', assignees, ...dates });
      await company.setSupporter(id, supporter ? [supporter] : []);
      return id;
    },
    /** A card that is forming with as many people as the playbook allows, and somebody who is one too many. */
    async fullTeam(name: string): Promise<{ card: string; tooMany: Person }> {
      const assignees = people.slice(0, 5).map(person => person.id);
      const [, , , , , tooMany] = people;
      if (!tooMany) throw new Error('the seed lacks people');
      return { card: await company.createCard(name, { status: 'forming', assignees }), tooMany };
    },
    untilMirrored: (name: string) =>
      vi.waitFor(
        async () => expect((await company.lists()).map(each => each.name)).toContain(name),
        PATIENCE,
      ),
    /** Waits until the person is no longer on the card. */
    untilOff: (card: string, person: Person) =>
      vi.waitFor(async () => {
        const { assignees } = await company.card(card);
        expect(assignees.map(({ id }) => id)).not.toContain(person.id);
      }, PATIENCE),
    /** What Liaison said on a card, by first lines. */
    said: async (card: string) =>
      (await company.comments(card)).map(({ comment_text }) => comment_text.split('\n')[0]),
  };
}
