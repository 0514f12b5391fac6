// The all-hands' agenda as a task: made once, the working day before, from a plan of the whole board at that moment.

import type { Day } from '../domain/day.ts';
import {
  allHandsToPrepare,
  type DigestInput,
  digestOf,
  digestText,
  digestTitle,
} from '../domain/digest/digest.ts';
import { markdownOf } from '../domain/language/rich-text.ts';
import { recordOf } from '../domain/operation.ts';
import { dayOf, morningOf, noonOf } from '../domain/schedule/calendar.ts';
import { toBeDone } from '../domain/to-be-done.ts';

import { type CreateOnceDeps, createOnce } from './apply/create-once.ts';
import { guarded } from './apply/guarded-clickup.ts';
import { reservedUntil } from './budget-reserve.ts';
import { readLastResult } from './memory/last-results.ts';
import type { Memory } from './memory/memory.ts';
import { recall } from './memory/recall.ts';
import type { ObserveDeps } from './observe-deps.ts';
import { type DecidedCard, type PlanAllDeps, planAll } from './plan-all.ts';
import { ClickUpFailure } from './ports.ts';
import type { ReconcileReports } from './reconcile-deps.ts';

/** What is made here belongs to no card; in the memory it has this name. */
const AGENDA = 'agenda';
const HANDLED_MS = 30 * 86_400_000;
/** How long one process has the first claim to make an agenda. */
const MAKING_MS = 5 * 60_000;
/** The list for agendas is not in ClickUp any more, or this token has no access to it. */
export class AgendaListGone extends Error {
  override readonly name = 'AgendaListGone';
}

export type AgendaDeps = CreateOnceDeps & ObserveDeps & { reports: Pick<ReconcileReports, 'history'> };

/** An agenda for which it is time and which is not in the list. `isLate` from the morning of the all-hands on. */
type Missing = { on: Day; isLate: boolean };

/**
 * Makes the agendas that should exist by now, if there are none. Answers with the last one's day, null if none was made:
 * where the reconcile of a card is still to come, or another process is at it, the next tick comes soon enough. Rejects with
 * AgendaListGone also where nothing is to be made, so that people learn of it in time.
 */
export async function prepareAllHands(given: AgendaDeps): Promise<Day | null> {
  const deps = { ...given, clickUp: guarded(given.clickUp, () => given.checkLock()) };
  const { clickUp, memory, clock } = deps;
  const { playbook } = deps.company;
  if (!playbook.digest || playbook.mode === 'observe') return null;
  const agendas = await inList(() => clickUp.readAgendas());
  const now = clock.now();
  const calendar = deps.company.calendar(now);
  let made: Day | null = null;
  for (const on of allHandsToPrepare(dayOf(now, calendar.zone), calendar)) {
    // By noon the company has met.
    if (now >= noonOf(on, calendar.zone) || (await memory.read(handledKey(on))) !== null) continue;
    if (agendas.some(agenda => agenda.on === on)) await noteHandled(memory, on, 'was there');
    else made = (await prepare(deps, { on, isLate: now >= morningOf(on, calendar.zone) })) ?? made;
  }
  return made;
}

async function prepare(deps: AgendaDeps, { on, isLate }: Missing): Promise<Day | null> {
  const { memory } = deps;
  const planned = await planNow(deps, isLate);
  if (planned === null) return null;
  const claim = `${AGENDA}-making:${on}`;
  if (!(await memory.writeIfAbsent(claim, 'claimed', MAKING_MS))) return null;
  try {
    const came = await inList(() => makeAgenda(deps, on, planned));
    await noteHandled(memory, on, came);
    if (came === 'made') await noteMade(deps, on);
    return came === 'made' ? on : null;
  } finally {
    await memory.remove([claim]);
  }
}

/** For people: what was done, and why. */
async function noteMade({ company, clock, reports }: AgendaDeps, on: Day): Promise<void> {
  const { playbook } = company;
  const operation = { kind: 'create-agenda', target: playbook.digest?.list ?? '', rules: [] };
  await reports.history.note({
    at: clock.now(),
    card: null,
    cause: { kind: 'timer', told: [] },
    operations: [{ ...operation, summary: digestTitle(on, playbook), why: `the next all-hands is on ${on}` }],
    result: { kind: 'done', why: null },
  });
}

async function makeAgenda(
  deps: AgendaDeps,
  on: Day,
  planned: readonly DigestInput[],
): Promise<'made' | 'was there'> {
  const { clickUp, memory, clock } = deps;
  const { playbook } = deps.company;
  const calendar = deps.company.calendar(clock.now());
  const known = await recall(memory, AGENDA);
  // What was made a moment ago may not show yet.
  if ((known.made.get(on)?.object ?? null) !== null) return 'was there';
  const digest = digestOf(planned, playbook, calendar, on);
  const agenda = {
    on,
    name: digestTitle(on, playbook),
    text: markdownOf(digestText(digest, playbook)),
  };
  await createOnce(deps, known, {
    what: on,
    make: () => clickUp.createAgenda(agenda),
    lookUp: async () => (await clickUp.readAgendas()).find(agenda => agenda.on === on) ?? null,
    asObject: ({ id }) => ({ taskId: id }),
  });
  return 'made';
}

/** The plan of every card; null where something is still to come and there is time to wait for it. */
async function planNow(deps: AgendaDeps, isLate: boolean): Promise<DecidedCard[] | null> {
  const { clock } = deps;
  const { budget } = deps.connection;
  if (!isLate && reservedUntil(budget()) !== null) return null;
  const readComments: PlanAllDeps['readComments'] = async asking => {
    if (reservedUntil(budget()) !== null) return null;
    try {
      return await asking();
    } catch (error) {
      // One card must not keep the company waiting.
      if (error instanceof ClickUpFailure) return null;
      throw error;
    }
  };
  const { planned, isComplete } = await planAll({ ...deps, readComments }, clock.now());
  if (isLate) return planned;
  if (!isComplete) return null;
  for (const one of planned) if (await isAwaited(deps.memory, one)) return null;
  return planned;
}

/** Whether the next reconcile of a card makes work that an agenda would name. One that failed is not worth waiting for. */
async function isAwaited(memory: Memory, { card, plan }: DecidedCard): Promise<boolean> {
  if (!toBeDone(plan).some(one => recordOf(one).isOnAgenda)) return false;
  const { result } = (await readLastResult(memory, card.id)) ?? {};
  // Nor one that waits for something that can't be read.
  const isStuck = result?.kind === 'done' && result.why !== undefined;
  return result?.kind !== 'retry' && result?.kind !== 'terminal' && !isStuck;
}

/** Work in the list for agendas alone: what is not found then is the list. */
async function inList<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || error.kind !== 'gone') throw error;
    throw new AgendaListGone(error.message, { cause: error });
  }
}

function handledKey(on: Day): string {
  return `${AGENDA}:${on}`;
}

function noteHandled(memory: Memory, on: Day, came: string): Promise<void> {
  return memory.write(handledKey(on), came, HANDLED_MS);
}
