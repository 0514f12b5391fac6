// How much of something is tried: a sample that is ready within minutes, or as much as we promise.

/** `npm run test:long` sets it. */
export const isLong = process.env['LONG'] === '1';

/** How often to try something. */
export function times({ sample, long }: { sample: number; long: number }): number {
  return isLong ? long : sample;
}

/** Defines tests that only long runs have. */
export function inLongRuns(define: () => void): void {
  if (isLong) define();
}

/** Of many that are alike each `nth`, or all of them. */
export function sampleOf<T>(all: readonly T[], nth: number): T[] {
  return all.filter((_, index) => isLong || index % nth === 0);
}
