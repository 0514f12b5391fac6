// How the time that something takes grows with the length of its input: about 10 if it is linear, 100 if it is quadratic.
const SHORT = 10_000;
const LONG = 100_000;
/** What takes less than this is not measured well enough to be compared. */
const LEAST_MS = 0.5;

/** The time for 100 kB over the time for 10 kB, the fastest of three runs each. */
export function growth(work: (length: number) => void): number {
  const fastest = (length: number): number =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const startedAt = performance.now();
        work(length);
        return performance.now() - startedAt;
      }),
    );
  return fastest(LONG) / Math.max(fastest(SHORT), LEAST_MS);
}
