import { describe } from 'vitest';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { movableClock } from '../support/queue-rig-parts.ts';
import { memoryClaims } from './memory-claims.ts';

describe('the volatile memory', () => {
  memoryClaims(
    async () => {
      const clock = movableClock();
      return { memory: inProcessMemory(clock), advance: ms => clock.advance(ms) };
    },
    { followsClock: true },
  );
});
