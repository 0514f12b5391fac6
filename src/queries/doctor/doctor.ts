// The doctor: examines everything that a start needs and says what is wrong, with a hint for each failure.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { type Progress, UNSEEN } from '../../base/progress.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import { examineAbsences } from './absences.ts';
import { probeCards } from './cards.ts';
import { type Check, inOrder } from './check.ts';
import { examineClickUp } from './clickup.ts';
import { examineExistingLists } from './existing-lists.ts';
import { probeRules } from './rules.ts';
import { NOBODY_ASKED, readRunning, runningChecks } from './running.ts';
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
  /** Hears how far it is. */
  progress?: Progress | undefined;
}): Promise<Examination> {
  const { progress = UNSEEN } = options;
  progress.step('Asking ClickUp for what the playbook names');
  const { checks, place, myId, clickUp, webhooks } = await examineClickUp(options);
  checks.push(...probeRules(options.loaded.playbook));
  if (clickUp) checks.push(...(await examineAbsences(clickUp, options.loaded.playbook.people.absences)));
  if (clickUp && place) {
    checks.push(...(await examineExistingLists(clickUp, options.loaded.playbook, place.boardId)));
  }
  // Without a board the store is examined all the same: nobody's keys are touched.
  const known = {
    ...options,
    log: withoutWarnings(options.log),
    clickUp,
    myId,
    ...(place ?? { workspaceId: 'doctor', boardId: 'doctor' }),
  };
  progress.step('Asking the store');
  const store = await probeStore(known);
  checks.push(...store);
  const isThere = store.every(({ name, state }) => name !== 'reachable' || state === 'ok');
  const running = isThere ? await readRunning(webhooks ?? [], known) : NOBODY_ASKED;
  if (webhooks !== null) {
    const { publicUrl, loaded } = options;
    const { playbook } = loaded;
    checks.push(...(await probeWebhooks({ webhooks, publicUrl, playbook, running })));
  }
  progress.step('Looking for cards in trouble');
  if (isThere) checks.push(...(await probeCards(known)));
  checks.push(...runningChecks(running));
  return { ok: checks.every(check => check.state !== 'fail'), checks: inOrder(checks) };
}

/** What opening a store warns of is a check of its own, and the store is opened several times. */
function withoutWarnings(log: Log): Log {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.debug(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}
