import { describe } from 'vitest';
import { inProcessMemory } from '../../../src/queue/in-memory/in-process-memory.ts';
import { memoryClaims } from '../memory-claims.ts';
import { movableClock } from '../rig-parts.ts';

describe('the volatile memory', () => {
  memoryClaims(
    async () => {
      const clock = movableClock();
      return { memory: inProcessMemory(clock), advance: ms => clock.advance(ms) };
    },
    { followsClock: true },
  );
});
