// What the agenda of the all-hands says is true when it is made, whatever happened since the last looks.
import { describe, expect, it } from 'vitest';
import { noteLastResult, readLastResult } from '../../src/reconcile/memory/last-results.ts';
import { recall } from '../../src/reconcile/memory/recall.ts';
import { DAY_MS, startWorld, type World } from '../support/world.ts';
import {
  ALL_HANDS,
  agendas,
  described,
  EVE,
  lookedAt,
  PLAYBOOK,
  schedule,
  until,
} from './agenda-schedule.ts';

describe('what the agenda says', () => {
  it('is how the board stands, also in a process that has read nothing yet', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    world.restart();
    expect(await described(world)).toContain('Orders arrive whole, week 1 of 8');
  });

  it('waits until every card was looked at, but not for long', async () => {
    const { world } = await lookedAt();
    const late = await world.cardInProgress('Parcels are found');
    await world.cache.whole(world.clock.now());
    await until(world, EVE);
    expect(await schedule(world)).toBeNull();
    await world.reconcileUntilDone(late);
    const text = await described(world);
    expect(text).toContain('Orders arrive whole, week 1 of 8');
    expect(text).toContain('Parcels are found, week 1 of 8');

    const another = await lookedAt();
    await another.world.cardInProgress('Never looked at');
    await another.world.cache.whole(another.world.clock.now());
    await until(another.world, EVE, 13);
    expect(await schedule(another.world)).toBeNull();
    await until(another.world, ALL_HANDS, 3);
    expect(await schedule(another.world)).toBe(ALL_HANDS);
  });

  it('names plans, outcomes and open seats, each card linked, whatever is written in its name', async () => {
    const nasty = 'Fix [the](http://x.example) `box` | *now*\nplease \\ #1_<b>';
    const { world, card } = await lookedAt(PLAYBOOK, nasty);
    await until(world, '2027-02-10');
    await world.reconcileUntilDone(card);
    await schedule(world);
    const [agenda] = await agendas(world);
    const inOneLine = nasty.replace('\n', ' ');
    expect(agenda?.description).toContain(`Plans to present\n${inOneLine}\n`);
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    const path = `/v2/task/${agenda?.id}?include_markdown_description=true`;
    const { body } = await world.company.as(person).ask<Record<string, string>>('GET', path);
    expect(body['markdown_description']).toMatch(new RegExp(`[^\\\\]\\]\\(http\\S+/t/${card}\\)`));
    expect(body['markdown_description']).not.toMatch(/[^\\]\]\(http:\/\/x\.example\)/);
  });

  it('does not name what ended, and says so where there is nothing', async () => {
    const { world, card } = await lookedAt();
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    await world.company.move(card, 'cancelled', person);
    await world.reconcileUntilDone(card);
    await until(world, EVE);
    expect(await described(world)).toBe(
      `There is nothing to share this time.\n\nAgenda of ${ALL_HANDS} · Liaison`,
    );
  });
});

const TEAM_SIZE = { min: 2, max: 5, enforce: 'inform' };
const RULED = { ...PLAYBOOK, rules: { 'team-size': TEAM_SIZE } };

/** One card that looks for its team and one at work, each looked at; then nobody looks any more. */
async function twoCards() {
  const world = await startWorld({ playbook: RULED });
  const { members, supporter } = world.team();
  const [first, ...others] = members;
  if (!first) throw new Error('nobody');
  const formy = await world.company.createCard('Formy', { status: 'forming', assignees: [first.id] });
  const runny = await world.cardInProgress('Runny');
  for (const card of [formy, runny]) await world.reconcileUntilDone(card);
  return { world, formy, runny, first, others, supporter };
}

/** What happens while Liaison is down: one team is complete and starts, the other one's work is given up. */
async function whileDown({
  world,
  formy,
  runny,
  first,
  others,
  supporter,
}: Awaited<ReturnType<typeof twoCards>>) {
  await until(world, '2027-02-02');
  for (const person of others) await world.company.join(formy, person);
  await world.company.setSupporter(formy, [supporter]);
  await world.company.move(formy, 'in progress', first);
  await world.company.move(runny, 'cancelled', first);
  world.restart();
}

/** Counts what a work reads of ClickUp. */
async function readsOf(world: World, work: () => Promise<unknown>): Promise<number> {
  const before = (await world.company.spent()).reads;
  await work();
  return (await world.company.spent()).reads - before;
}

describe('an agenda after a while in which nobody looked', () => {
  it('waits for the look that makes the work of a team that has started', async () => {
    const company = await twoCards();
    const { world, formy } = company;
    await whileDown(company);
    await until(world, EVE);
    expect(await described(world)).toBe('');
    await world.reconcileUntilDone(formy);
    const text = await described(world);
    expect(text).toContain('Running\nFormy');
    expect(text).not.toContain('Runny');
    expect(text).not.toContain('Forming');
    expect(text).not.toContain('Open seats');
  });

  it('says what is true also where nobody looks again', async () => {
    const company = await twoCards();
    const { world } = company;
    await whileDown(company);
    await until(world, ALL_HANDS, 3);
    expect(await described(world)).toBe(`Running\nFormy\n\nAgenda of ${ALL_HANDS} · Liaison`);
  });

  it('does not name what was deleted', async () => {
    const { world, runny, first } = await twoCards();
    await until(world, '2027-02-02');
    await world.company.as(first).ask('DELETE', `/v2/task/${runny}`);
    world.restart();
    await until(world, EVE);
    const text = await described(world);
    expect(text).toContain('Formy');
    expect(text).not.toContain('Runny');
  });

  it('names a card whose last look came to no plan', async () => {
    const { world, card } = await lookedAt();
    const outcome = await readLastResult(world.memory, card);
    if (!outcome) throw new Error('nothing is remembered');
    const result = {
      kind: 'requeueAfter',
      at: world.clock.now(),
      holds: 'card',
      why: 'few requests',
    } as const;
    await noteLastResult(world.memory, card, { ...outcome, result, plan: null });
    await until(world, EVE);
    expect(await described(world)).toContain('Running\nOrders arrive whole, week 1 of 8');
  });

  it('does not wait for a look that has failed', async () => {
    const company = await twoCards();
    const { world, formy } = company;
    await whileDown(company);
    const at = world.clock.now();
    const result = { kind: 'terminal', why: 'the list has no such status' } as const;
    await noteLastResult(world.memory, formy, { startedAt: at, at, result, plan: null, applied: [] });
    await until(world, EVE);
    expect(await described(world)).toContain('Running\nFormy');
  });
});

describe('what an agenda costs', () => {
  it('is one read of everything, whatever the number of cards', async () => {
    const { world } = await lookedAt();
    for (const name of ['Parcels are found', 'Returns are easy']) {
      await world.reconcileUntilDone(await world.cardInProgress(name));
    }
    await until(world, EVE);
    // The list of agendas; then cards, work items, lists, and who there is: workspaces and groups.
    expect(await readsOf(world, () => schedule(world))).toBe(6);
    expect((await agendas(world)).length).toBe(1);
  });

  it('leaves the reserve to what people do, and comes later', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    const budget = () => ({ limit: 100, remaining: 20, resetAt: world.clock.now() + 60_000 });
    expect(await readsOf(world, () => schedule(world, { budget }))).toBe(1);
    expect(await agendas(world)).toEqual([]);
    await until(world, ALL_HANDS, 3);
    expect(await schedule(world, { budget })).toBe(ALL_HANDS);
  });
});

describe('what has been open for long', () => {
  const LATER = '2027-03-03';
  const LONG_OPEN = 'Open for more than two weeks\nOrders arrive whole: The team has 1 person';

  /** A card at work with a team that is too small, for some weeks. */
  async function tooSmall(enforce: 'inform' | 'warn') {
    const rules = { 'team-size': { ...TEAM_SIZE, enforce, waivableBy: ['supporter'] } };
    const world = await startWorld({ playbook: { ...PLAYBOOK, rules } });
    const card = await world.cardInProgress('Orders arrive whole', 1);
    await world.reconcileUntilDone(card);
    await until(world, LATER);
    await world.reconcileUntilDone(card);
    return { world, card, ...world.team() };
  }

  it('is said by what is remembered, and by the question on the card where the memory was lost', async () => {
    const informed = await tooSmall('inform');
    expect(await described(informed.world)).toContain(LONG_OPEN);

    const asked = await tooSmall('warn');
    asked.world.loseStore();
    expect((await recall(asked.world.memory, asked.card)).failingSince).toEqual({});
    expect(await described(asked.world)).toContain(LONG_OPEN);
  });

  it('is not what somebody waived meanwhile', async () => {
    const { world, card, supporter } = await tooSmall('inform');
    await world.company.as(supporter).ask('POST', `/v2/task/${card}/comment`, {
      comment_text: '/waive team-size because the others follow in spring',
      notify_all: false,
    });
    await world.reconcileUntilDone(card);
    await world.pass(DAY_MS / 24);
    world.restart();
    const text = await described(world);
    expect(text).toContain('Running\nOrders arrive whole');
    expect(text).not.toContain('Open for more than two weeks');
  });

  it('keeps nobody waiting where what was said cannot be read', async () => {
    const { world } = await tooSmall('inform');
    world.loseStore();
    await world.faults({ kind: 'status', status: 500, method: 'GET', route: '/task/{task_id}/comment' });
    expect(await described(world)).toBe('');
    await until(world, '2027-03-04', 3);
    expect(await described(world)).toContain('Running\nOrders arrive whole, week 5 of 8');
  });
});
