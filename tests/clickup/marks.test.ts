import { describe, expect, it } from 'vitest';
import {
  isMarkedFinished,
  readAgenda,
  readCardId,
  readFollowed,
  readStillOpen,
  readTemplate,
  withAgenda,
  withCard,
  withFinish,
  withFollowed,
  withoutMark,
  withStillOpen,
  withTemplate,
} from '../../src/clickup/marks.ts';

const card = { cardId: '86q98wdnb', cardUrl: 'https://app.clickup.com/t/86q98wdnb' };

describe('The card that a list names', () => {
  const described = withCard('The work of the team.\nBe kind.\n', card);

  it.each<[string, (text: string) => string]>([
    ['as it was written', text => text],
    [
      'with the address made a link',
      text => text.replace(card.cardUrl, `[${card.cardUrl}](${card.cardUrl})`),
    ],
    ['with the title as link text', text => text.replace(card.cardUrl, `[Login for all](${card.cardUrl})`)],
    ['with the address in angle brackets', text => text.replace(card.cardUrl, `<${card.cardUrl}>`)],
    ['with a full stop behind it', text => `${text}.`],
    ['with a bold word', text => text.replace('Card:', '**Card:**')],
    ['with a non-breaking space', text => text.replace('Card: ', 'Card:\u00a0')],
    ['with joined lines', text => text.replaceAll('\n', ' ')],
    ['with carriage returns', text => text.replaceAll('\n', '\r\n')],
    ['with a query behind the address', text => `${text}?comment=12`],
    ['with something written below', text => `${text}\n\nOur room: https://example.com/t/lounge`],
    ['with the word taken off', text => text.replace('Card: ', '')],
  ])('is read back %s', (_, distort) => {
    expect(readCardId(distort(described))).toBe(card.cardId);
  });

  it('is the one of the last line where several are named', () => {
    const other = withCard('', { cardId: '86zzzzzzz', cardUrl: 'https://app.clickup.com/t/86zzzzzzz' });
    expect(readCardId(`${other}\n${described}`)).toBe(card.cardId);
  });

  it('is none where people only link something', () => {
    expect(readCardId('')).toBeNull();
    expect(readCardId('Like https://app.clickup.com/t/86zzzzzzz, but better.')).toBeNull();
    expect(readCardId('Postcard: sent.\nCard: to be found')).toBeNull();
  });

  it('is written by its id even where the address carries a custom id', () => {
    const custom = { cardId: card.cardId, cardUrl: 'https://app.clickup.com/t/9015/CR-12' };
    expect(readCardId(withCard('Text', custom))).toBe(card.cardId);
    expect(readCardId(`Card: ${custom.cardUrl}`)).toBe('CR-12');
  });
});

describe('The template that an item names', () => {
  it('is read back from the line under the description, escaped or not', () => {
    const described = withTemplate('Meet once.\n', { template: 'kick-off', cardId: '86q98wdnb' });
    expect(readTemplate(described)).toBe('kick-off');
    expect(readTemplate(described.replace('kick-off', String.raw`kick\-off`))).toBe('kick-off');
    expect(readTemplate(described.replaceAll('\n', ' ').toUpperCase())).toBe('kick-off');
  });

  it('is none where nobody wrote such a line', () => {
    expect(readTemplate('This list is managed by Liaison.')).toBeNull();
  });
});

describe('A list whose end is not definitive yet', () => {
  const described = withCard('The work of the team.\nBe kind.\n', card);
  const open = {
    note: 'Still open: enough customer feedback.',
    rules: 'feedback-collected, outcome-recorded',
  };
  const marked = withStillOpen(described, open);
  const finish = { note: 'It came to its end on 1 March.', on: '2027-03-01' };

  it('names the rules that are open above the line that names its card, and is not finished', () => {
    expect(marked).toBe(
      `The work of the team.\nBe kind.\n\n${open.note}\nStill open: ${open.rules} · Liaison\n\nCard: ${card.cardUrl}`,
    );
    expect(withStillOpen(marked, open)).toBe(marked);
    expect(readStillOpen(described)).toBeNull();
    expect(isMarkedFinished(marked)).toBe(false);
  });

  it.each<[string, (text: string) => string]>([
    ['as it was written', text => text],
    ['with escaped punctuation', text => text.replaceAll(/[-.·]/g, String.raw`\$&`)],
    ['with joined lines', text => text.replaceAll('\n', ' ')],
    ['with bold words', text => text.replace(/(Still open: feedback.*)/, '**$1**')],
    ['with another dot', text => text.replace('·', '-')],
  ])('is read back %s', (_, distort) => {
    const text = distort(marked);
    expect(readStillOpen(text)).toBe(open.rules);
    expect(readCardId(text)).toBe(card.cardId);
    expect(readStillOpen(withoutMark(text))).toBeNull();
  });

  it('says one thing or the other, and reads as before without either', () => {
    expect(withFinish(marked, finish)).toBe(withFinish(described, finish));
    expect(withStillOpen(withFinish(described, finish), open)).toBe(marked);
    expect(withoutMark(marked)).toBe(described);
  });
});

describe('A finished list', () => {
  const described = withCard('The work of the team.\nBe kind.\n', card);
  const finish = { note: 'It came to its end on 1 March.', on: '2027-03-01' };
  const finished = withFinish(described, finish);

  it('says so above the line that names its card, once, however often it is said', () => {
    expect(finished).toBe(
      `The work of the team.\nBe kind.\n\n${finish.note}\nFinished on 2027-03-01 · Liaison\n\nCard: ${card.cardUrl}`,
    );
    expect(withFinish(finished, finish)).toBe(finished);
    expect(isMarkedFinished(finished)).toBe(true);
    expect(isMarkedFinished(described)).toBe(false);
  });

  it('reads as before once the mark is taken away', () => {
    expect(withoutMark(finished)).toBe(described);
    expect(withoutMark(described)).toBe(described);
    const alone = withCard('', card);
    expect(withoutMark(withFinish(alone, finish))).toBe(alone);
    expect(withoutMark(withFinish('', finish))).toBe('');
  });

  it.each<[string, (text: string) => string]>([
    ['as it was written', text => text],
    ['with escaped punctuation', text => text.replaceAll(/[-.·]/g, String.raw`\$&`)],
    ['with joined lines', text => text.replaceAll('\n', ' ')],
    ['with carriage returns', text => text.replaceAll('\n', '\r\n')],
    ['with bold words', text => text.replace(/(Finished on .*)/, '**$1**')],
    ['with another dot', text => text.replace('·', '-')],
    ['with the word before the address taken off', text => text.replace('Card: ', '')],
    ['with something written below', text => `${text}\n\nOur room: https://example.com/t/lounge`],
  ])('is read back, names its card and can be opened again %s', (_, distort) => {
    const text = distort(finished);
    expect(isMarkedFinished(text)).toBe(true);
    expect(readCardId(text)).toBe(card.cardId);
    const open = withoutMark(text);
    expect(isMarkedFinished(open)).toBe(false);
    expect(readCardId(open)).toBe(card.cardId);
    expect(open).toContain('Be kind');
    expect(readCardId(withFinish(open, finish))).toBe(card.cardId);
  });

  it('keeps what people wrote between its sentence and its mark, or instead of its sentence', () => {
    const between = finished.replace('\nFinished', '\nWhat a time!\nFinished');
    expect(withoutMark(between)).toContain('What a time!');
    const without = finished.replace(`${finish.note}\n`, '');
    expect(withoutMark(without)).toBe(described);
  });
});

describe('The work item that a card follows up on, and the all-hands of an agenda', () => {
  it('are read back, escaped or not', () => {
    const followed = withFollowed('An idea: [a box](https://app.clickup.com/t/86zzzzzzz).', '86q98wdnb');
    const agenda = withAgenda(
      '**Running**\n- [Login for all](https://app.clickup.com/t/86q98wdnb)',
      '2027-03-04',
    );
    for (const distort of [
      (text: string) => text,
      (text: string) => text.replaceAll(/[-.·]/g, String.raw`\$&`),
      (text: string) => text.replaceAll('\n', ' '),
      (text: string) => `${text}\nThanks!`,
    ]) {
      expect(readFollowed(distort(followed))).toBe('86q98wdnb');
      expect(readAgenda(distort(agenda))).toBe('2027-03-04');
    }
  });

  it('are none where nobody wrote such a line', () => {
    expect(readFollowed('It follows up on work item 12 of our list.')).toBeNull();
    expect(readAgenda('The agenda of 2027-03-04 is in the other list.')).toBeNull();
  });
});
