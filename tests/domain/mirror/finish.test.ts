// The definitive end and the way back: what a look finds to do is done once, and a mark can be taken away again.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation, TeamList, WorkItem } from '../../../src/domain/observation.ts';
import type { Operation } from '../../../src/domain/operation.ts';
import { decide } from '../../../src/domain/plan.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { instant, observationOf, playbookWith } from '../../support/observed-company.ts';
import { settle, withCard, withItems } from '../../support/settle-in-memory.ts';

const PLAYBOOK = playbookWith();
const CALENDAR = calendarOf(PLAYBOOK, []);
const STATUSES = ['forming', 'in progress', 'evaluation', 'done', 'cancelled'] as const;

function settled(observation: Observation): Observation {
  return settle(observation, PLAYBOOK, CALENDAR).after;
}

/** Evaluating, with an idea that somebody wrote down. */
function evaluating(tags = ['follow-up']): Observation {
  return observationOf(
    {
      earlier: {
        at: '2027-03-08 10:00',
        card: { status: 'evaluation' },
        ideas: [{ name: 'Onboarding by phone', tags }],
      },
      at: '2027-03-19 10:00',
    },
    PLAYBOOK,
  );
}

function moved(observation: Observation, status: (typeof STATUSES)[number]): Observation {
  return withCard(observation, { status });
}

function kindsFor(observation: Observation): Operation['kind'][] {
  return decide(observation, PLAYBOOK, CALENDAR).operations.map(({ kind }) => kind);
}

function listOf({ board, card }: Observation): TeamList {
  const list = board.lists.find(({ cardId }) => cardId === card.id);
  if (!list) throw new Error('the card has no list');
  return list;
}

function withList(observation: Observation, change: Partial<TeamList>): Observation {
  const { id } = listOf(observation);
  const lists = observation.board.lists.map(list => (list.id === id ? { ...list, ...change } : list));
  return { ...observation, board: { ...observation.board, lists } };
}

/** The operation that marks the list; undefined where none does. */
function marking(observation: Observation): Extract<Operation, { kind: 'mark-list' }> | undefined {
  return decide(observation, PLAYBOOK, CALENDAR).operations.find(one => one.kind === 'mark-list');
}

const ideasOf = ({ board }: Observation) => board.cards.filter(({ follows }) => follows !== null);
const itemsOf = ({ board }: Observation, template: string): WorkItem[] =>
  board.items.filter(item => item.template === template);

describe('a finished list', () => {
  test.each([
    ['done', '✓ Faster onboarding'],
    ['cancelled', '✗ Faster onboarding'],
  ] as const)('of a card that is %s is called “%s”', (status, name) => {
    expect(listOf(settled(moved(evaluating(), status)))).toMatchObject({ name, isFinished: true });
  });

  test('keeps the name that people gave it', () => {
    const renamed = withList(evaluating(), { name: 'The onboarders' });
    const done = settled(moved(renamed, 'done'));
    expect(listOf(done).name).toBe('✓ The onboarders');
    expect(listOf(settled(moved(done, 'evaluation'))).name).toBe('The onboarders');
  });

  test('is not marked again where people take the mark off its name', () => {
    const done = withList(settled(moved(evaluating(), 'done')), { name: 'Faster onboarding' });
    expect(kindsFor(done)).toEqual([]);
  });

  test('gets a number where another list has its name, on the way back as well', () => {
    const other = { id: '1', cardId: null, isFinished: false };
    const done = evaluating();
    done.board.lists.push({ ...other, name: '✓ FASTER onboarding' });
    expect(marking(moved(done, 'done'))?.name).toBe('✓ Faster onboarding (2)');
    const back = settled(moved(evaluating(), 'done'));
    back.board.lists.push({ ...other, name: 'Faster onboarding' });
    expect(marking(moved(back, 'evaluation'))?.name).toBe('Faster onboarding (2)');
  });

  test('gets a number where ClickUp calls the name taken although no list shows it', () => {
    const hidden = { ...moved(evaluating(), 'done'), takenListNames: ['✓ Faster onboarding'] };
    expect(marking(hidden)?.name).toBe('✓ Faster onboarding (2)');
  });

  test('is left alone while nobody knows the phase of its card', () => {
    const done = settled(moved(evaluating(), 'done'));
    expect(kindsFor(withCard(done, { status: 'on hold' }))).toEqual([]);
  });

  test('is not needed to end: a card without one has nothing to mark', () => {
    const without = observationOf({ card: { status: 'done' } }, PLAYBOOK);
    expect(kindsFor(without)).toEqual([]);
  });
});

describe('an idea with the tag follow-up', () => {
  test('is on the board as a candidate once its customer result is done, and linked', () => {
    const [idea, ...others] = ideasOf(settled(moved(evaluating(), 'done')));
    expect(others).toEqual([]);
    expect(idea).toMatchObject({ name: 'Onboarding by phone', status: 'backlog', follows: '600' });
    expect(idea?.links).toEqual(['600']);
  });

  test('is not, without that tag, or where the customer result was dropped', () => {
    expect(ideasOf(settled(moved(evaluating(['idea']), 'done')))).toEqual([]);
    expect(ideasOf(settled(moved(evaluating(), 'cancelled')))).toEqual([]);
  });

  test('stays off the board where somebody deleted its card, even if the card is done once more', () => {
    const done = settled(moved(evaluating(), 'done'));
    const cards = done.board.cards.filter(({ follows }) => follows === null);
    const deleted = { ...done, board: { ...done.board, cards } };
    expect(kindsFor(deleted)).toEqual([]);
    const again = settled(moved(settled(moved(deleted, 'evaluation')), 'done'));
    expect(ideasOf(again)).toEqual([]);
  });

  test('keeps its card without the link that somebody took away', () => {
    const done = settled(moved(evaluating(), 'done'));
    const cards = done.board.cards.map(card => ({ ...card, links: [] }));
    expect(kindsFor({ ...done, board: { ...done.board, cards } })).toEqual([]);
  });

  test('is not made again and again where nothing can be noted', () => {
    const blind = (observation: Observation) =>
      withItems(observation, item => (item.isAbout ? { ...item, record: 'unreadable' } : item));
    const done = settled(blind(moved(evaluating(), 'done')));
    expect(ideasOf(done)).toHaveLength(1);
    const cards = done.board.cards.filter(({ follows }) => follows === null);
    expect(kindsFor({ ...done, board: { ...done.board, cards } })).toEqual([]);
  });

  test('cannot break out of the words of its card', () => {
    const hostile = evaluating();
    const items = hostile.board.items.map(item =>
      item.id === '600' ? { ...item, name: 'Phone](https://evil.example) **now**\n# Big' } : item,
    );
    const plan = decide(
      moved({ ...hostile, board: { ...hostile.board, items } }, 'done'),
      PLAYBOOK,
      CALENDAR,
    );
    const made = plan.operations.find(({ kind }) => kind === 'create-follow-up');
    const description = made?.kind === 'create-follow-up' ? made.description : '';
    expect(description).toContain('[Phone\\](https://evil.example) \\*\\*now\\*\\* \\# Big](https://');
    expect(description).not.toContain('\n');
  });
});

describe('a dropped customer result', () => {
  test('has its open managed items closed, and only those', () => {
    const before = evaluating();
    const dropped = settled(moved(before, 'cancelled'));
    expect(
      dropped.board.items.filter(({ template }) => template !== null).map(({ isClosed }) => isClosed),
    ).toEqual(before.board.items.filter(({ template }) => template !== null).map(() => true));
    const own = dropped.board.items.filter(({ template, isAbout }) => template === null && !isAbout);
    expect(own.map(({ isClosed }) => isClosed)).toEqual([false]);
    expect(dropped.board.items.find(({ isAbout }) => isAbout)?.isClosed).toBe(false);
  });

  test('leaves open what somebody opens again afterwards', () => {
    const dropped = settled(moved(evaluating(), 'cancelled'));
    const opened = withItems(dropped, item =>
      item.template === 'share-the-outcome' ? { ...item, isClosed: false } : item,
    );
    expect(kindsFor(opened)).toEqual([]);
  });

  test('closes nothing of a done one, whose open items are its people’s', () => {
    const done = settled(moved(evaluating(), 'done'));
    expect(itemsOf(done, 'share-the-outcome').map(({ isClosed }) => isClosed)).toEqual([false]);
  });

  test('takes over the mark of one that was done, and the other way round', () => {
    const there = settled(moved(settled(moved(evaluating(), 'done')), 'cancelled'));
    expect(listOf(there).name).toBe('✗ Faster onboarding');
    expect(itemsOf(there, 'share-the-outcome').map(({ isClosed }) => isClosed)).toEqual([true]);
    expect(listOf(settled(moved(there, 'done'))).name).toBe('✓ Faster onboarding');
  });
});

describe('whatever way a card goes', () => {
  const way = fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 8 });

  test('its list is marked exactly where it has ended, and another look finds nothing to do', () => {
    fc.assert(
      fc.property(way, statuses => {
        let now = evaluating();
        for (const [index, status] of statuses.entries()) {
          now = settled({ ...moved(now, status), at: instant(`2027-03-${20 + index} 10:00`) });
          const mark = { done: '✓ ', cancelled: '✗ ' }[status as string] ?? '';
          expect(listOf(now)).toMatchObject({ name: `${mark}Faster onboarding`, isFinished: mark !== '' });
          expect(kindsFor(now)).toEqual([]);
        }
        expect(ideasOf(now)).toHaveLength(statuses.includes('done') ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });
});

test('what was made just before the end is noted as made, so that it follows the card’s dates when it opens again', () => {
  const before = evaluating();
  const key = before.board.items.find(({ template }) => template !== null)?.template ?? '';
  const forgotten = withItems(before, item => {
    const { record } = item;
    if (!item.isAbout || !record || record === 'unreadable') return item;
    const { [key]: _made, ...templates } = record.templates;
    return { ...item, record: { ...record, templates } };
  });
  const { board } = settled(moved(forgotten, 'cancelled'));
  const about = board.items.find(({ isAbout }) => isAbout);
  const record = about?.record;
  expect(record && record !== 'unreadable' && record.templates[key]?.isMade).toBe(true);
});
