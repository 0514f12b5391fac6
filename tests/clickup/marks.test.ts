import { describe, expect, it } from 'vitest';
import { readCardId, readTemplate, withCard, withTemplate } from '../../src/clickup/marks.ts';

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
