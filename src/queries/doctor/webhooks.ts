// The doctor's look at our webhooks: how ClickUp has them, and whether their deliveries arrive.
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { ENDPOINT_PATH, type WebhookRecord } from '../../reconcile/webhook-port.ts';

import type { Check } from './check.ts';
import type { RunningFacts } from './running.ts';

const group = 'webhooks';
const ANSWER_MS = 3_000;

/** What is looked at; `webhooks` are all of the token's owner. */
export type WebhookProbe = {
  webhooks: readonly WebhookRecord[];
  publicUrl: string | null;
  playbook: Pick<Playbook, 'mode'>;
  heard: RunningFacts['heard'];
};

/** One check for each webhook of ours, and one for the address where somebody should answer. */
export async function probeWebhooks({
  webhooks,
  publicUrl,
  playbook,
  heard,
}: WebhookProbe): Promise<Check[]> {
  const hearing = (state: Check['state'], message: string, hint: string | null = null): Check[] => [
    { group, name: 'hearing', state, message, hint },
  ];
  if (playbook.mode === 'observe') return hearing('ok', 'Observing: Liaison polls.');
  if (publicUrl === null) {
    return hearing(
      'warn',
      'There is no PUBLIC_URL: Liaison looks every half minute, and asks where it would undo.',
      'Set PUBLIC_URL to an address that ClickUp reaches over https.',
    );
  }
  const endpoint = publicUrl + ENDPOINT_PATH;
  const ours = webhooks.filter(webhook => webhook.endpoint === endpoint);
  if (ours.length === 0) {
    return hearing('ok', `None delivers to ${endpoint} yet; \`liaison run\` registers them.`);
  }
  const checks = ours.map(webhook => checkOf(webhook, heard.get(webhook.id) ?? null, endpoint));
  return [...checks, await probeAddress(publicUrl)];
}

type Heard = RunningFacts['heard'] extends Map<string, infer One> ? One : never;

function checkOf(webhook: WebhookRecord, heard: Heard | null, endpoint: string): Check {
  const { status = 'active', failCount = 0 } = webhook.health ?? {};
  const place = webhook.listId ? 'the board' : 'the folder';
  const seen = `${status}, ${failCount} failures, for ${place}`;
  const say = (state: Check['state'], message: string, hint: string | null = null): Check => {
    return { group, name: webhook.id, state, message, hint };
  };
  const reach = `Does ${endpoint} lead to Liaison from outside, over https and with a certificate that everybody trusts?`;
  if (heard?.state === 'deaf') {
    const message = `${seen}. ${heard.lost} events were lost, and none has come since: Liaison polls there.`;
    return say('fail', message, reach);
  }
  if (status !== 'active') return say('warn', `${seen}.`, `${reach} A running Liaison revives it.`);
  if (heard === null) return say('ok', `${seen}. Whether anything arrives, a running Liaison notices.`);
  if (heard.state === 'heard') return say('ok', `${seen}. The last delivery came at ${heard.lastAt ?? '?'}.`);
  const unproven = `${seen}. No delivery has come yet: Liaison polls there until one does.`;
  return heard.lost === 0 ? say('ok', unproven) : say('warn', `${unproven} ${heard.lost} were lost.`, reach);
}

/** From here, which need not be how ClickUp comes: so nobody who does not answer is a failure yet. */
async function probeAddress(publicUrl: string): Promise<Check> {
  const name = 'public address';
  const reason = await whyNot(`${publicUrl}/healthz`);
  if (reason === null) {
    return { group, name, state: 'ok', message: `Liaison answers at ${publicUrl}.`, hint: null };
  }
  return {
    group,
    name,
    state: 'warn',
    message: `From this machine no Liaison answers at ${publicUrl} (${reason}).`,
    hint: 'Is `liaison run` up, and does that address lead to its PORT?',
  };
}

async function whyNot(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
    const isOurs = response.ok && (await response.text()).includes('"ok":true');
    return isOurs ? null : `it answers ${response.status}, and not as Liaison does`;
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : null;
    return code ?? (error instanceof Error ? error.name : 'no answer');
  }
}
