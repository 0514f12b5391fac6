// Texts that some programs leave behind, and that no store takes.
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/base/parse-json.ts';

describe('JSON from outside', () => {
  it.each([
    ['NUL', 'Evil \u0000 name', 'Evil \ufffd name'],
    ['the first half of a pair', 'half \ud83d end', 'half \ufffd end'],
    ['the second half of a pair', 'half \ude00 end', 'half \ufffd end'],
    ['the halves the wrong way round', '\ude00\ud83d', '\ufffd\ufffd'],
    ['a half before a whole one', '\ud83d\ud83d\ude00', '\ufffd\ud83d\ude00'],
  ])('has %s replaced', (_, given, read) => {
    expect(parseJson(JSON.stringify({ name: given }))).toEqual({ name: read });
  });

  it('keeps whole pairs that are escaped, and backslashes before what looks like an escape', () => {
    expect(parseJson(String.raw`["\ud83d\ude00", "C:\\u0000", "\\\u0000"]`)).toEqual([
      '😀',
      String.raw`C:\u0000`,
      '\\\ufffd',
    ]);
  });

  it('is read as everybody reads it where all of it can be stored, and else with every text made whole', () => {
    assert(
      property(string({ unit: 'binary' }), text => {
        const wanted = (text as string & { toWellFormed(): string })
          .toWellFormed()
          .replaceAll('\u0000', '\ufffd');
        expect(parseJson(JSON.stringify([text]))).toEqual([wanted]);
      }),
    );
  });

  it('is refused where it is none', () => {
    expect(() => parseJson('{"name": "\\ud83d')).toThrow(SyntaxError);
  });
});
