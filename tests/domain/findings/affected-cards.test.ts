// Which other cards are looked at after a change: every one on which a finding differs, and none where none can.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affectedCards, cardsAffectedByChanges } from '../../../src/domain/findings/affected-cards.ts';
import { changeOf, outlineOf } from '../../../src/domain/findings/card-outline.ts';
import { contextOf, evaluate } from '../../../src/domain/findings/evaluate.ts';
import type { Board, Card, Observation, ReportedChange } from '../../../src/domain/observation.ts';
import { instant, observationOf, person, playbookWith } from '../../support/observed-company.ts';
import { CardChange, type World, WorldArbitrary } from '../arbitraries.ts';

const MODEL = { reportedChanges: [], supportersBefore: null };

/** What rules find on a card of a board. Their words name cards and people in an order that is no finding. */
function findingsOn(card: Card, board: Board, { playbook, calendar, observation }: World) {
  const looked = contextOf({ ...observation, board, card }, playbook, calendar);
  return evaluate(looked, playbook, []).evaluated.map(({ finding, isAskedHere }) => {
    const { rule, state, evidence } = finding;
    return { rule, state, evidence, isAskedHere };
  });
}

it('names every card on which a rule finds something else', () => {
  const Order = fc.record({
    priority: fc.constantFrom(null, 1, 4),
    orderIndex: fc.constantFrom('1.5', '-2', '10'),
    functionsNeeded: fc.subarray(['Engineering', 'marketing', 'Unknown']),
  });
  let differing = 0;
  const holds = ([world, change, order]: [World, Partial<Card>, Partial<Card>]) => {
    const { playbook, observation } = world;
    const { board } = observation;
    const [card] = board.cards;
    fc.pre(card !== undefined);
    // Its name is no reason to look at another card.
    const changed = { ...card, ...change, ...order, name: card.name };
    const now = { ...board, cards: [changed, ...board.cards.slice(1)] };
    const [before, after] = [outlineOf(card, board, playbook), outlineOf(changed, now, playbook)];
    const found = affectedCards(card.id, changeOf(before, after, MODEL, playbook), now, playbook);
    for (const other of board.cards.slice(1)) {
      const [former, present] = [board, now].map(each => findingsOn(other, each, world));
      if (JSON.stringify(former) === JSON.stringify(present)) continue;
      differing++;
      expect(found, `${other.id} differs`).toContain(other.id);
    }
  };
  fc.assert(fc.property(fc.tuple(WorldArbitrary, CardChange, Order), holds), { numRuns: 600 });
  expect(differing).toBeGreaterThan(50);
});

describe('on a board where people are on several teams', () => {
  const playbook = playbookWith({
    rules: {
      'member-load': { enforce: 'warn', max: 1 },
      'supporter-load': { enforce: 'warn', max: 1 },
      'priority-order': { enforce: 'inform' },
    },
  });
  const words = {
    card: { status: 'in progress', team: ['Ana', 'Ben'], needs: ['Marketing'] },
    otherCards: [
      { id: 'ana', status: 'in progress', team: ['Ana'], supporters: ['Tess'] },
      { id: 'ben', status: 'evaluation', team: ['Ben'], supporters: ['Tess'] },
      { id: 'sam', status: 'forming', team: ['Dora'], supporters: ['Sam'] },
      { id: 'cem', status: 'forming', team: ['Cem'], supporters: ['Tess'] },
      { id: 'old', status: 'done', team: ['Ana', 'Ben'], supporters: ['Sam'] },
    ],
  };
  const observation = observationOf(words, playbook);
  /** Who is looked at after the card became what it is, having been like that before. */
  const besides = (
    former: Partial<Card>,
    reported: ReportedChange['change'] = { kind: 'other' },
    now = observation,
  ) => {
    const { board, card } = now;
    const was = { ...card, ...former };
    const before = outlineOf(was, { ...board, cards: [was, ...board.cards.slice(1)] }, playbook);
    const at = instant('2027-01-11 10:00');
    const reportedChanges: ReportedChange[] = [
      { id: 'h', cardId: card.id, at, receivedAt: at, by: 1, change: reported },
    ];
    return cardsAffectedByChanges(now, before, reportedChanges, playbook);
  };
  const forming: Observation = observationOf(
    { ...words, card: { ...words.card, status: 'forming' } },
    playbook,
  );

  it.each<[string, Partial<Card>, ReportedChange['change']]>([
    ['its due date moves', { dueOn: '2027-04-01' }, { kind: 'other' }],
    ['it gets another name', { name: 'Something else' }, { kind: 'other' }],
    ['it gets an outcome or a tag', { outcome: 'Achieved', tags: ['hot'] }, { kind: 'other' }],
    ['somebody says something', {}, { kind: 'comment', isCommand: true }],
    ['something happens in its list', { assignees: [] }, { kind: 'item' }],
    [
      'it goes from running to evaluating',
      { status: 'evaluation' },
      { kind: 'moved', from: 'evaluation', to: 'in progress' },
    ],
    ['its place in the order changes while it is at work', { priority: 1 }, { kind: 'other' }],
  ])('nobody is, where %s', (_name, former, reported) => {
    expect(besides(former, reported)).toEqual([]);
  });

  it.each<[string, Partial<Card>, string[]]>([
    ['somebody joined', { assignees: [person('Ben')] }, ['ana']],
    ['somebody left', { assignees: [person('Ana'), person('Ben'), person('Cem')] }, ['cem']],
    ['another one supports it', { supporters: [] }, ['sam']],
    ['its work began', { status: 'forming' }, ['ana', 'ben', 'sam', 'cem']],
    ['it starts on another day', { startOn: '2026-12-01' }, ['ana', 'ben', 'sam']],
  ])('those whom it concerns are, where %s', (_name, former, expected) => {
    expect(besides(former).toSorted()).toEqual(expected.toSorted());
  });

  it.each<[string, Partial<Card>]>([
    ['goes up or down', { priority: 1 }],
    ['looks for others', { functionsNeeded: ['Engineering'] }],
    ['has another team', { assignees: [] }],
  ])('every one that is forming is, where a card that is forming %s', (_name, former) => {
    expect(besides(former, { kind: 'other' }, forming)).toEqual(['sam', 'cem']);
  });

  it('nobody is, where a card that is forming moves its dates or looks for nobody', () => {
    expect(besides({ dueOn: null }, { kind: 'other' }, forming)).toEqual([]);
    const { board, card } = forming;
    const satisfied = { ...card, functionsNeeded: [] };
    const now = {
      ...forming,
      card: satisfied,
      board: { ...board, cards: [satisfied, ...board.cards.slice(1)] },
    };
    expect(besides({ priority: 1 }, { kind: 'other' }, now)).toEqual([]);
  });

  it('whoever came and left again meanwhile is, since another card may have seen them', () => {
    expect(besides({}, { kind: 'joined', person: person('Cem') })).toEqual(['cem']);
    expect(besides({}, { kind: 'moved', from: 'forming', to: 'done' })).not.toEqual([]);
  });

  it('everybody who may be is, where nobody knows how the card stood before', () => {
    const { id: cardId } = observation.card;
    const reportedChanges = [
      { id: 'h', cardId, at: 0, receivedAt: 0, by: 1, change: { kind: 'other' as const } },
    ];
    expect(cardsAffectedByChanges(observation, null, reportedChanges, playbook)).toEqual([
      'ana',
      'ben',
      'sam',
    ]);
  });

  it('no rule of the playbook looks across cards, nobody is', () => {
    const own = playbookWith({});
    const { card } = observation;
    const change = changeOf(null, outlineOf(card, observation.board, own), MODEL, own);
    expect(affectedCards(card.id, change, observation.board, own)).toEqual([]);
  });
});
