// How much of something is tried: a sample that is ready within minutes, or as much as we promise.

/** `npm run test:long` sets it. */
const isLong = process.env['LONG'] === '1';

/** How often to try something. */
export function times({ sample, long }: { sample: number; long: number }): number {
  return isLong ? long : sample;
}
