// How one customer result stands: what its last reconcile said, with team and dates as the board shows them now. Pure.

import type { Day } from '../domain/day.ts';
import { weeksOf } from '../domain/digest/digest.ts';
import type { Board, Card } from '../domain/observation.ts';
import type { Phase } from '../domain/phase.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { CardResult } from '../reconcile/memory/last-results-reader.ts';
import { type CustomerResultReport, isoOf } from '../reconcile/report.ts';
import type { CustomerResultStatus } from '../web/board-status.ts';
import { teamOf } from './roster-report.ts';

/** What a status was worked out from. Never a whole board: cards would keep former boards, and these their cards, for good. */
type Known = Pick<Board, 'people' | 'groups' | 'missing'> & {
  cardResult: CardResult | undefined;
  today: Day;
  status: CustomerResultStatus;
};

const known = new WeakMap<Card, Known>();

/** The same object as long as nothing of it changed, so that the page need not be made anew. */
export function customerResultStatus(
  card: Card,
  cardResult: CardResult | undefined,
  { board, playbook, today }: { board: Board; playbook: Playbook; today: Day },
): CustomerResultStatus {
  const { people, groups, missing } = board;
  const before = known.get(card);
  const isSame =
    before?.cardResult === cardResult &&
    before?.today === today &&
    before.people === people &&
    before.groups === groups &&
    before.missing === missing;
  if (before && isSame) return before.status;
  const status = statusOf(card, cardResult, { board, playbook, today });
  known.set(card, { cardResult, people, groups, missing, today, status });
  return status;
}

function statusOf(
  card: Card,
  cardResult: CardResult | undefined,
  { board, playbook, today }: { board: Board; playbook: Playbook; today: Day },
): CustomerResultStatus {
  const { team, supporters, phase: phaseNow } = rosterOf(card, board, playbook);
  const report = cardResult?.report ?? unlooked(card, phaseNow);
  const summary = cardResult?.summary;
  const { startOn: start, dueOn: due, baseline, target, actual } = card;
  const isAtWork = report.phase === 'running' || report.phase === 'evaluating';
  const week = isAtWork ? weeksOf(card, report.phase as Phase, today) : { week: null, of: null };
  return {
    ...report,
    status: card.status,
    findings: report.findings.map(finding => {
      const failing = finding.state === 'fails' ? summary?.failing[finding.rule] : undefined;
      const asked = failing?.asked ?? null;
      return {
        ...finding,
        since: failing ? isoOf(failing.since) : null,
        asked: asked && { who: asked.who, since: isoOf(asked.since) },
      };
    }),
    team,
    supporters,
    start,
    due,
    week: week.week === null ? null : { now: week.week, of: week.of },
    milestones: summary?.milestones ?? [],
    evaluation: summary?.evaluation ?? null,
    pauses: summary?.pauses ?? [],
    feedback: summary?.feedback ?? null,
    metrics: summary?.metrics ?? {
      ...(baseline === undefined ? {} : { baseline }),
      ...(target === undefined ? {} : { target }),
      ...(actual === undefined ? {} : { actual }),
    },
    outcome: card.outcome,
    lastReconciledAt: cardResult ? isoOf(cardResult.at) : null,
  };
}

function rosterOf(
  card: Card,
  board: Board,
  playbook: Playbook,
): Pick<CustomerResultStatus, 'team' | 'supporters' | 'phase'> {
  const { members, supporters, phase } = teamOf(card, board, playbook);
  return { team: members, supporters, phase };
}

/** What can be said of a card before its first reconcile. */
function unlooked({ id, name, url }: Card, phase: Phase | null): CustomerResultReport {
  return { id, name, url, phase, list: null, openSeats: [], findings: [], operations: [], next: null };
}
