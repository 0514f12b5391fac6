// Who has left the workspace is told by two complete reads an hour apart, and by nothing else.
import { describe, expect, it } from 'vitest';
import { MISSING_FOR_MS, missingAfter, staffWorthReadingFrom } from '../../../src/domain/people/departure.ts';

const [ANA, BEN] = [
  { id: 1, name: 'Ana' },
  { id: 2, name: 'Ben' },
];
const read = (at: number, isComplete = true) => ({ startedAt: at, at: at + 5, isComplete });
/** The people and those who miss after reads of these people, one after the other. */
const after = (...reads: [people: { id: number; name: string }[], at: number, isComplete?: boolean][]) =>
  reads.reduce(
    (known, [people, at, isComplete]) => ({
      people,
      missing: missingAfter(known, people, read(at, isComplete)),
    }),
    {
      people: [ANA, BEN] as { id: number; name: string }[],
      missing: undefined as ReturnType<typeof missingAfter>,
    },
  );

describe('somebody who is in no read of the workspace any more', () => {
  it('is missing first, and has left once a read an hour after that lacks them as well', () => {
    expect(after([[ANA], 0]).missing).toEqual([{ person: BEN, since: 5, hasLeft: false }]);
    expect(after([[ANA], 0], [[ANA], MISSING_FOR_MS]).missing?.[0]?.hasLeft).toBe(false);
    expect(after([[ANA], 0], [[ANA], 5 + MISSING_FOR_MS]).missing?.[0]?.hasLeft).toBe(true);
  });

  it('counts again at once when they are back', () => {
    expect(
      after([[ANA], 0], [[ANA], 2 * MISSING_FOR_MS], [[ANA, BEN], 3 * MISSING_FOR_MS]).missing,
    ).toBeUndefined();
    expect(after([[ANA], 0], [[ANA, BEN], 10, false]).missing).toBeUndefined();
  });

  it('has not left for reads that were not complete, neither the first nor the second', () => {
    expect(after([[ANA], 0, false]).missing).toBeUndefined();
    expect(after([[ANA], 0], [[ANA], 2 * MISSING_FOR_MS, false]).missing?.[0]?.hasLeft).toBe(false);
  });

  it('is somebody who was seen before: of whoever was never there nothing is known', () => {
    const known = { people: [], missing: undefined };
    expect(missingAfter(known, [ANA], read(0))).toBeUndefined();
  });

  it('is the same finding where nothing changed, so that nothing is written for it', () => {
    const gone = after([[ANA], 0], [[ANA], 2 * MISSING_FOR_MS]);
    expect(missingAfter(gone, [ANA], read(3 * MISSING_FOR_MS))).toBe(gone.missing);
  });

  it('makes one more read worth its request, an hour later, and none once it is known', () => {
    expect(staffWorthReadingFrom(after([[ANA, BEN], 0]))).toBeNull();
    expect(staffWorthReadingFrom(after([[ANA], 0]))).toBe(5 + MISSING_FOR_MS);
    expect(staffWorthReadingFrom(after([[ANA], 0], [[ANA], 2 * MISSING_FOR_MS]))).toBeNull();
  });
});
