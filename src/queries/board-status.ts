// How everything stands, for the status page: from what the memory holds, without a request to ClickUp.

import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import { viewOf } from '../domain/board-view.ts';
import { findGroup, peopleOf } from '../domain/customer-result.ts';
import type { Board, Person } from '../domain/observation.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { rulesOf } from '../domain/rules/rules-of.ts';
import { dayOf } from '../domain/schedule/calendar.ts';
import { UNREADABLE_KINDS, type Unreadable, type UnreadableKind } from '../domain/unreadable.ts';
import type { Queues } from '../queue/queues-shape.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import { cardsInOrder } from '../reconcile/cards-in-order.ts';
import type { CardResult, LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import { isoOf, unreadableReport } from '../reconcile/report.ts';
import type { BoardStatus } from '../web/board-status.ts';
import { PLACE_NAMES } from '../webhooks/our-places.ts';
import { factsOf, webhookStatus } from '../webhooks/webhook-status.ts';
import type { WebhookWatch } from '../webhooks/webhook-watch.ts';
import { customerResultStatus } from './customer-result-status.ts';
import { departedIn } from './departed.ts';
import { makersIn } from './makers.ts';
import { overloadsIn } from './overloads.ts';
import { cardsSetAside } from './set-aside.ts';

/** What a health check says. */
type Report = { ready: boolean; checks: Record<string, { ok: boolean; message: string }> };

/** What of a running Liaison is looked at. */
export type RunningParts = {
  queues: Pick<Queues, 'counts' | 'failed'>;
  cache: BoardCache;
  webhooks: WebhookWatch;
};

export type BoardDeps = {
  engine: RunningParts;
  lastResults: LastResultsReader;
  connection: Connection;
  loaded: LoadedPlaybook;
  clock: Clock;
  health: { report(): Promise<Report> };
  /** Names this process. */
  mark: string;
};

/** The board as last looked at; rejects if the store does not answer. */
export async function boardStatus(deps: BoardDeps): Promise<BoardStatus> {
  const { engine, lastResults, connection, loaded, clock } = deps;
  const { playbook } = loaded;
  const now = clock.now();
  const [lastResultOf, counts, failed, report] = await Promise.all([
    lastResults.read(),
    engine.queues.counts(),
    engine.queues.failed(),
    deps.health.report(),
  ]);
  const board = engine.cache.board();
  const today = dayOf(now, playbook.calendar.zone);
  const customerResults = cardsInOrder(engine.cache, playbook, now).map(card =>
    customerResultStatus(card, lastResultOf.get(card.id), { board, playbook, today }),
  );
  const { limit, remaining, resetAt } = connection.transport.budget();
  return {
    at: isoOf(now),
    today,
    mode: playbook.mode,
    locale: playbook.locale,
    workspace: connection.workspace,
    customerResults,
    overloads: overloadsIn(customerResults, playbook),
    ...peopleOn(board, loaded),
    rules: rulesOf(playbook).map(({ rule }) => rule.key),
    unreadable: unreadableReport(unreadableIn(engine, lastResultOf)),
    queues: counts,
    failed: cardsSetAside(failed, lastResultOf).map(({ key, reason, at }) => ({
      id: key,
      reason,
      at: isoOf(at),
    })),
    webhooks: webhooksOf(engine.webhooks),
    budget: { limit, remaining, resetAt: resetAt === null ? null : isoOf(resetAt) },
    departed: departedIn(engine.cache.present()?.board ?? null, playbook.phases),
    makers: makersIn(board),
    mark: deps.mark,
    ready: report.ready,
    checks: report.checks,
  };
}

/** Everything that can't be read at present: of the board, and of single cards beside it. */
export function unreadableIn(
  { cache }: Pick<RunningParts, 'cache'>,
  lastResults: ReadonlyMap<string, CardResult>,
): Unreadable[] {
  const ofCards = [...lastResults.values()].flatMap(({ unreadable = [] }) => unreadable);
  return [...(cache.present()?.board.unreadable ?? []), ...ofCards];
}

/** How many of each kind there are. */
export function countsOf(unreadable: readonly Unreadable[]): Record<UnreadableKind, number> {
  const counts = Object.fromEntries(UNREADABLE_KINDS.map(kind => [kind, 0])) as Record<
    UnreadableKind,
    number
  >;
  for (const { kind } of unreadable) counts[kind] += 1;
  return counts;
}

function peopleOn(board: Board, { playbook }: LoadedPlaybook): Pick<BoardStatus, 'supporters' | 'flocks'> {
  const named = ({ id, name }: Person) => ({ id, name });
  return {
    supporters: viewOf(board, playbook).supporters.map(named),
    flocks: Object.entries(playbook.people.flocks).map(([name, group]) => ({
      name,
      people: peopleOf(findGroup(board.groups, group), board).map(named),
    })),
  };
}

function webhooksOf(webhooks: WebhookWatch): BoardStatus['webhooks'] {
  const facts = factsOf(webhooks);
  const { state, message } = webhookStatus(facts);
  const { board, folder } = facts.places;
  const shown = [
    { place: PLACE_NAMES.board, ...board },
    { place: PLACE_NAMES.folder, ...folder },
  ];
  return {
    state,
    message,
    places: shown.map(({ lastAt, ...place }) => ({
      ...place,
      lastAt: lastAt === null ? null : isoOf(lastAt),
    })),
  };
}
