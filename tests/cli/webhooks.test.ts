// `liaison webhooks` as its users meet it: without a running process and without a store.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { command } from '../support/process.ts';
import { type Client, clientOf, type Places, placesOf } from '../support/simulator-client.ts';

const PUBLIC_URL = 'https://liaison.example.com';
const ENDPOINT = `${PUBLIC_URL}/webhooks/clickup`;
const OLD = 'http://old.example.com/webhooks/clickup';

type Report = {
  webhooks: { id: string; standing: string; isOurs: boolean; isStale: boolean }[];
  removed: string[];
  registered: string[];
  failed: unknown[];
};

describe('liaison webhooks', { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let bot: Client;
  let places: Places;
  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    bot = clientOf(simulator);
    places = await placesOf(bot);
  });
  afterEach(() => simulator.close());

  // A store that can't be opened shows that nobody tries.
  const liaison = (args: string[], env: Record<string, string> = { PUBLIC_URL }) =>
    command(['webhooks', ...args], { simulator, storeUrl: 'redis://127.0.0.1:9', env });
  const register = async (endpoint: string, place: object, client = bot): Promise<string> => {
    const body = { endpoint, events: ['taskUpdated'], ...place };
    const { body: answer } = await client.ask<{ id: string }>(
      'POST',
      `/v2/team/${places.team}/webhook`,
      body,
    );
    return answer.id;
  };
  const board = () => ({ list_id: Number(places.board) });
  const listed = async (client = bot) => {
    const path = `/v2/team/${places.team}/webhook`;
    const { body } = await client.ask<{ webhooks: { id: string }[] }>('GET', path);
    return body.webhooks.map(({ id }) => id);
  };

  /** One of each kind; answers with their ids. */
  async function everyKind() {
    const { body } = await bot.ask<{ id: string }>('POST', `/v2/folder/${places.folder}/list`, {
      name: 'Gone',
    });
    const gone = await register(ENDPOINT, { list_id: Number(body.id) });
    await bot.ask('DELETE', `/v2/list/${body.id}`);
    const current = await register(ENDPOINT, board());
    const old = await register(OLD, { folder_id: Number(places.folder) });
    // A change of address can make two of one.
    const double = await register(`${PUBLIC_URL}:81/webhooks/clickup`, board());
    const change = { endpoint: ENDPOINT, events: ['taskUpdated'], status: 'suspended' };
    await bot.ask('PUT', `/v2/webhook/${double}`, change);
    const elsewhere = await register(OLD, { space_id: Number(places.space) });
    const foreign = await register('http://other.example.com/hook', board());
    return { gone, current, old, double, elsewhere, foreign };
  }

  it('lists each with what it is to us, and changes nothing', async () => {
    const ids = await everyKind();
    const { code, stdout } = await liaison(['--json']);
    expect(code).toBe(0);
    const { webhooks } = JSON.parse(stdout) as Report;
    expect(Object.fromEntries(webhooks.map(({ id, standing }) => [id, standing]))).toEqual({
      [ids.gone]: 'place gone',
      [ids.current]: 'current',
      [ids.old]: 'old address',
      [ids.double]: 'double',
      [ids.elsewhere]: 'elsewhere',
      [ids.foreign]: 'not ours',
    });
    expect(webhooks.find(({ id }) => id === ids.foreign)).toMatchObject({ isOurs: false, isStale: false });
    const text = await liaison([]);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain(`Liaison hears at ${ENDPOINT}.`);
    expect(text.stdout).toContain('health  suspended');
    expect(text.stdout).toContain('3 stale');
    expect(await listed()).toHaveLength(6);
  });

  it('prune removes the stale ones of ours and says so first; a dry run removes nothing', async () => {
    const ids = await everyKind();
    const [person] = simulator.tokens.people;
    const theirs = clientOf(simulator, person?.token);
    const notTheBots = await register(OLD, board(), theirs);

    const dry = await liaison(['prune', '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/^These would be removed:/);
    for (const id of [ids.gone, ids.old, ids.double]) expect(dry.stdout).toContain(id);
    expect(await listed()).toHaveLength(6);

    const { code, stdout } = await liaison(['prune', '--json']);
    expect(code).toBe(0);
    const { removed, failed } = JSON.parse(stdout) as Report;
    expect(removed.toSorted()).toEqual([ids.gone, ids.old, ids.double].toSorted());
    expect(failed).toEqual([]);
    expect((await listed()).toSorted()).toEqual([ids.current, ids.elsewhere, ids.foreign].toSorted());
    expect(await listed(theirs)).toEqual([notTheBots]);
    expect(await liaison(['prune'])).toMatchObject({
      code: 0,
      stdout: 'Nothing is stale, nothing is removed.\n',
    });
  });

  it('prune leaves those at our places alone without PUBLIC_URL, since nobody can say which is stale', async () => {
    await register(OLD, board());
    const { code, stdout } = await liaison(['prune', '--json'], {});
    expect([code, (JSON.parse(stdout) as Report).removed]).toEqual([0, []]);
    expect(await listed()).toHaveLength(1);
  });

  it('remove removes all of ours, whatever the address is, and leaves other boards and programs alone', async () => {
    const ids = await everyKind();
    const dry = await liaison(['remove', '--dry-run'], {});
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    for (const id of [ids.gone, ids.current, ids.old, ids.double]) expect(dry.stdout).toContain(id);
    for (const id of [ids.elsewhere, ids.foreign]) expect(dry.stdout).not.toContain(id);
    expect(await listed()).toHaveLength(6);

    const { code, stdout } = await liaison(['remove']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^These are removed:/);
    expect(stdout).toContain('Removed 4.');
    expect((await listed()).toSorted()).toEqual([ids.elsewhere, ids.foreign].toSorted());
  });

  it('ends with 1 and a sentence where something cannot be removed, and removes the rest', async () => {
    const ids = await everyKind();
    const rule = { kind: 'status', status: 503, method: 'DELETE', times: 1 };
    await bot.control('faults', { rules: [rule] });
    const { code, stdout, stderr } = await liaison(['prune']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/could not be removed: While removing webhook/);
    expect(stdout).toContain('Removed 2.');
    expect(stderr).toBe('');
    expect(await listed()).toHaveLength(4);
    expect(await listed()).toContain(ids.current);
  });

  it('--take-over removes those of another Liaison at our places, and has ours there before', async () => {
    const ids = await everyKind();
    const [person] = simulator.tokens.people;
    const theirs = clientOf(simulator, person?.token);
    const notTheBots = await register(OLD, board(), theirs);
    const alsoOnBoard = await register(OLD, board());

    const dry = await liaison(['--take-over', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toMatch(/^These would be removed:/);
    for (const id of [ids.old, alsoOnBoard]) expect(dry.stdout).toContain(id);
    expect(dry.stdout).not.toContain(ids.double);
    expect(await listed()).toHaveLength(7);

    const { code, stdout } = await liaison(['--take-over', '--json']);
    expect(code).toBe(0);
    const { removed, failed, registered } = JSON.parse(stdout) as Report;
    expect(removed.toSorted()).toEqual([ids.old, alsoOnBoard].toSorted());
    expect(failed).toEqual([]);
    // The board had one already.
    expect(registered).toHaveLength(1);
    const { gone, current, double, elsewhere, foreign } = ids;
    expect((await listed()).toSorted()).toEqual(
      [gone, current, double, elsewhere, foreign, ...registered].toSorted(),
    );
    expect(await listed(theirs)).toEqual([notTheBots]);
    expect(await liaison(['--take-over'])).toMatchObject({
      code: 0,
      stdout: 'No other Liaison hears on this board, nothing is removed.\n',
    });
  });

  it('--take-over leaves a place to the other where ours is refused, and ends with 1', async () => {
    const other = await register(OLD, board());
    const rule = { kind: 'status', status: 400, method: 'POST', route: '/webhook', times: 1 };
    await bot.control('faults', { rules: [rule] });
    const { code, stdout } = await liaison(['--take-over']);
    expect(code).toBe(1);
    expect(stdout).toContain(`${other} could not be removed: ours could not be registered:`);
    expect(await listed()).toEqual([other]);
  });

  it('--take-over does nothing where nobody would hear after it, and nothing besides', async () => {
    await register(OLD, board());
    for (const refused of [await liaison(['--take-over'], {}), await liaison(['prune', '--take-over'])]) {
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toContain('--take-over');
    }
    expect(await listed()).toHaveLength(1);
  });

  it('has no dry run of its own, and knows only prune and remove', async () => {
    expect(await liaison(['--dry-run'])).toMatchObject({ code: 1, stdout: '' });
    const wrong = await liaison(['clear']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('prune');
  });
});
