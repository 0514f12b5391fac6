import { expect, test } from 'vitest';
import { isSameText, plainText, type RichText } from '../../../src/domain/language/rich-text.ts';

const TEXT: RichText = [
  { spans: [{ bold: 'How it stands' }] },
  {
    bullet: true,
    spans: [{ mention: { id: 1, name: 'Ana' } }, ' see ', { link: 'the list', url: { page: 'team-list' } }],
  },
  { spans: [] },
];

test('the plain text is what people read, a line for each line', () => {
  expect(plainText(TEXT)).toBe('How it stands\n@Ana see the list\n');
});

test.each([
  ['How it stands\n@Ana see the list\n', true],
  ['  How it stands \r\n\r\n@Ana  see the\u00a0list', true],
  ['How it stands\n@Ana see the lists', false],
  ['how it stands\n@Ana see the list', false],
  ['', false],
])('%j says the same: %s', (text, isSame) => {
  expect(isSameText(text, plainText(TEXT))).toBe(isSame);
});
