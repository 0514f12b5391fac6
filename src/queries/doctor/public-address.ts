// Whether the address that ClickUp delivers to leads to this very Liaison, and not to another one or to something else.
import { z } from 'zod';
import { type Check, checksIn } from './check.ts';
import type { RunningFacts } from './running.ts';

const { ok, warn, fail } = checksIn('webhooks');
const TOPIC = 'public address';

const ANSWER_MS = 3_000;
/** No answer of ours is longer. */
const READ_MOST = 1_000;

/** What `/healthz` says; a release before named no process there. */
const Alive = z.object({ ok: z.literal(true), mark: z.string().optional() });

/**
 * Asks from here, which need not be how ClickUp comes: so nobody who does not answer is a failure yet. `processes` are
 * those that run on this board, null where nobody can say.
 */
export async function probeAddress(publicUrl: string, processes: RunningFacts['processes']): Promise<Check> {
  const answer = await ask(`${publicUrl}/healthz`);
  if ('reason' in answer) {
    return warn(
      TOPIC,
      `From this machine no Liaison answers at ${publicUrl} (${answer.reason}).`,
      'Is `liaison run` up, and does that address lead to its PORT?',
    );
  }
  const { mark } = answer;
  if (mark === undefined) {
    return warn(
      TOPIC,
      `Somebody answers at ${publicUrl} as Liaison does, and does not say which one: an older release, perhaps.`,
      'Does that address lead to the PORT of the Liaison that you started?',
    );
  }
  if (processes === null) {
    return ok(TOPIC, `A Liaison answers at ${publicUrl}; whether it is this one, nobody here can say.`);
  }
  if (processes.some(process => process.mark === mark)) {
    return ok(TOPIC, `This very Liaison answers at ${publicUrl}.`);
  }
  if (processes.length === 0) {
    return warn(
      TOPIC,
      `A Liaison answers at ${publicUrl}, and none runs on this board and this store.`,
      'Does it have another STORE_URL or another board? Two beside each other ask people twice.',
    );
  }
  return fail(
    TOPIC,
    `Another Liaison answers at ${publicUrl} than the one that runs here: deliveries go there.`,
    'Let that address lead to the PORT of this one, or give this one a PUBLIC_URL of its own.',
  );
}

/** Never rejects. */
async function ask(url: string): Promise<{ mark: string | undefined } | { reason: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
    const text = (await response.text()).slice(0, READ_MOST);
    const alive = response.ok ? Alive.safeParse(asJson(text)) : null;
    return alive?.success
      ? { mark: alive.data.mark }
      : { reason: `it answers ${response.status}, and not as Liaison does` };
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : null;
    return { reason: code ?? (error instanceof Error ? error.name : 'no answer') };
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
