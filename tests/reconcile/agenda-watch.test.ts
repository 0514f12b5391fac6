// A list for agendas that is gone: said once, seen in readiness, and in nobody else's way.
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ConnectOptions, connect, UnknownPlaces } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import type { AgendaDeps } from '../../src/reconcile/agenda.ts';
import { createAgendaWatch } from '../../src/reconcile/agenda-watch.ts';
import { ClickUpFailure } from '../../src/reconcile/ports.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { OURS, startWorld, type World } from '../support/world.ts';

const DIGEST = { list: 'All-hands', plans: [], outcomes: [], evaluations: [], celebrate: [] };
const GONE = 'no agenda can be made: the list of digest.list is not in ClickUp';

async function watched() {
  const world = await startWorld({ playbook: { rules: {}, feedback: undefined, digest: DIGEST } });
  const shipped = await loadPlaybook('config/playbook.yaml');
  const loaded: LoadedPlaybook = { ...shipped, playbook: world.playbook };
  const deps = (): AgendaDeps => ({
    ...world.deps(),
    company: { ...world.deps().company, calendar: shipped.calendar },
    checkLock: () => Promise.resolve(),
  });
  const watch = createAgendaWatch({ lost: null, loaded, deps, log: world.log });
  return { world, watch };
}

const told = (log: World['log']) =>
  log
    .text()
    .split('\n')
    .filter(line => line.endsWith(GONE));

async function deleteList(world: World): Promise<void> {
  const [person] = world.team().members;
  if (!person) throw new Error('nobody');
  await world.company.as(person).ask('DELETE', `/v2/list/${world.places.digestListId}`);
}

describe('a list for agendas that is deleted', () => {
  it('is told of once, by name and with what to do, also before the next agenda is due', async () => {
    const { world, watch } = await watched();
    await watch.check(OURS);
    expect(watch.trouble()).toBeNull();
    await deleteList(world);
    for (let hour = 0; hour < 3; hour++) await watch.check(OURS);
    expect(told(world.log)).toEqual([
      `{"list":"All-hands","reason":"The list \\"All-hands\\" was deleted, or this token may not see it any more.",` +
        `"hint":"Restore it in ClickUp, or name another list in config/playbook.yaml and start Liaison anew."} ${GONE}`,
    ]);
    expect(watch.trouble()).toMatch(/^digest\.list: The list "All-hands" was deleted.*Restore it/);
  });

  it('is told of again only after it was there in between', async () => {
    const { world, watch } = await watched();
    const gone = { method: 'GET', route: '/list/{list_id}/task', kind: 'status', status: 404 };
    await world.faults(gone);
    await watch.check(OURS);
    await world.faults();
    await watch.check(OURS);
    expect(watch.trouble()).toBeNull();
    await world.faults(gone);
    await watch.check(OURS);
    expect(told(world.log)).toHaveLength(2);
  });

  it('is not taken for gone while ClickUp does not answer', async () => {
    const { world, watch } = await watched();
    await world.faults({ kind: 'status', status: 500 });
    await expect(watch.check(OURS)).rejects.toBeInstanceOf(ClickUpFailure);
    expect(watch.trouble()).toBeNull();
  });
});

describe('a list for agendas that is not there at the start', () => {
  async function connecting(list: string, more: object = {}) {
    const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    onTestFinished(() => simulator.close());
    const shipped = await loadPlaybook('config/playbook.yaml');
    const playbook = { ...shipped.playbook, digest: { ...DIGEST, list }, ...more };
    const log = rememberingLog();
    const { token } = simulator.tokens.bot;
    const options: ConnectOptions = {
      apiUrl: simulator.apiUrl,
      token,
      loaded: { ...shipped, playbook },
      clock,
      log,
    };
    return { options, log, company: await companyOf(simulator) };
  }

  it('does not stop the start: it is told of once, and nothing is tried', async () => {
    const { options, log } = await connecting('All-hand');
    const connection = await connect(options);
    const deps = () => {
      throw new Error('nothing is to be tried');
    };
    const watch = createAgendaWatch({ lost: connection.lost.agendas, loaded: options.loaded, deps, log });
    await watch.check(OURS);
    expect(told(log)).toHaveLength(1);
    expect(watch.trouble()).toMatch(
      /^digest\.list: There is no list "All-hand"\. Did you mean "All-hands"\?/,
    );
    expect(connection.places.digestListId).toBeNull();
  });

  it('is one problem among all where another name is wrong', async () => {
    const { options } = await connecting('All-hand', {
      fields: { supporter: 'Outcome' },
    });
    const error = await connect(options).catch((reason: unknown) => reason);
    if (!(error instanceof UnknownPlaces)) throw new Error('it was not refused');
    expect(error.problems.map(({ place }) => place).toSorted()).toEqual(['digest.list', 'fields.supporter']);
  });
});
