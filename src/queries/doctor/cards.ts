// The doctor's look at cards in trouble: those that Liaison leaves alone for a while, and those that were set aside.

import { z } from 'zod';
import { adminClient } from '../../base/admin-client.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reasonOf } from '../../base/reason-of.ts';
import { BREAKER } from '../../domain/enforcement/breaker.ts';
import { TEAM_LIST } from '../../domain/mirror/list-trouble.ts';
import type { Board as ObservedBoard } from '../../domain/observation.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import { parseStoreUrl } from '../../queue/parse-store-url.ts';
import { openQueues } from '../../queue/queues.ts';
import type { FailedReconcile, Queues } from '../../queue/queues-shape.ts';
import { openStore } from '../../queue/store.ts';
import { readHolder } from '../../queue/stores/folder-lock.ts';
import { createLastResultsReader } from '../../reconcile/memory/last-results-reader.ts';
import type { ClickUp } from '../../reconcile/ports.ts';
import { unreadableReport } from '../../reconcile/report.ts';
import { departedIn } from '../departed.ts';
import { forgetfulMemory } from '../forgetful-memory.ts';
import { makersIn } from '../makers.ts';
import { boardCacheFor, storedBoard } from '../playbook-cache.ts';
import { cardsSetAside } from '../set-aside.ts';
import { type Check, checksIn } from './check.ts';
import { listed, quotedList } from './listed.ts';

const cards = checksIn('cards');
const people = checksIn('people');

/** The part of `/api/board` that is read here. */
const Board = z.object({
  customerResults: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      findings: z.array(z.object({ rule: z.string(), message: z.string() })),
    }),
  ),
  unreadable: z.array(
    z.object({
      kind: z.string(),
      id: z.string().nullable(),
      name: z.string().nullable(),
      where: z.string(),
      reason: z.string(),
    }),
  ),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
  departed: z
    .array(z.object({ name: z.string(), cards: z.array(z.string()) }))
    .nullable()
    .default(null),
  makers: z.array(z.object({ id: z.number(), name: z.string() })).default([]),
});
type Board = z.infer<typeof Board>;

const ANSWER_MS = 5_000;

type ProbeOptions = {
  loaded: LoadedPlaybook;
  /** Null where its places were not all found. */
  clickUp: ClickUp | null;
  /** Whose token it is; null where that is not known. */
  myId: number | null;
  storeUrl: string;
  adminSecret: string | null;
  workspaceId: string;
  boardId: string;
  clock: Clock;
  log: Log;
};

/** Cards in trouble, as the running process or the shared store knows them; nothing where nobody knows. */
export async function probeCards(options: ProbeOptions): Promise<Check[]> {
  let board: Board | null;
  try {
    board = await boardOf(options);
  } catch (error) {
    const message = `How the cards stand could not be read: ${reasonOf(error)}`;
    return [cards.warn('known', message, 'Is the running Liaison well? Look at its log.')];
  }
  if (!board) return [];
  return [...departedCheck(board.departed), ...anotherUserCheck(board, options.myId), ...troubles(board)];
}

function troubles({ customerResults, failed, unreadable }: Board): Check[] {
  const resting = customerResults.flatMap(({ name, url, findings }): Check[] =>
    findings
      .filter(({ rule }) => rule === BREAKER || rule === TEAM_LIST)
      .map(({ rule, message }) =>
        cards.warn(
          'resting',
          message,
          rule === TEAM_LIST
            ? `The status comment on ${url} says who can mend it.`
            : `Does another automation work on ${url}? Liaison goes on by itself.`,
          name,
        ),
      ),
  );
  const setAside = failed.map(({ id, reason }) =>
    cards.warn('set aside', `Set aside: ${reason}`, 'Mend the reason; the next sweep tries again.', id),
  );
  const unread = unreadable.map(({ kind, id, name, where, reason }) => {
    const message = `The ${kind} ${id ?? 'without id'} can't be read and is left alone: ${where}: ${reason}`;
    const hint = 'Mend it in ClickUp; it is tried again every ten minutes. Everything else goes on.';
    return cards.warn('unreadable', message, hint, name ?? id ?? kind);
  });
  return [...resting, ...setAside, ...unread];
}

function departedCheck(departed: Board['departed']): Check[] {
  if (departed === null) return [];
  if (departed.length === 0)
    return [people.ok('departed', 'Everybody on a card in work is in the workspace.')];
  const each = departed.map(({ name, cards }) => `${name} (${quotedList(cards)})`);
  const message = `On cards in work, and not among the people of the workspace: ${listed(each)}.`;
  const hint =
    'Take them off in ClickUp, or invite them again. Liaison asks for others once it is sure that they left.';
  return [people.warn('departed', message, hint)];
}

/** Liaison knows what it said by its author alone: with the token of another user it would say all of it once more. */
function anotherUserCheck({ makers }: Board, myId: number | null): Check[] {
  if (myId === null || makers.length === 0 || makers.some(({ id }) => id === myId)) return [];
  const names = makers.map(({ name }) => name).join(', ');
  const message = `Liaison worked on this board as ${names}, and this token is another user’s: its comments of before are not known for its own, so that each card gets a second status comment, and waivers and questions are forgotten.`;
  const hint =
    'Use a token of that user again. To go on with the new one, read what it takes in docs/operations.md#another-user.';
  return [cards.warn('another user', message, hint)];
}

async function boardOf(options: ProbeOptions): Promise<Board | null> {
  const target = parseStoreUrl(options.storeUrl);
  if (target.kind === 'embedded') {
    const holder = await readHolder(target.folder);
    if (!holder?.adminUrl) return await readNow(options);
    const admin = adminClient(holder.adminUrl, options.adminSecret);
    const response = await admin.get('/api/board', ANSWER_MS);
    if (!response.ok) throw new Error(`${holder.adminUrl} answered ${response.status}`);
    return Board.parse(await response.json());
  }
  const store = await openStore({ ...options, url: options.storeUrl, waitMs: 3_000 });
  try {
    const results = await createLastResultsReader(store.memory, options.clock).read();
    const queues = await openQueues(store, options);
    const setAside = cardsSetAside(await failedIn(queues), results);
    const seen = (await storedBoard(options.loaded, store.memory))?.board ?? (await readBoardNow(options));
    return {
      departed: departedIn(seen, options.loaded.playbook.phases),
      makers: seen ? makersIn(seen) : [],
      customerResults: [...results.values()].flatMap(({ report }) => report ?? []),
      unreadable: unreadableReport([
        ...(seen?.unreadable ?? []),
        ...[...results.values()].flatMap(({ unreadable = [] }) => unreadable),
      ]),
      failed: setAside.map(({ key, reason }) => ({ id: key, reason })),
    };
  } finally {
    await store.close();
  }
}

/** Where no process tells how the cards stand: what a start would see of the board. */
async function readNow(options: ProbeOptions): Promise<Board | null> {
  const board = await readBoardNow(options);
  if (board === null) return null;
  const departed = departedIn(board, options.loaded.playbook.phases);
  const unreadable = unreadableReport(board.unreadable ?? []);
  return { customerResults: [], failed: [], departed, makers: makersIn(board), unreadable };
}

async function readBoardNow({ clickUp, loaded, clock }: ProbeOptions): Promise<ObservedBoard | null> {
  if (clickUp === null) return null;
  const memory = forgetfulMemory(clock);
  const cache = boardCacheFor(loaded, { clickUp, wholeReads: clickUp, memory, clock });
  return (await cache.whole(clock.now())).board;
}

async function failedIn(queues: Queues): Promise<FailedReconcile[]> {
  try {
    return await queues.failed();
  } finally {
    await queues.close();
  }
}
