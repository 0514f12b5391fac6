// What a reconcile leaves for the next one: since when rules fail, and that what was reported is used. Tells of lost lists.
import type { Log } from '../base/log.ts';
import type { Instant } from '../domain/day.ts';
import { failingKey, NAMES_TWO, TEAM_LIST } from '../domain/mirror/list-trouble.ts';
import type { Observation } from '../domain/observation.ts';
import type { Plan } from '../domain/plan.ts';
import type { CardMemory } from './memory/card-memory.ts';

/** Notes what the last plan of a reconcile found. Rejects as the store does. */
export async function noteFindings(
  log: Log,
  { at }: Observation,
  known: CardMemory,
  plan: Plan,
): Promise<void> {
  const { failingSince } = known;
  const failing = stillFailing(plan, failingSince, at);
  const wasSaid = [TEAM_LIST, NAMES_TWO].some(key => failingSince[key] !== undefined);
  tellOfList(log, known.cardId, plan, wasSaid);
  if (JSON.stringify(failing) !== JSON.stringify(failingSince)) await known.noteFailing(failing);
  await known.undoLog.useUp(known.reportedChanges);
}

function stillFailing(
  { findings, unknown }: Plan,
  before: Record<string, Instant>,
  at: Instant,
): Record<string, Instant> {
  const failing: Record<string, Instant> = {};
  for (const finding of findings) {
    if (finding.state !== 'fails') continue;
    const key = failingKey(finding);
    failing[key] = before[key] ?? at;
  }
  // Whether they still fail shows once the list is back; the time of grace does not begin anew.
  for (const rule of unknown) {
    const since = before[rule];
    if (since !== undefined) failing[rule] = since;
  }
  return failing;
}

/** Says once that something is the matter with a team list, and once that it is not any more. */
function tellOfList(log: Log, card: string, { findings }: Plan, wasSaid: boolean): void {
  const trouble = findings.find(({ rule, state }) => rule === TEAM_LIST && state === 'fails');
  if (!trouble && wasSaid) log.info({ card }, 'nothing is the matter with the team list any more');
  if (!trouble || wasSaid) return;
  const { evidence, message: reason } = trouble;
  const is = 'why' in evidence ? 'the team list is out of sight' : 'a team list names two cards';
  log.warn({ card, ...evidence, reason }, is);
}
