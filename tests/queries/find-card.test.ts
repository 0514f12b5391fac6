// How people name a card on the command line: as they copy it from wherever they see it.
import { describe, expect, it } from 'vitest';
import { findCard } from '../../src/queries/find-card.ts';
import { observationOf, playbookWith } from '../support/observed-company.ts';

const facts = { earlier: { card: { status: 'in progress' } }, card: { status: 'in progress' } };
const { board, card } = observationOf(facts, playbookWith());
const find = (text: string) => findCard(board.cards, board, text);

describe('a card is found', () => {
  it.each([
    card.id,
    ` ${card.id}\n`,
    `#${card.id}`,
    card.id.toUpperCase(),
    card.url,
    `${card.url}/`,
    `${card.url}?comment=90012`,
    `${card.url}#top`,
    `https://app.clickup.com/t/9001/${card.id.toUpperCase()}`,
    `app.clickup.com/t/${card.id}`,
  ])('by %j', text => {
    expect(find(text).id).toBe(card.id);
  });
});

it('a work item of a team list is named with its card', () => {
  const item = board.items.find(({ template }) => template !== null);
  expect(() => find(`https://app.clickup.com/t/${item?.id}`)).toThrow(
    `is the work item “${item?.name}” in the team list of “${card.name}”. Give that card: ${card.id}.`,
  );
});

it('a team list is named with its card', () => {
  const [list] = board.lists;
  expect(() => find(`https://app.clickup.com/9001/v/li/${list?.id}`)).toThrow(
    `is the team list of “${card.name}”. Give that card: ${card.id}.`,
  );
});

it.each(['', '/', 'nocard', `${card.id}1`, `https://example.com/${card.id}/more`])('%j is no card', text => {
  expect(() => find(text)).toThrow(`${JSON.stringify(text)} is no card on the board`);
});

describe('a name', () => {
  const named = [
    { id: 'a1', name: 'Orders arrive whole' },
    { id: 'a2', name: 'Orders arrive whole again' },
    { id: 'a3', name: 'Rückgaben sind einfach' },
    { id: 'a4', name: 'Nobody waits' },
    { id: 'a5', name: 'Nobody waits' },
    { id: 'a6', name: 'Returns: no questions asked' },
  ];
  const none = { lists: [], items: [] };
  const findNamed = (text: string) => findCard(named, none, text).id;

  it.each([
    ['Orders arrive whole', 'a1'],
    [' orders  arrive WHOLE again ', 'a2'],
    ['again', 'a2'],
    ['RU\u0308CKGABEN', 'a3'],
    ['Returns: no questions asked', 'a6'],
    ['returns: no', 'a6'],
  ])('%j means the card that alone has it', (text, id) => {
    expect(findNamed(text)).toBe(id);
  });

  it('of several cards is answered with all of them', () => {
    expect(() => findNamed('nobody waits')).toThrow(
      '"nobody waits" may be 2 cards. Give the id of one:\n  a4  Nobody waits\n  a5  Nobody waits',
    );
    expect(() => findNamed('orders')).toThrow(
      'may be 2 cards. Give the id of one:\n  a1  Orders arrive whole\n  a2',
    );
  });

  it('that a slip of the keyboard spoilt is answered with the one that is near', () => {
    expect(() => findNamed('Orders arive whole')).toThrow('Did you mean “Orders arrive whole” (a1)?');
    expect(() => findNamed('something else')).toThrow(/looks after\. Give the id or the address of one/);
  });
});
