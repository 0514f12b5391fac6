import { describe, expect, it } from 'vitest';
import { settles, within } from '../../src/base/time-limit.ts';

const never = new Promise<never>(() => undefined);

describe('time limits', () => {
  it('give the answer that comes in time, and its failure', async () => {
    await expect(within(1_000, Promise.resolve('answer'))).resolves.toBe('answer');
    await expect(within(1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('say how long nobody answered, or what whoever waits makes of it', async () => {
    await expect(within(5, never)).rejects.toThrow('no answer within 5 ms');
    await expect(within(5, never, () => new RangeError('late'))).rejects.toThrow(RangeError);
  });

  it('tell whether something came to an end at all', async () => {
    expect(await settles(Promise.reject(new Error('broken')), 1_000)).toBe(true);
    expect(await settles(never, 5)).toBe(false);
  });
});
