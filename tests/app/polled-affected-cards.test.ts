// Without webhooks: which cards are looked at because of another one, by what polling saw change.
import { expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../src/app/engine.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Backend } from '../../src/queue/backend.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { clock, examplePlaybook, rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';

async function polling() {
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  onTestFinished(() => simulator.close());
  const company = await companyOf(simulator);
  const shipped = await loadPlaybook('config/playbook.yaml');
  const rules = { 'member-load': { enforce: 'warn', max: 1 }, 'supporter-load': { enforce: 'warn', max: 1 } };
  const loaded = { ...shipped, playbook: examplePlaybook({ rules }) };
  const log = rememberingLog();
  const { token } = simulator.tokens.bot;
  const connection = await connect({ apiUrl: simulator.apiUrl, token, loaded, clock, log });
  const asked: string[] = [];
  const backend: Backend = createInMemoryBackend({ timers: globalThis, random: () => 0.5 });
  const engine = await startEngine({
    connection,
    loaded,
    storeUrl: 'volatile:',
    clock,
    log,
    backend: {
      ...backend,
      async openQueues(...given) {
        const queues = await backend.openQueues(...given);
        const requestReconcile: typeof queues.requestReconcile = async (id, urgency, reason) => {
          asked.push(`${reason} ${id}`);
        };
        return { ...queues, requestReconcile };
      },
    },
  });
  onTestFinished(() => engine.close());
  const [ana, ben] = company.notIn('Supporters');
  const [sam, tess] = company.group('Supporters');
  if (!ana || !ben || !sam || !tess) throw new Error('the seed lacks people');
  const made = async (name: string, team: { id: number }[]) => {
    const assignees = team.map(({ id }) => id);
    const id = await company.createCard(name, { status: 'in progress', assignees });
    await company.setSupporter(id, [sam]);
    return id;
  };
  const card = await made('Orders arrive whole', [ana]);
  const other = await made('Returns are easy', [ana]);
  await made('Nobody waits', [ben]);
  await engine.poll();
  /** What the next poll asks for. */
  const askedAfter = async (act: Promise<unknown>): Promise<string[]> => {
    await act;
    asked.length = 0;
    await engine.poll();
    return asked.map(each => each.replace(card, 'the card').replace(other, 'the other'));
  };
  const change = (of: object) => company.as(ana).ask('PUT', `/v2/task/${card}`, of);
  return { askedAfter, change, ana, ben };
}

it('none, where only a date or a name changed', async () => {
  const { askedAfter, change } = await polling();
  expect(await askedAfter(change({ due_date: clock.now() }))).toEqual(['poll the card']);
  expect(await askedAfter(change({ name: 'Orders arrive at once' }))).toEqual(['poll the card']);
});

it('those of whoever left, and no others', async () => {
  const { askedAfter, change, ana } = await polling();
  const leaves = change({ assignees: { add: [], rem: [ana.id] } });
  expect(await askedAfter(leaves)).toEqual(['poll the card', 'neighbour the other']);
});
