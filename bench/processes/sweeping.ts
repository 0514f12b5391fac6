// How long deliveries wait while everything is looked at.
import { adminClient } from '../../src/base/admin-client.ts';
import type { Liaison } from './liaison.ts';
import { sendFor, signedRequests } from './load.ts';
import type { LocalClickUp } from './local-clickup.ts';

const CONNECTIONS = 5;
const PAUSE_MS = 25;
const PART_MS = 500;
const LIMIT_MS = 3_600_000;

/** Milliseconds that each delivery waited which came while a sweep was under way, about two hundred a second. */
export async function waitsDuringSweep(clickUp: LocalClickUp, liaison: Liaison): Promise<number[]> {
  const [webhook] = await clickUp.webhooks();
  const [cardId] = await clickUp.cardIds();
  if (!webhook || !cardId) throw new Error('There is no webhook or no card.');
  // Of one card, so that looking at what they tell of costs next to nothing.
  const requests = signedRequests(500, webhook.id, webhook.secret, cardId);
  let isOver = false;
  const sweep = sweepOf(liaison).finally(() => {
    isOver = true;
  });
  // Whoever awaits it below learns of a failure; until then it must not end the process.
  sweep.catch(() => undefined);
  const waits: number[] = [];
  while (!isOver) {
    const { tookMs } = await sendFor({
      port: liaison.port,
      requests,
      connections: CONNECTIONS,
      forMs: PART_MS,
      pauseMs: PAUSE_MS,
    });
    waits.push(...tookMs);
  }
  await sweep;
  return waits;
}

/** Sweeps once, however long that takes within reason: what it wrote, and for how many customer results it could not. */
export async function sweepOf({
  adminUrl,
}: Pick<Liaison, 'adminUrl'>): Promise<{ applied: number; failed: number }> {
  const answer = await adminClient(adminUrl, null).post('/api/sync', LIMIT_MS);
  if (!answer.ok) throw new Error(`The sweep was answered ${answer.status}.`);
  const { applied, failed } = (await answer.json()) as { applied: number; failed: unknown[] };
  return { applied, failed: failed.length };
}
