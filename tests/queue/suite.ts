// One suite for every store: what the rest of the program may rely on, whichever store is configured.
import { describe, expect, it } from 'vitest';
import { newWorkspaceId, openRig, VOLATILE } from '../support/queue-rig.ts';
import { boardsClaims } from './boards-claims.ts';
import { formerClaims } from './former-claims.ts';
import { memoryClaims } from './memory-claims.ts';
import { reconcileClaims } from './reconcile-claims.ts';
import { resultClaims } from './result-claims.ts';
import { scheduleClaims } from './schedule-claims.ts';
import type { Subject } from './subject.ts';
import { workClaims } from './work-claims.ts';
import { workerBackoffClaims } from './worker-backoff-claims.ts';

export function storeSuite(subject: Subject): void {
  const { url, followsClock, isOneProcess = false } = subject;
  reconcileClaims(subject);
  resultClaims(subject);
  scheduleClaims(subject);
  workClaims(subject);
  if (!isOneProcess) boardsClaims(subject);
  if (subject.url() !== VOLATILE) {
    formerClaims(subject);
    workerBackoffClaims(subject);
  }

  describe('the memory', () => {
    memoryClaims(
      async () => {
        const { store, clock } = await openRig(url());
        return { memory: store.memory, advance: ms => clock.advance(ms) };
      },
      { followsClock },
    );

    it('survives closing', async () => {
      const workspaceId = newWorkspaceId();
      const before = await openRig(url(), { workspaceId });
      await before.store.memory.write('kept', '1', 60_000);
      await before.close();
      const after = await openRig(url(), { workspaceId });
      expect(await after.store.memory.read('kept')).toBe('1');
    });
  });
}
