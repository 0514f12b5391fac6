// How everything stands, for the status page: from what the memory holds, without a request to ClickUp.

import type { LoadedPlaybook } from '../config/playbook-file.ts';
import { phaseOf } from '../domain/customer-result.ts';
import type { Card } from '../domain/observation.ts';
import { rememberingOf } from '../domain/remember.ts';
import { UNREADABLE_KINDS, type Unreadable, type UnreadableKind } from '../domain/unreadable.ts';
import { type CustomerResultAccount, isoOf, unreadableAccount } from '../reconcile/account.ts';
import type { Clock } from '../reconcile/ports.ts';
import type { Standing, Standings } from '../reconcile/standings.ts';
import type { BoardStatus, CustomerResultStatus } from '../web/board-status.ts';
import { PLACE_NAMES } from '../webhooks/our-places.ts';
import type { Connection } from './connect.ts';
import type { Engine } from './engine.ts';
import { cardsInOrder } from './look.ts';
import type { WebhookWatch } from './webhook-watch.ts';
import { factsOf, webhookStatus } from './webhook-words.ts';

/** What a health check says. */
type Report = { ready: boolean; checks: Record<string, { ok: boolean; message: string }> };

export type BoardDeps = {
  engine: Engine;
  standings: Standings;
  connection: Connection;
  loaded: LoadedPlaybook;
  clock: Clock;
  health: { report(): Promise<Report> };
};

/** The board as last looked at; rejects if the store does not answer. */
export async function boardStatus(deps: BoardDeps): Promise<BoardStatus> {
  const { engine, standings, connection, loaded, clock } = deps;
  const { playbook } = loaded;
  const now = clock.now();
  const [stood, counts, failed, report] = await Promise.all([
    standings.read(),
    engine.queues.counts(),
    engine.queues.failed(),
    deps.health.report(),
  ]);
  const cards = cardsInOrder(engine.observatory, playbook, now);
  const { limit, remaining, resetAt } = connection.transport.budget();
  return {
    at: isoOf(now),
    mode: playbook.mode,
    workspace: connection.workspace,
    customerResults: cards.map(card => {
      const standing = stood.get(card.id);
      const lastReconciledAt = standing ? isoOf(standing.at) : null;
      return (standing && statusOf(standing)) ?? { ...unlooked(card, playbook.phases), lastReconciledAt };
    }),
    unreadable: unreadableAccount(unreadableIn(engine, stood)),
    queues: counts,
    failed: failed.map(({ key, reason, at }) => ({ id: key, reason, at: isoOf(at) })),
    webhooks: webhooksOf(engine.webhooks),
    budget: { limit, remaining, resetAt: resetAt === null ? null : isoOf(resetAt) },
    ready: report.ready,
    checks: report.checks,
  };
}

/** Everything that can't be read at present: of the board, and of single cards beside it. */
export function unreadableIn(
  { observatory }: Pick<Engine, 'observatory'>,
  standings: ReadonlyMap<string, Standing>,
): Unreadable[] {
  const ofCards = [...standings.values()].flatMap(({ unreadable = [] }) => unreadable);
  return [...(observatory.present()?.board.unreadable ?? []), ...ofCards];
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

/** The same object as long as nobody looked again, so that the page need not be made anew. */
const statusOf = rememberingOf(
  ({ account, at }: Standing): CustomerResultStatus | null =>
    account && { ...account, lastReconciledAt: isoOf(at) },
);

function unlooked(card: Card, phases: LoadedPlaybook['playbook']['phases']): CustomerResultAccount {
  const { id, name, url, status } = card;
  const phase = phaseOf(status, phases);
  return { id, name, url, phase, list: null, openSeats: [], findings: [], operations: [], next: null };
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
