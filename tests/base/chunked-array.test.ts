// A chunked array is an array to whoever looks, and shares with its other forms what did not change.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayOf, ChunkedArray, differences, type Sequence } from '../../src/base/chunked-array.ts';

/** Around the sizes at which a chunk is full. */
const Length = fc.constantFrom(0, 1, 2, 511, 512, 513, 1_023, 1_024, 1_500);
const row = (length: number) => Array.from({ length }, (_, place) => place);

/** All that can be seen of it, as text: comparing so many things one by one takes much longer. */
function seen(all: Sequence<number>): string {
  const isOdd = (one: number): boolean => one % 2 === 1;
  const places = [0, 1, 510, 511, 512, 513, all.length - 1, all.length, -1];
  return JSON.stringify({
    length: all.length,
    all: [...all],
    entries: [...all.entries()],
    at: places.map(place => all.at(place)),
    every: [all.every(isOdd), all.every(one => one < 1e9)],
    some: [all.some(one => one === 700), all.some(one => one < 0)],
    find: [all.find(one => one === 700), all.find(isOdd)],
    filter: all.filter(isOdd),
    map: all.map(one => one + 1),
    flatMap: all.flatMap(one => (one % 3 === 0 ? [one, -one] : [])),
    slices: [all.slice(0, 512), all.slice(500, 530), all.slice(1_000, 9_000), all.slice(3, 3)],
    json: all,
  });
}

it('shows the same as an array, whatever was changed and added', () => {
  const Change = fc.record({ places: fc.array(fc.nat(1_600), { maxLength: 5 }), added: Length });
  fc.assert(
    fc.property(Length, fc.array(Change, { maxLength: 4 }), (length, changes) => {
      let array = row(length);
      let chunked = ChunkedArray.of(array);
      expect(seen(chunked)).toBe(seen(array));
      for (const [form, { places, added }] of changes.entries()) {
        const there = places.filter(place => place < array.length);
        const changed = new Map(there.map(place => [place, place + 10_000 * (form + 1)]));
        const former = { array, seen: seen(chunked), chunked };
        const after = row(added);
        array = [...array.map((one, place) => changed.get(place) ?? one), ...after];
        chunked = chunked.with(changed, after);
        expect(seen(chunked)).toBe(seen(array));
        // What others hold of it stays as it was.
        expect(seen(former.chunked)).toBe(former.seen);
        const different = [...differences(former.chunked, chunked)];
        expect(different).toHaveLength(changed.size + added);
        expect(JSON.stringify(different)).toBe(JSON.stringify([...differences(former.array, array)]));
      }
    }),
    { numRuns: 60 },
  );
});

it('shares with its former form every chunk but that in which something changed', () => {
  const chunked = ChunkedArray.of(row(5_000));
  expect(ChunkedArray.of(chunked)).toBe(chunked);
  const changed = chunked.with(new Map([[4_000, -1]]), []);
  expect([...differences(chunked, changed)]).toEqual([[4_000, -1]]);
  expect([0, 512, 3_072].every(place => chunked.sharesChunkAt(place, changed))).toBe(true);
  expect(chunked.sharesChunkAt(3_584, changed)).toBe(false);
});

it('is handed out as the very array, or as one', () => {
  const array = row(600);
  expect(arrayOf(array)).toBe(array);
  expect(arrayOf(ChunkedArray.of(array))).toEqual(array);
});
