// A company on the simulator with the use case in front of it, in a time that both share and that tests move.
import { onTestFinished } from 'vitest';
import { createClickUp } from '../../src/clickup/clickup.ts';
import { createTransport } from '../../src/clickup/http/transport.ts';
import { findPlaces } from '../../src/clickup/places/places.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { BoardCache } from '../../src/reconcile/cache/board-cache.ts';
import { noteReportedChange } from '../../src/reconcile/memory/card-memory.ts';
import { historyLog } from '../../src/reconcile/memory/history.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import type { Past } from '../../src/reconcile/observe-deps.ts';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import type { ReconcileDeps } from '../../src/reconcile/reconcile-deps.ts';
import type { Trigger } from '../../src/reconcile/trigger.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { examplePlaybook, rememberingLog } from './clickup-setting.ts';
import { type Company, companyOf } from './company-at-work.ts';
import { clientOf } from './simulator-client.ts';

/** A Monday morning in the playbook's zone, with no public holiday near. */
const START = Date.parse('2027-02-01T09:00:00Z');
export const DAY_MS = 86_400_000;
/** The read lag of the shipped playbook. */
export const READ_LAG_MS = 60_000;
/** A sweep or timer may use a look this young; tests that want a new one let more time pass. */
const BETWEEN_MS = 11_000;

/** A job that stays ours. */
export const OURS = { checkLock: async () => {} };

export type WorldOptions = {
  seed?: string;
  rateLimit?: number;
  playbook?: Record<string, unknown>;
  hearsWebhooks?: boolean;
  /** A list beside the board that somebody made before. */
  list?: string;
  /** Custom fields that somebody made on the board before. */
  fields?: { name: string; type: string }[];
};

/** Starts everything; it ends with the test. */
export async function startWorld(options: WorldOptions = {}) {
  const { seed = 'empty', rateLimit = 100_000, hearsWebhooks = false } = options;
  const startedAt = Date.now();
  let aheadMs = 0;
  const clock = { now: () => START + (Date.now() - startedAt) + aheadMs };
  const simulator = await startSimulator({ seed, rateLimit, startAt: START });
  onTestFinished(() => simulator.close());
  const control = clientOf(simulator).control;
  const company: Company = await companyOf(simulator);
  for (const field of options.fields ?? []) await control('fields', { list: company.places.board, ...field });
  const playbook = examplePlaybook(options.playbook);
  const [first] = company.notIn('Supporters');
  if (options.list !== undefined && first)
    await company.as(first).ask('POST', `/v2/space/${company.places.space}/list`, { name: options.list });
  const log = rememberingLog();
  const { token } = simulator.tokens.bot;
  const pause = () => Promise.resolve();
  const transport = createTransport({ apiUrl: simulator.apiUrl, token, clock, log, pause });
  const { places } = await findPlaces(transport, playbook);
  if (!places) throw new Error('the seed lacks a place');
  const clickUp: ClickUp = createClickUp({ transport, places, playbook, clock });
  const cacheOver = (memory: Memory, fingerprint = 'world'): BoardCache =>
    new BoardCache({ clickUp, memory, clock }, { overlapMs: READ_LAG_MS, fingerprint });

  const world = {
    simulator,
    company,
    clock,
    clickUp,
    places,
    playbook,
    log,
    transport,
    memory: inProcessMemory(clock),
    cache: cacheOver(inProcessMemory(clock)),
    holdUntil: null as number | null,
    /** How far ClickUp's clock is ahead of ours, as far as that was measured. */
    skewMs: 0,
    lacksStatuses: false,
    isNewHere: false,
    lostAt: null as number | null,
    past: { forgottenAt: null, workedSince: null } as Past,
    cacheOver,

    /** Lets time pass, for ClickUp and for us. */
    async pass(ms: number): Promise<void> {
      aheadMs += ms;
      await control('clock', { advanceMs: ms });
    },
    /** Faults of the simulator; none ends them. */
    async faults(...rules: object[]): Promise<void> {
      const { status, body } = await control('faults', { rules });
      if (status !== 200) throw new Error(`faults were refused: ${JSON.stringify(body)}`);
    },
    /** The same process no more: what it had in its head is gone, the memory stays. */
    restart(): void {
      world.cache = cacheOver(world.memory);
    },
    /** Memory and all are gone. */
    loseStore(): void {
      world.memory = inProcessMemory(clock);
      world.restart();
    },
    deps(): ReconcileDeps {
      return {
        clickUp,
        connection: {
          hears: () => ({ board: hearsWebhooks, folder: hearsWebhooks }),
          clockSkewMs: () => world.skewMs,
          lacksStatuses: async () => world.lacksStatuses,
          budget: () => ({ limit: null, remaining: null, resetAt: null }),
        },
        cache: world.cache,
        memory: world.memory,
        firstContact: {
          isNewHere: async () => world.isNewHere,
          past: async () => world.past,
          lostAt: async () => world.lostAt,
          holdUntil: async () => world.holdUntil,
        },
        clock,
        company: { playbook, calendar: () => calendarOf(playbook, []), readLagMs: READ_LAG_MS },
        reports: {
          log,
          history: historyLog(world.memory, 90 * 86_400_000),
          reported: () => {},
          requeue: async () => {},
          countOperation: () => {},
        },
      };
    },
    /** Reconciles a card, as a timer asks for it: a little later than whatever was before. */
    async reconcile(cardId: string, reason: Trigger = 'timer') {
      await world.pass(BETWEEN_MS);
      return reconcile(world.deps(), cardId, { requestedAt: clock.now(), reason, ...OURS });
    },
    /** Reconciles it as the queue would: again when it said so, until it is done. Answers with every result's kind. */
    async reconcileUntilDone(cardId: string): Promise<string[]> {
      const kinds: string[] = [];
      const reasons: string[] = [];
      while (kinds.length < 12) {
        const result = await world.reconcile(cardId);
        kinds.push(result.kind);
        if (result.kind !== 'done') reasons.push(result.why);
        if (result.kind === 'done' || result.kind === 'terminal') return kinds;
        if (result.kind === 'requeueAfter') await world.pass(Math.max(0, result.at - clock.now()));
      }
      throw new Error(`it never came to an end: ${kinds.join(', ')}\n${reasons.join('\n')}`);
    },
    /** Notes that a person did something to the card just now, as a delivery would; answers with when. */
    async reported(
      cardId: string,
      change: Parameters<typeof noteReportedChange>[1]['change'],
      by: number | null = null,
    ) {
      const at = clock.now();
      await noteReportedChange(world.memory, {
        id: `reported-${at}`,
        cardId,
        at,
        receivedAt: at,
        by,
        change,
      });
      return at;
    },
    /** How many writes the bot's token made since the function was called. */
    async writesOf(work: () => Promise<unknown>): Promise<number> {
      const before = (await company.spent()).writes;
      await work();
      return (await company.spent()).writes - before;
    },
    team(size = 3) {
      const members = company.notIn('Supporters').slice(0, size);
      const [supporter, other] = company.group('Supporters');
      if (!supporter || !other || members.length < size) throw new Error('the seed lacks people');
      return { members, supporter, other };
    },
    /** A card in progress with a team, a supporter and eight weeks. */
    async cardInProgress(name = 'Orders arrive whole', size = 3): Promise<string> {
      const { members, supporter } = world.team(size);
      const id = await company.createCard(name, {
        status: 'in progress',
        assignees: members.map(person => person.id),
        start_date: clock.now(),
        due_date: clock.now() + 56 * DAY_MS,
      });
      await company.setSupporter(id, [supporter]);
      return id;
    },
    async listNames(): Promise<string[]> {
      return (await company.lists()).map(list => list.name).sort();
    },
    /** The names of all tasks in the list of that name, sorted. */
    async itemNames(listName: string): Promise<string[]> {
      const list = (await company.lists()).find(({ name }) => name === listName);
      if (!list) throw new Error(`there is no list ${listName}`);
      return (await company.items(list.id)).map(item => item.name).sort();
    },
    /** First lines of the bot's comments on a task. */
    async headlines(taskId: string): Promise<string[]> {
      const comments = await company.comments(taskId);
      return comments
        .filter(comment => comment.user.id === simulator.tokens.bot.id)
        .map(comment => comment.comment_text.split('\n', 1)[0]?.trim() ?? '');
    },
  };
  world.restart();
  return world;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

export const STATUS = 'How this customer result stands';
