// Forms of a map that share what they have in common answer as maps of their own would.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredMap } from '../../src/base/layered-map.ts';

const Entries = fc.array(fc.tuple(fc.nat(900), fc.record({ value: fc.nat() })), {
  maxLength: 200,
  size: 'max',
});

it('answers as a map of its own would, however often it was changed, and former forms stay', () => {
  fc.assert(
    fc.property(fc.array(Entries, { minLength: 1, maxLength: 8 }), all => {
      const [first = [], ...changes] = all;
      const forms = [{ map: new LayeredMap(new Map(first)), plain: new Map(first) }];
      for (const change of changes) {
        const { map, plain } = forms[forms.length - 1] ?? {
          map: new LayeredMap(new Map()),
          plain: new Map(),
        };
        forms.push({ map: map.with(new Map(change)), plain: new Map([...plain, ...change]) });
      }
      const keys = Array.from({ length: 901 }, (_, key) => key);
      for (const { map, plain } of forms)
        expect(keys.filter(key => map.get(key) !== plain.get(key))).toEqual([]);
    }),
    { numRuns: 50, endOnFailure: true },
  );
});
