// What the doctor asks of ClickUp: token, budget, places, statuses, people and zone, and which webhooks there are.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { createWebhookCalls } from '../../clickup/calls/webhook-calls.ts';
import { createClickUp } from '../../clickup/clickup.ts';
import type { BudgetState } from '../../clickup/http/own-window.ts';
import { createTransport } from '../../clickup/http/transport.ts';
import { isOfOwner } from '../../clickup/places/owner.ts';
import { findPlaces, type SeenPlaces } from '../../clickup/places/places.ts';
import { PHASES } from '../../domain/phase.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { StorePlace } from '../../queue/keys.ts';
import { hintFor } from '../../reconcile/failure-hint.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import type { WebhookRecord } from '../../reconcile/webhook-port.ts';
import type { Check } from './check.ts';
import { probeNames } from './names.ts';

/** What ClickUp answered; null is what could not be found out. `clickUp` reads only where all places are there. */
export type ExaminedClickUp = {
  checks: Check[];
  place: StorePlace | null;
  clickUp: ClickUp | null;
  webhooks: WebhookRecord[] | null;
};

/** Asks ClickUp. Never rejects for ClickUp: what it refuses is a failing check, and what was found before stays. */
export async function examineClickUp(options: {
  apiUrl: string;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
}): Promise<ExaminedClickUp> {
  const { loaded, clock, log, apiUrl, token } = options;
  const { playbook } = loaded;
  const examined: ExaminedClickUp = { checks: [], place: null, clickUp: null, webhooks: null };
  const { checks } = examined;
  const transport = createTransport({ apiUrl, token, clock, log });
  try {
    const { places, problems, seen } = await findPlaces(transport, playbook, { withPlan: true });
    examined.place = places;
    checks.push(
      ok('ClickUp', 'token', `The token works; everything Liaison does appears as ${seen.me.name}.`),
      budgetCheck(transport.budget(), seen.plan),
      ...problems.map(({ place, message, hint }): Check => fails('places', place, message, hint)),
    );
    const isWhole = problems.every(isOfOwner);
    if (places && isWhole) {
      examined.clickUp = createClickUp({ transport, places, playbook, clock });
      checks.push(...placesFound(playbook, seen));
    }
    checks.push(...statusChecks(playbook, seen));
    if (places && isWhole) checks.push(...probeNames(playbook, places, seen));
    checks.push(zoneCheck(playbook, seen), ok('calendar', 'mode', modeSentence(playbook.mode)));
    if (places !== null) examined.webhooks = await createWebhookCalls(transport, places).list();
  } catch (error) {
    if (!(error instanceof ClickUpFailure)) throw error;
    const name = error.kind === 'refused' ? 'token' : 'reachable';
    checks.push(fails('ClickUp', name, error.message, hintFor(error, apiUrl)));
  }
  return examined;
}

const ok = (group: string, name: string, message: string): Check => ({
  group,
  name,
  state: 'ok',
  message,
  hint: null,
});

const fails = (group: string, name: string, message: string, hint: string | null): Check => ({
  group,
  name,
  state: 'fail',
  message,
  hint,
});

function budgetCheck({ limit, remaining }: BudgetState, plan: string | null): Check {
  const ofPlan = plan ? ` (plan ${plan})` : '';
  return ok(
    'ClickUp',
    'budget',
    limit === null
      ? `ClickUp names no limit${ofPlan}.`
      : `${limit} requests a minute${ofPlan}, ${remaining ?? 0} left.`,
  );
}

function placesFound({ places, fields }: Playbook, { groups }: SeenPlaces): Check[] {
  return [
    ok('places', 'board and folder', `“${places.board}” and “${places.folder}” are there.`),
    ok('places', 'fields', `The fields are there: ${Object.values(fields).join(', ')}.`),
    ok('places', 'groups', `The user groups are there, among ${groups.length}.`),
  ];
}

/** Nothing where the board's statuses could not be read. */
function statusChecks({ phases }: Playbook, { statuses }: SeenPlaces): Check[] {
  const mapped = new Set(PHASES.flatMap(phase => phases[phase]));
  const unmapped = statuses.filter(status => !mapped.has(status.toLowerCase()));
  if (unmapped.length > 0) {
    const message = `Cards that move to these statuses rest, since no phase has them: ${unmapped.join(', ')}.`;
    const hint = 'Add them to a phase under "phases" in the playbook.';
    return [{ group: 'places', name: 'statuses', state: 'warn', message, hint }];
  }
  if (statuses.length === 0) return [];
  return [ok('places', 'statuses', 'Every status of the board belongs to a phase.')];
}

function zoneCheck({ calendar }: Playbook, { me }: SeenPlaces): Check {
  const message = `The playbook counts days in ${calendar.zone}; ${me.name} is in ${me.zone ?? 'no known zone'}.`;
  if (me.zone === null || me.zone === calendar.zone) return ok('calendar', 'zone', message);
  const hint = 'Set the zone of that user in ClickUp, so that ClickUp shows the days that Liaison means.';
  return { group: 'calendar', name: 'zone', state: 'warn', message, hint };
}

function modeSentence(mode: 'observe' | 'act'): string {
  return mode === 'act'
    ? 'mode: act. Liaison does what `liaison plan` shows.'
    : 'mode: observe. Liaison writes nothing to ClickUp; `liaison plan` shows what it would do.';
}
