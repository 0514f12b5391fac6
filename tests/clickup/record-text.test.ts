import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord, writeRecord } from '../../src/clickup/record-text.ts';
import type { TeamRecord } from '../../src/domain/mirror/record.ts';
import { PHASES } from '../../src/domain/phase.ts';
import { growth } from '../domain/growth.ts';

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const written = fc.record({
  due: fc.option(day),
  assignees: fc.array(fc.integer({ min: 1, max: 99_999_999 }), { maxLength: 4 }),
});
const key = fc.stringMatching(/^[a-z][a-z0-9-]{1,20}$/);
const record: fc.Arbitrary<TeamRecord> = fc.record({
  version: fc.constant(1 as const),
  sequence: fc.integer({ min: 1, max: 10_000 }),
  card: fc.stringMatching(/^86[a-z0-9]{7}$/),
  metOn: day,
  entered: fc.dictionary(fc.constantFrom(...PHASES), day) as fc.Arbitrary<TeamRecord['entered']>,
  templates: fc.dictionary(key, fc.record({ isMade: fc.boolean(), written, meant: written }), {
    maxKeys: 12,
  }),
});

/** What an editor may do to a text without anybody meaning harm. */
const distortions: Record<string, (text: string) => string> = {
  'joined lines': text => text.replaceAll('\n', ' '),
  'lines joined without a space': text => text.replaceAll('\n', ''),
  'carriage returns': text => text.replaceAll('\n', '\r\n'),
  'blank lines between': text => text.replaceAll('\n', '\n\n'),
  'narrow wrapping': text => text.replaceAll(/.{17}/g, '$&\n'),
  'doubled spaces': text => text.replaceAll(' ', '  '),
  'trimmed lines': text => text.replaceAll(/ *\n */g, '\n').trim(),
  'non-breaking spaces': text => text.replaceAll(' ', '\u00a0'),
  'space entities': text => text.replaceAll(' ', '&nbsp;'),
  'lower case': text => text.toLowerCase(),
  'upper case': text => text.toUpperCase(),
  'smart quotes around': text => `“${text}”`,
  'escaped markdown': text => text.replaceAll(/[-_.!:]/g, String.raw`\$&`),
  'bold marks': text => text.replaceAll(/^(LIAISON.*)$/gm, '**$1**'),
  'quoted lines': text => text.replaceAll(/^/gm, '> '),
  'list bullets': text => text.replaceAll(/^/gm, '- '),
  'a code fence': text => `\`\`\`\n${text}\n\`\`\``,
  'zero-width spaces': text => text.replaceAll(/.{13}/g, '$&\u200b'),
  'lines made links': text => text.replaceAll(/^([A-Z2-7]{20,60})$/gm, '[$1](https://$1.example/x?y=1)'),
  'tags of a page': text => text.replaceAll(/^(.+)$/gm, '<p>$1</p>'),
  'full-width letters': text =>
    text.replaceAll(/[A-Z]/g, letter => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
  'people writing below': text => `${text}\n\nThanks for this list, LIAISON! — Aylin`,
  'people writing above': text =>
    `Our sync is on Tuesdays.\nSee [the plan](https://example.com/plan).\n\n${text}`,
};

describe('The record in a description', () => {
  it.each(Object.keys(distortions))('survives %s', name => {
    const distort = distortions[name] ?? (text => text);
    fc.assert(
      fc.property(record, given => {
        expect(readRecord(distort(writeRecord(given)))).toEqual(given);
      }),
      { numRuns: 25 },
    );
  });

  it('survives any two distortions, one after the other', () => {
    const one = fc.constantFrom(
      ...Object.keys(distortions).filter(name => !/link|tags|entities|full-width/.test(name)),
    );
    fc.assert(
      fc.property(record, one, one, (given, first, second) => {
        const distorted = distortions[second]?.(distortions[first]?.(writeRecord(given)) ?? '') ?? '';
        expect(readRecord(distorted)).toEqual(given);
      }),
      { numRuns: 150 },
    );
  });

  it('is null where no mark is', () => {
    expect(readRecord('The Liaison record keeps us honest. It begins on Monday.')).toBeNull();
    expect(readRecord('')).toBeNull();
  });

  it('is unreadable, never wrong, when a letter is lost or changed', () => {
    let damaged = 0;
    fc.assert(
      fc.property(record, fc.nat(), fc.constantFrom('A', 'Q', '7', ''), (given, at, letter) => {
        const [before = '', code = '', after = ''] = writeRecord(given).split(
          /(?<=BEGINS\n)|(?=\nLIAISON RECORD ENDS)/,
        );
        const index = at % code.length;
        const read = readRecord(before + code.slice(0, index) + letter + code.slice(index + 1) + after);
        // The same letter again, a lost line end, or bits that only fill up the last byte change nothing.
        expect([given, 'unreadable']).toContainEqual(read);
        if (read === 'unreadable') damaged += 1;
      }),
      { numRuns: 200 },
    );
    expect(damaged).toBeGreaterThan(150);
  });

  it('is unreadable when it is cut off, empty, or of a version that this program does not know', () => {
    const given = fc.sample(record, { numRuns: 1, seed: 7 })[0] as TeamRecord;
    const text = writeRecord(given);
    expect(readRecord(text.slice(0, text.length * 0.6))).toBe('unreadable');
    expect(readRecord('LIAISON RECORD BEGINS\nLIAISON RECORD ENDS')).toBe('unreadable');
    expect(readRecord(writeRecord({ ...given, version: 2 } as unknown as TeamRecord))).toBe('unreadable');
  });

  it('is read from the last marks when a description holds several', () => {
    const given = fc.sample(record, { numRuns: 1, seed: 8 })[0] as TeamRecord;
    const older = writeRecord({ ...given, sequence: 1 });
    const newer = writeRecord({ ...given, sequence: 2 });
    expect(readRecord(`${older}\n\n${newer}`)).toEqual({ ...given, sequence: 2 });
  });

  it('is looked for in a time that grows with the description, also where somebody writes nothing but marks', () => {
    const grown = growth(length => {
      const marks = 'liaison record begins '.repeat(length / 40);
      expect(readRecord(marks + '[<a](&'.repeat(length / 12))).toBe('unreadable');
    });
    expect(grown).toBeLessThan(50);
  });

  it('stays short: nine templates fit in a dozen lines', () => {
    const values = { due: '2027-03-04', assignees: [81_480_544, 81_480_507] };
    const keys = ['kick-off', 'understand-the-problem', 'make-the-plan', 'present-the-plan'];
    const templates = Object.fromEntries(
      [
        ...keys,
        'plan-the-evaluation',
        'collect-feedback',
        'gather-metrics',
        'evaluate',
        'share-the-outcome',
      ].map(name => [name, { isMade: true, written: values, meant: values }]),
    );
    const given: TeamRecord = {
      version: 1,
      sequence: 12,
      card: '86q98wdnb',
      metOn: '2027-01-04',
      entered: { forming: '2027-01-04', running: '2027-01-18' },
      templates,
    };
    expect(writeRecord(given).split('\n').length).toBeLessThan(16);
  });
});
