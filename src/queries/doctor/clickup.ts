// What the doctor asks of ClickUp: token, limits, places, statuses, people and zone, and which webhooks there are.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Progress } from '../../base/progress.ts';
import { createWebhookCalls } from '../../clickup/calls/webhook-calls.ts';
import { createClickUp } from '../../clickup/clickup.ts';
import { createTransport, type Transport } from '../../clickup/http/transport.ts';
import { isOfOwner } from '../../clickup/places/owner.ts';
import { findPlaces, type SeenPlaces } from '../../clickup/places/places.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { StorePlace } from '../../queue/keys.ts';
import { hintFor } from '../../reconcile/failure-hint.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import type { WebhookRecord } from '../../reconcile/webhook-port.ts';
import { type Check, checksIn } from './check.ts';
import { budgetCheck, clockCheck, planCheck } from './limits.ts';
import { probeNames } from './names.ts';
import { placeChecks } from './places.ts';
import { probeToken } from './token.ts';

const { fail } = checksIn('ClickUp');
const { ok, warn } = checksIn('calendar');

/** What ClickUp answered; null is what could not be found out. `clickUp` reads only where all places are there. */
export type ExaminedClickUp = {
  checks: Check[];
  place: StorePlace | null;
  /** Whose token it is. */
  myId: number | null;
  clickUp: ClickUp | null;
  webhooks: WebhookRecord[] | null;
};

type Options = {
  apiUrl: string;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
  progress?: Progress | undefined;
};

/** Asks ClickUp. Never rejects for ClickUp: what it refuses is a failing check, and what was found before stays. */
export async function examineClickUp(options: Options): Promise<ExaminedClickUp> {
  const { loaded, clock, log, apiUrl, token } = options;
  const { playbook } = loaded;
  const examined: ExaminedClickUp = { checks: [], place: null, myId: null, clickUp: null, webhooks: null };
  const { checks } = examined;
  let skewMs: number | null = null;
  const transport = createTransport({
    apiUrl,
    token,
    clock,
    log,
    watch({ answeredAt }) {
      if (answeredAt !== undefined) skewMs = answeredAt - clock.now();
    },
  });
  options.progress?.follow(transport);
  try {
    const { places, problems, seen } = await findPlaces(transport, playbook, { isThorough: true });
    examined.place = places;
    examined.myId = seen.me.id;
    if (places && problems.every(isOfOwner))
      examined.clickUp = createClickUp({ transport, places, playbook, clock });
    checks.push(
      ...probeToken(playbook, seen),
      budgetCheck(transport.budget(), seen.plan),
      planCheck(seen),
      clockCheck(skewMs),
      ...placeChecks(playbook, problems, seen),
      ...probeNames(playbook, seen),
      zoneCheck(playbook, seen),
      ok('mode', modeSentence(playbook.mode)),
    );
    examined.webhooks = await webhooksIn(transport, seen);
  } catch (error) {
    if (!(error instanceof ClickUpFailure)) throw error;
    const topic = error.kind === 'refused' ? 'token' : 'reachable';
    checks.push(fail(topic, error.message, hintFor(error, apiUrl) ?? 'Try again in a minute.'));
  }
  return examined;
}

async function webhooksIn(transport: Transport, { workspace }: SeenPlaces): Promise<WebhookRecord[] | null> {
  if (workspace === null) return null;
  return createWebhookCalls(transport, { workspaceId: workspace.id }).list();
}

function zoneCheck({ calendar }: Playbook, { me }: SeenPlaces): Check {
  const message = `The playbook counts days in ${calendar.zone}; ${me.name} is in ${me.zone ?? 'no known zone'}.`;
  if (me.zone === null || me.zone === calendar.zone) return ok('zone', message);
  const hint = 'Set the zone of that user in ClickUp, so that ClickUp shows the days that Liaison means.';
  return warn('zone', message, hint);
}

function modeSentence(mode: 'observe' | 'act'): string {
  return mode === 'act'
    ? 'mode: act. Liaison does what `liaison plan` shows.'
    : 'mode: observe. Liaison writes nothing to ClickUp; `liaison plan` shows what it would do.';
}
