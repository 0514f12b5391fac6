import { describe, expect, it } from 'vitest';
import { doublingPause, retry } from '../../src/base/retry.ts';

describe('retry', () => {
  it('tries again after each named pause, and answers with what it comes to', async () => {
    const pauses: number[] = [];
    let tries = 0;
    const answer = await retry(
      async () => {
        tries += 1;
        if (tries < 4) throw new Error('not yet');
        return 'there';
      },
      {
        pauseAfter: (_error, failures) => doublingPause(failures, 100, 300),
        pause: async ms => void pauses.push(ms),
      },
    );
    expect({ answer, pauses }).toEqual({ answer: 'there', pauses: [100, 200, 300] });
  });

  it('gives up with the error for which no pause is named', async () => {
    const attempt = () => Promise.reject(new Error('hopeless'));
    const never = async () => undefined;
    await expect(retry(attempt, { pauseAfter: () => null, pause: never })).rejects.toThrow('hopeless');
  });
});
