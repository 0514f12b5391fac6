// The doctor: looks at everything that a start needs and says what is wrong, with a hint for each failure.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { createWebhookCalls } from '../../clickup/calls/webhook-calls.ts';
import { createClickUp } from '../../clickup/clickup.ts';
import { createTransport } from '../../clickup/http/transport.ts';
import { isOfOwner } from '../../clickup/places/owner.ts';
import { findPlaces } from '../../clickup/places/places.ts';
import { PHASES } from '../../domain/phase.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { StorePlace } from '../../queue/keys.ts';
import { hintFor } from '../../reconcile/failure-hint.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import type { WebhookRecord } from '../../reconcile/webhook-port.ts';
import { probeCards } from './cards.ts';
import type { Check } from './check.ts';
import { probeNames } from './names.ts';
import { probeRules } from './rules.ts';
import { readRunning, runningChecks } from './running.ts';
import { probeStore } from './store.ts';
import { probeWebhooks } from './webhooks.ts';

export type Examination = { ok: boolean; checks: Check[] };

/** Examines token, places, statuses, fields, groups, zone, webhooks and store. Never rejects for ClickUp. */
export async function examine(options: {
  apiUrl: string;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
  storeUrl: string;
  publicUrl: string | null;
  adminSecret: string | null;
}): Promise<Examination> {
  const { checks, place, clickUp, webhooks } = await examineClickUp(options);
  checks.push(...probeRules(options.loaded.playbook));
  // Without a board the store is looked at all the same: nobody's keys are touched.
  const known = { ...options, clickUp, ...(place ?? { workspaceId: 'doctor', boardId: 'doctor' }) };
  const store = await probeStore(known);
  checks.push(...store);
  const isThere = store.every(({ state }) => state === 'ok');
  const running = isThere ? await readRunning(webhooks ?? [], known) : { checks: null, heard: new Map() };
  if (webhooks !== null) {
    const { publicUrl, loaded } = options;
    const { playbook } = loaded;
    checks.push(...(await probeWebhooks({ webhooks, publicUrl, playbook, heard: running.heard })));
  }
  if (isThere) checks.push(...(await probeCards(known)));
  checks.push(...runningChecks(running));
  return { ok: checks.every(check => check.state !== 'fail'), checks };
}

async function examineClickUp(options: Parameters<typeof examine>[0]): Promise<{
  checks: Check[];
  place: StorePlace | null;
  clickUp: ClickUp | null;
  webhooks: WebhookRecord[] | null;
}> {
  let webhooks: WebhookRecord[] | null = null;
  let place: StorePlace | null = null;
  let clickUp: ClickUp | null = null;
  const { loaded, clock, log, apiUrl, token } = options;
  const { playbook } = loaded;
  const checks: Check[] = [];
  const say = (
    group: string,
    name: string,
    state: Check['state'],
    message: string,
    hint: string | null = null,
  ) => checks.push({ group, name, state, message, hint });

  const transport = createTransport({ apiUrl, token, clock, log });
  try {
    const { places, problems, seen } = await findPlaces(transport, playbook, { withPlan: true });
    say('ClickUp', 'token', 'ok', `The token works; everything Liaison does appears as ${seen.me.name}.`);
    place = places;
    const budget = transport.budget();
    say(
      'ClickUp',
      'budget',
      'ok',
      budget.limit === null
        ? `ClickUp names no limit${seen.plan ? ` (plan ${seen.plan})` : ''}.`
        : `${budget.limit} requests a minute${seen.plan ? ` (plan ${seen.plan})` : ''}, ${budget.remaining ?? 0} left.`,
    );
    for (const problem of problems) say('places', problem.place, 'fail', problem.message, problem.hint);
    const isWhole = problems.every(isOfOwner);
    if (places && isWhole) {
      clickUp = createClickUp({ transport, places, playbook, clock });
      say(
        'places',
        'board and folder',
        'ok',
        `“${playbook.places.board}” and “${playbook.places.folder}” are there.`,
      );
      say('places', 'fields', 'ok', `The fields are there: ${Object.values(playbook.fields).join(', ')}.`);
      say('places', 'groups', 'ok', `The user groups are there, among ${seen.groups.length}.`);
    }
    const mapped = new Set(PHASES.flatMap(phase => playbook.phases[phase]));
    const unmapped = seen.statuses.filter(status => !mapped.has(status.toLowerCase()));
    if (unmapped.length > 0) {
      say(
        'places',
        'statuses',
        'warn',
        `Cards with these statuses are left alone, since no phase has them: ${unmapped.join(', ')}.`,
        'Add them to a phase under "phases" in the playbook.',
      );
    } else if (seen.statuses.length > 0) {
      say('places', 'statuses', 'ok', 'Every status of the board belongs to a phase.');
    }
    if (places && isWhole) checks.push(...probeNames(playbook, places, seen));
    const { zone } = seen.me;
    const same = zone === null || zone === playbook.calendar.zone;
    say(
      'calendar',
      'zone',
      same ? 'ok' : 'warn',
      `The playbook counts days in ${playbook.calendar.zone}; ${seen.me.name} is in ${zone ?? 'no known zone'}.`,
      same
        ? null
        : 'Set the zone of that user in ClickUp, so that ClickUp shows the days that Liaison means.',
    );
    say('calendar', 'mode', 'ok', modeSentence(playbook.mode));
    if (places !== null) webhooks = await createWebhookCalls(transport, places).list();
  } catch (error) {
    if (!(error instanceof ClickUpFailure)) throw error;
    const name = error.kind === 'refused' ? 'token' : 'reachable';
    say('ClickUp', name, 'fail', error.message, hintFor(error, apiUrl));
  }
  return { checks, place, clickUp, webhooks };
}

function modeSentence(mode: 'observe' | 'act'): string {
  return mode === 'act'
    ? 'mode: act. Liaison does what `liaison plan` shows.'
    : 'mode: observe. Liaison writes nothing to ClickUp; `liaison plan` shows what it would do.';
}
