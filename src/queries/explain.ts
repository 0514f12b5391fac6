// Explains one card: what `plan` would see, rule by rule, with what the memory knows of it. Reads only.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Progress } from '../base/progress.ts';
import type { Env } from '../config/env.ts';
import type { Enforcement } from '../domain/findings/finding.ts';
import { decide } from '../domain/plan.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { rulesOf } from '../domain/rules/rules-of.ts';
import { recall } from '../reconcile/memory/recall.ts';
import { isoOf } from '../reconcile/report.ts';
import { connectToRead } from './connect.ts';
import { type Explanation, explanationOf, lastChangeReport } from './explanation.ts';
import { findCard, UnknownCard } from './find-card.ts';
import { forgetfulMemory } from './forgetful-memory.ts';
import { readBoard } from './read-board.ts';
import { askStore, rememberedOf } from './remembered-state.ts';

/**
 * Every rule of the playbook as it stands on the card of that id, address or name. Works without the store, and says so.
 * Rejects with UnknownCard, or with errors that explain themselves.
 */
export async function explainCard(options: {
  env: Pick<Env, 'clickupApiUrl' | 'storeUrl' | 'adminSecret'>;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  /** The clock of the store, which must not be moved: what is remembered expires by it. */
  storeClock: Clock;
  log: Log;
  /** Hears how far it is. */
  progress?: Progress | undefined;
  card: string;
}): Promise<Explanation> {
  const { env, token, loaded, clock, storeClock, log, progress } = options;
  const { playbook } = loaded;
  const connection = await connectToRead({ env, token, loaded, clock, log, progress });
  const memory = forgetfulMemory(clock);
  const read = await readBoard(connection, loaded, { memory, clock });
  const { id } = findCard(read.cards, read.board, options.card);
  const { known, state } = await askStore(rememberedOf(id), {
    env,
    places: connection.places,
    clock: storeClock,
    log,
  });
  if (known.link) await (await recall(memory, id)).noteLink(known.link);
  const observation = await read.observe(id);
  if (!observation) throw new UnknownCard(`The card ${id} has just been deleted or moved to another list.`);
  const { failingSince, changedAt, lastChange } = known;
  const plan = decide({ ...observation, failingSince, changedAt }, playbook, loaded.calendar(read.at));
  return {
    at: isoOf(read.at),
    mode: playbook.mode,
    zone: playbook.calendar.zone,
    ...explanationOf(plan, enforcementsOf(playbook), failingSince),
    lastChange: lastChange && lastChangeReport(lastChange),
    memory: state,
    requests: connection.transport.requests(),
  };
}

/** How each rule of the playbook is enforced, in the order in which people read rules. */
function enforcementsOf(playbook: Playbook): Map<string, Enforcement> {
  return new Map(rulesOf(playbook).map(({ rule, params }) => [rule.key, params.enforce]));
}
