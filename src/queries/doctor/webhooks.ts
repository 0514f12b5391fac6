// The doctor's look at our webhooks: how ClickUp has them, and whether their deliveries arrive.
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { ENDPOINT_PATH, type WebhookRecord } from '../../reconcile/webhook-port.ts';
import { type Check, checksIn } from './check.ts';
import { probeAddress } from './public-address.ts';
import type { RunningFacts } from './running.ts';

const { ok, warn, fail } = checksIn('webhooks');

/** So many events in a row that could not be delivered end a webhook. */
const SUSPENDED_AT = 100;

/** What is looked at; `webhooks` are all of the token's owner. */
export type WebhookProbe = {
  webhooks: readonly WebhookRecord[];
  publicUrl: string | null;
  playbook: Pick<Playbook, 'mode'>;
  running: Pick<RunningFacts, 'heard' | 'processes'>;
};

/** One check for each webhook of ours, and one for the address where somebody should answer. */
export async function probeWebhooks({
  webhooks,
  publicUrl,
  playbook,
  running,
}: WebhookProbe): Promise<Check[]> {
  if (playbook.mode === 'observe') return [ok('hearing', 'Observing: Liaison polls.')];
  if (publicUrl === null) {
    return [
      warn(
        'hearing',
        'There is no PUBLIC_URL: Liaison looks every half minute, and asks where it would undo.',
        'Set PUBLIC_URL to an address that ClickUp reaches over https.',
      ),
    ];
  }
  const endpoint = publicUrl + ENDPOINT_PATH;
  const ours = webhooks.filter(webhook => webhook.endpoint === endpoint);
  const isUp = (running.processes ?? []).length > 0;
  const checks = ours.map(webhook => checkOf(webhook, running.heard.get(webhook.id) ?? null, endpoint));
  if (ours.length === 0) {
    const message = `None delivers to ${endpoint} yet; \`liaison run\` registers them.`;
    checks.push(ok('hearing', isUp ? message : `${message} Whether it leads there shows once that runs.`));
  }
  return ours.length > 0 || isUp ? [...checks, await probeAddress(publicUrl, running.processes)] : checks;
}

type Heard = RunningFacts['heard'] extends Map<string, infer One> ? One : never;

function checkOf(webhook: WebhookRecord, heard: Heard | null, endpoint: string): Check {
  const { id, health, listId } = webhook;
  const { status = 'active', failCount = 0 } = health ?? {};
  const seen = `${status}, ${failCount} failures, for ${listId ? 'the board' : 'the folder'}`;
  const well = (message: string): Check => ok('webhook', message, id);
  const reach = `Does ${endpoint} lead to Liaison from outside, over https and with a certificate that everybody trusts?`;
  if (heard?.state === 'deaf') {
    const message = `${seen}. ${heard.lost} events were lost, and none has come since: Liaison polls there.`;
    return fail('webhook', message, reach, id);
  }
  if (status !== 'active') return warn('webhook', `${seen}.`, `${reach} A running Liaison revives it.`, id);
  if (heard?.state === 'heard') return well(`${seen}. The last delivery came at ${heard.lastAt ?? '?'}.`);
  const unproven =
    heard === null
      ? `${seen}. Whether anything arrives, a running Liaison notices.`
      : `${seen}. No delivery has come yet: Liaison polls there until one does.`;
  if (failCount > 0) {
    const counted = `ClickUp gave up the last ${failCount} events there; at ${SUSPENDED_AT} it stops.`;
    return warn('webhook', `${unproven} ${counted}`, reach, id);
  }
  return heard === null || heard.lost === 0
    ? well(unproven)
    : warn('webhook', `${unproven} ${heard.lost} were lost.`, reach, id);
}
