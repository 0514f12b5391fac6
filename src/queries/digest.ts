// The agenda of an all-hands for whoever asks: planned as the task of a running Liaison is. Reads only.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Progress } from '../base/progress.ts';
import type { Env } from '../config/env.ts';
import type { Day } from '../domain/day.ts';
import { type Digest, digestOf } from '../domain/digest/digest.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { allHandsOnOrAfter, dayOf } from '../domain/schedule/calendar.ts';
import { recallAll } from '../reconcile/memory/recall.ts';
import { planAll } from '../reconcile/plan-all.ts';
import { connectToRead } from './connect.ts';
import type { RememberedState } from './explanation.ts';
import { forgetfulMemory } from './forgetful-memory.ts';
import { depsToRead } from './read-board.ts';
import { askStore, FAILING_SINCE } from './remembered-state.ts';

/** `memory` tells whether the store could be asked since when rules fail. */
export type DigestReport = Digest & { memory: RememberedState };

/**
 * The agenda of the all-hands on a day (the next one); null if the company has none within a year. Works without the
 * store, and says so. Rejects with errors that explain themselves.
 */
export async function digestBoard(options: {
  env: Pick<Env, 'clickupApiUrl' | 'storeUrl' | 'adminSecret'>;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  /** The clock of the store, which must not be moved: what is remembered expires by it. */
  storeClock: Clock;
  log: Log;
  /** Hears how far it is. */
  progress?: Progress | undefined;
  on: Day | null;
}): Promise<DigestReport | null> {
  const { env, token, loaded, clock, storeClock, log, progress } = options;
  const connection = await connectToRead({ env, token, loaded, clock, log, progress });
  const at = clock.now();
  const calendar = loaded.calendar(at);
  const on = options.on ?? allHandsOnOrAfter(calendar, dayOf(at, calendar.zone));
  if (on === null) return null;
  const { known, state } = await askStore(FAILING_SINCE, {
    env,
    places: connection.places,
    clock: storeClock,
    log,
  });
  const memory = forgetfulMemory(clock);
  const recallOf = await recallAll(memory);
  for (const [cardId, since] of Object.entries(known)) await recallOf(cardId).noteFailing(since);
  connection.progress.step('Reading the board');
  const deps = depsToRead(connection, loaded, { memory, clock });
  const { planned } = await planAll({ ...deps, readComments: asking => asking() }, at);
  return { ...digestOf(planned, loaded.playbook, calendar, on), memory: state };
}
