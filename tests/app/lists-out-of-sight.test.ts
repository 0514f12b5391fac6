// A team list that ClickUp does not show any more, whoever did what to it: a running Liaison makes no second one, and says
// what is the matter on the card, in `plan` and in its checks.
import { expect, it, vi } from 'vitest';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { PATIENCE, startLiving } from '../support/living.ts';
import { command } from '../support/process.ts';

const NONE = 'redis://127.0.0.1:9';

it.each([
  ['archived', /archived/],
  ['private', /(invite|access|see)/],
  ['deleted', /(\/newlist|bin)/],
] as const)('a list that was %s stays the only one', async (how, mend) => {
  const living = await startLiving();
  const { company, control, start, cardAtWork, untilMirrored, said, simulator } = living;
  const loaded = await loadPlaybook('config/playbook.yaml');
  const playbook = { ...loaded.playbook, readLag: { unit: 'ms' as const, ms: 1_000 } };
  const liaison = await start({ pollMs: 500, loaded: { ...loaded, playbook } });
  const card = await cardAtWork('Orders arrive whole');
  await untilMirrored('Orders arrive whole');
  const isSaid = async () => expect(await said(card)).toContain('How this customer result stands');
  await vi.waitFor(isSaid, PATIENCE);
  const [list] = await company.lists();
  const id = list?.id ?? '';
  const people = simulator.tokens.people.map(person => person.id);
  if (how === 'archived') await control('places', { place: id, archived: true });
  if (how === 'private') await control('places', { place: id, visibleTo: people });
  const [somebody] = simulator.tokens.people;
  if (!somebody) throw new Error('nobody');
  if (how === 'deleted') await company.as(somebody).ask('DELETE', `/v2/list/${id}`);

  const { code, stdout } = await command(['plan', '--json'], { simulator, storeUrl: NONE });
  const plan = JSON.parse(stdout) as {
    customerResults: {
      findings: { rule: string; mend: string; message: string }[];
      operations: { kind: string }[];
    }[];
  };
  expect([0, 2]).toContain(code);
  const [result] = plan.customerResults;
  expect(result?.operations.map(({ kind }) => kind)).not.toContain('create-list');

  // As every night; by then everything that was made must show.
  await new Promise(resolve => setTimeout(resolve, 1_500));
  await liaison.engine.sweep();
  await vi.waitFor(async () => {
    const { checks } = await liaison.readiness();
    expect(checks['team-lists']).toMatchObject({
      ok: false,
      message: expect.stringContaining('Orders arrive whole'),
    });
    const texts = (await company.comments(card)).map(comment => comment.comment_text).join('\n');
    expect(texts).toMatch(mend);
  }, PATIENCE);
  expect((await liaison.readiness()).ready).toBe(true);
  expect((await company.lists()).length).toBeLessThanOrEqual(1);
  expect(liaison.log.text().match(/a team list is out of sight|the team list is out of sight/g)).toHaveLength(
    1,
  );
});

it('a running Liaison says in its checks which card waits for an answer about its list, and when the changes of the day are used up', async () => {
  const { company, start, cardAtWork } = await startLiving();
  const loaded = await loadPlaybook('config/playbook.yaml');
  const [somebody] = company.simulator.tokens.people;
  if (!somebody) throw new Error('nobody');
  const { body } = await company
    .as(somebody)
    .ask<{ id: string }>('POST', `/v2/folder/${company.places.folder}/list`, {
      name: 'Work: Orders arrive whole',
    });
  const playbook = { ...loaded.playbook, maxChangesPerDay: 1 };
  const liaison = await start({ pollMs: 500, loaded: { ...loaded, playbook } });
  const card = await cardAtWork('Orders arrive whole');
  await vi.waitFor(async () => {
    const { ready, checks } = await liaison.readiness();
    expect(ready).toBe(true);
    expect(checks['list-answers']).toMatchObject({ ok: false });
    expect(checks['list-answers']?.message).toContain(`"${card}": "${body.id}"`);
    expect(checks['daily-limit']).toMatchObject({ ok: false });
    expect(checks['daily-limit']?.message).toContain('1 of 1 changes made today');
  }, PATIENCE);
  expect((await company.lists()).map(({ id }) => id)).toEqual([body.id]);
});
