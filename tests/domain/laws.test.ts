// What holds for every board, playbook and history: each law is tried on many worlds that nobody thought of.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerResultOf } from '../../src/domain/customer-result.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { decide, type Plan } from '../../src/domain/plan.ts';
import { times } from '../support/scale.ts';
import { play, settle, withCard, withItems } from '../support/settle-in-memory.ts';
import { CardChange, type World, WorldArbitrary } from './arbitraries.ts';
import {
  inOtherHands,
  isNew,
  kindsOf,
  settledAsks,
  shuffled,
  templatesOf,
  withSorted,
} from './in-law-terms.ts';

const RUNS = times({ sample: 30, long: 300 });
/** Where only some worlds have what the law is about. */
const MANY_RUNS = times({ sample: 100, long: 300 });
const UNDOING: ReadonlySet<Operation['kind']> = new Set([
  'explain-undo',
  'take-off',
  'move-back',
  'put-back-supporter',
]);
const planOf = ({ observation, playbook, calendar }: World): Plan => decide(observation, playbook, calendar);
const settled = ({ observation, playbook, calendar }: World): Observation =>
  settle(observation, playbook, calendar).after;

const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = RUNS): void =>
  fc.assert(fc.property(arbitrary, holds), { numRuns });
const always = (holds: (world: World) => void): void => check(WorldArbitrary, holds);

test('once everything is done, the same look gives nothing to do, within as many rounds as a run has', () =>
  always(world => {
    const after = settled(world);
    expect(planOf({ ...world, observation: after }).operations).toEqual([]);
  }));

test('the same observation always gives the same plan and is left as it was', () =>
  always(world => {
    const before = structuredClone(world.observation);
    const plan = planOf(world);
    expect(planOf(world)).toEqual(plan);
    expect(world.observation).toEqual(before);
  }));

test('what changes on the card is followed, and then everything is in order again', () => {
  const changes = fc.tuple(WorldArbitrary, CardChange, fc.integer({ min: 0, max: 90 }));
  const holds = ([world, change, days]: [World, Partial<Observation['card']>, number]) => {
    const met = settled(world);
    const later = withCard({ ...met, at: met.at + days * 86_400_000 }, change);
    const after = settled({ ...world, observation: later });
    expect(planOf({ ...world, observation: after }).operations).toEqual([]);
  };
  check(changes, holds);
});

test('killed after any operation, it ends with one of everything and the same card', () => {
  const kills = fc.tuple(WorldArbitrary, fc.nat());
  const holds = ([world, moment]: [World, number]) => {
    const whole = settled(world);
    const { operations: all } = planOf(world);
    // Where two changes were to be undone, the first may make the second one needless.
    fc.pre(all.filter(({ kind }) => kind === 'explain-undo').length < 2);
    // And where undoing one change makes another one a failure, only reported changes that are still there undo that, too.
    const { reportedChanges } = world.observation;
    const undone = planOf({ ...world, observation: { ...play(world.observation, all), reportedChanges } });
    fc.pre(!undone.operations.some(({ kind }) => UNDOING.has(kind)));
    const operations = all.slice(0, moment % (all.length + 1));
    // A run that was killed has not used up its reported changes.
    const part = { ...play(world.observation, operations), reportedChanges: reportedChanges };
    const after = settled({ ...world, observation: part });
    expect(after.card).toEqual(whole.card);
    expect(templatesOf(after)).toEqual(templatesOf(whole));
    expect(after.board.lists.map(list => list.name)).toEqual(whole.board.lists.map(list => list.name));
    expect(kindsOf(after)).toEqual(kindsOf(whole));
  };
  check(kills, holds);
});

test('the order in which ClickUp lists things does not matter', () => {
  const holds = ([world, seed]: [World, number]) => {
    for (const observation of [world.observation, settled(world)]) {
      const { board } = observation;
      const shuffledBoard = {
        cards: shuffled(board.cards, seed),
        lists: shuffled(board.lists, seed),
        items: shuffled([...board.items], seed),
        people: shuffled(board.people, seed),
        groups: shuffled(board.groups, seed),
      };
      const other = { ...observation, board: shuffledBoard, comments: shuffled(observation.comments, seed) };
      const [plan, otherPlan] = [observation, other].map(each => planOf({ ...world, observation: each }));
      expect(withSorted(otherPlan)).toEqual(withSorted(plan));
    }
  };
  check(fc.tuple(WorldArbitrary, fc.nat()), holds);
});

test('the order of assignees decides at most who of the team is named first', () => {
  const holds = ([world, seed]: [World, number]) => {
    const turned = (observation: Observation): Observation =>
      withCard(observation, {
        assignees: shuffled(observation.card.assignees, seed),
        assignedGroups: shuffled(observation.card.assignedGroups, seed),
      });
    const other = planOf({ ...world, observation: turned(world.observation) });
    expect(inOtherHands(other)).toEqual(inOtherHands(planOf(world)));
    // What somebody holds, she keeps: no task, list or record is written because of the order.
    const after = turned(settled(world));
    const kinds = planOf({ ...world, observation: after }).operations.map(({ kind }) => kind);
    expect(kinds.filter(kind => kind !== 'edit-status')).toEqual([]);
  };
  check(fc.tuple(WorldArbitrary, fc.nat()), holds);
});

test('what a person changed in a task stays, whatever happens to the card', () => {
  type Edit = { due: string | null } | { assignees: number[] };
  const Edits = fc.constantFrom<Edit>(
    { due: null },
    { due: '2027-05-05' },
    { due: '1999-12-31' },
    { assignees: [] },
    { assignees: [4] },
    { assignees: [31, 5] },
  );
  let tried = 0;
  const holds = ([world, change, edit]: [World, Partial<Observation['card']>, Edit]) => {
    const met = settled(world);
    const theirs = met.board.items.filter(item => isNew(met, item, edit)).map(({ id }) => id);
    tried += theirs.length;
    const edited = withItems(met, item => {
      if (!theirs.includes(item.id)) return item;
      return 'due' in edit ? { ...item, dueOn: edit.due } : { ...item, assignees: edit.assignees };
    });
    const after = settled({ ...world, observation: withCard(edited, change) });
    for (const { id, dueOn, assignees } of after.board.items) {
      if (!theirs.includes(id)) continue;
      expect('due' in edit ? { due: dueOn } : { assignees }).toEqual(edit);
    }
  };
  check(fc.tuple(WorldArbitrary, CardChange, Edits), holds, MANY_RUNS);
  expect(tried).toBeGreaterThan(times({ sample: 15, long: 50 }));
});

test('a task that a person deleted is not made again', () => {
  let tried = 0;
  const holds = ([world, change, nth]: [World, Partial<Observation['card']>, number]) => {
    const met = settled(world);
    const victim = met.board.items.filter(item => item.template !== null)[nth];
    if (!victim) return;
    tried++;
    const without = withItems(met, item => (item.id === victim.id ? null : item));
    const after = settled({ ...world, observation: withCard(without, change) });
    expect(templatesOf(after)).not.toContain(victim.template);
  };
  check(fc.tuple(WorldArbitrary, CardChange, fc.nat(2)), holds, MANY_RUNS);
  expect(tried).toBeGreaterThan(times({ sample: 8, long: 30 }));
});

test('nothing is undone without a hint that says who did it, nor without webhooks', () =>
  always(world => {
    for (const part of [{ reportedChanges: [] }, { hearsWebhooks: false }]) {
      const { operations } = planOf({ ...world, observation: { ...world.observation, ...part } });
      expect(operations.filter(({ kind }) => UNDOING.has(kind))).toEqual([]);
    }
  }));

test('nothing is undone more often than the playbook allows, and never without a word before it', () =>
  always(world => {
    const { operations } = planOf(world);
    const undone = operations.filter(({ kind }) => UNDOING.has(kind));
    if (undone.length === 0) return;
    expect(world.playbook.maxReverts).toBeGreaterThan(0);
    // People are answered all the same.
    const rest = operations.filter(({ kind }) => kind !== 'answer' && kind !== 'tag');
    expect(rest).toEqual(undone);
    expect(rest[0]?.kind).toBe('explain-undo');
  }));

test('only joiners whom a hint names are taken off, at most as many as are too many', () =>
  always(world => {
    const { observation, playbook } = world;
    const { card, board, reportedChanges } = observation;
    const hinted = reportedChanges.flatMap(({ change }) =>
      change.kind === 'joined' ? [change.person.id] : [],
    );
    const { members } = customerResultOf(card, board, playbook.phases);
    const plan = planOf(world);
    const isOver = plan.findings.some(({ rule, state }) => rule === 'member-load' && state === 'fails');
    for (const operation of plan.operations) {
      if (operation.kind !== 'take-off') continue;
      const leaving = operation.people.map(person => person.id);
      expect(hinted).toEqual(expect.arrayContaining(leaving));
      expect(card.assignees.map(person => person.id)).toEqual(expect.arrayContaining(leaving));
      // Whoever is on too many teams may leave also where there is room.
      const tooMany = members.length - (playbook.rules['team-size']?.max ?? 0);
      expect(leaving.length).toBeLessThanOrEqual(isOver ? members.length : tooMany);
      // Each of them makes the team smaller.
      const after = play(observation, [operation]);
      const left = customerResultOf(after.card, after.board, playbook.phases).members;
      expect(left).toHaveLength(members.length - leaving.length);
    }
  }));

test('a card goes back only to where a hint says it came from, and then the rules that objected hold their peace', () =>
  always(world => {
    const { reportedChanges } = world.observation;
    const plan = planOf(world);
    for (const operation of plan.operations) {
      if (operation.kind !== 'move-back') continue;
      const origins = reportedChanges.flatMap(({ change }) => (change.kind === 'moved' ? [change.from] : []));
      expect(origins).toContain(operation.status);
      const before = plan.operations[plan.operations.indexOf(operation) - 1];
      const explained = before?.kind === 'explain-undo' ? before.rules : [];
      expect(explained).not.toEqual([]);
      const after = planOf({ ...world, observation: play(world.observation, [operation]) });
      const failing = after.findings.filter(({ state }) => state === 'fails').map(({ rule }) => rule);
      expect(failing.filter(rule => explained.includes(rule))).toEqual([]);
    }
  }));

test('a card never has two status comments, two lists, two tasks of a template or two open questions of a rule', () =>
  always(world => {
    const after = settled(world);
    expect(after.comments.filter(({ kind }) => kind === 'status').length).toBeLessThanOrEqual(1);
    expect(after.board.lists.filter(({ cardId }) => cardId === 'a1').length).toBeLessThanOrEqual(1);
    expect(new Set(templatesOf(after)).size).toBe(templatesOf(after).length);
    const asked = settledAsks(world, after);
    expect(new Set(asked).size).toBe(asked.length);
  }));

test('another card’s list and the name of another list are never taken', () =>
  always(world => {
    const { lists } = world.observation.board;
    for (const operation of planOf(world).operations) {
      if (operation.kind !== 'adopt-list' && operation.kind !== 'create-list') continue;
      const owner = 'listId' in operation ? lists.find(({ id }) => id === operation.listId)?.cardId : null;
      expect(owner).toBeNull();
      const taken = lists.filter(({ cardId }) => cardId !== null || operation.kind === 'create-list');
      expect(taken.map(({ name }) => name.toLowerCase())).not.toContain(operation.name.toLowerCase());
    }
  }));

test('until the instant that a plan names as next, nothing changes by itself', () => {
  const holds = ([world, part]: [World, number]) => {
    const { at, ...rest } = settled(world);
    const plan = planOf({ ...world, observation: { at, ...rest } });
    const failing = plan.findings
      .filter(({ state }) => state === 'fails')
      .map(({ rule }) => [rule, at] as const);
    const until = plan.next?.at ?? at + 400 * 86_400_000;
    expect(until).toBeGreaterThan(at);
    const observation = {
      ...rest,
      at: at + Math.floor((until - 1 - at) * part),
      failingSince: Object.fromEntries(failing),
    };
    expect(planOf({ ...world, observation }).operations).toEqual([]);
  };
  const parts = fc.constantFrom(0.001, 0.1, 0.5, 0.9, 1);
  check(fc.tuple(WorldArbitrary, parts), holds);
});
