// What is written about a card that rests, because it is paused or in a status of no phase: the record notes since when, the
// status comment says so. Nothing else is made or moved.

import type { Evaluation } from '../findings/evaluate.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutText, type Member } from '../language/render.ts';
import type { Operation } from '../operation.ts';
import { isSamePauses } from '../pause.ts';
import { metricsWords } from './metrics.ts';
import { statusOperations } from './status-comment.ts';

/** What is left to do there; nothing once all of it is said. */
export function restOperations(
  evaluation: Evaluation,
  { findings, team }: { findings: readonly Finding[]; team: readonly Member[] },
): Operation[] {
  const { subject, context } = evaluation;
  const { observation, team: list, texts, pauses } = context;
  const isBrief = list.unknown?.why === 'unread';
  const facts = {
    phase: subject.phase,
    findings,
    team,
    pauses: list.about === null ? pauses : pauses.filter(({ until }) => until === null),
    metrics: metricsWords(context.metrics, subject.phase, texts),
    openSeats: [],
    absences: [],
    nextItem: null,
    overdue: [],
    nextStep: null,
    hasTeamList: list.list !== null,
    page: list.unknown?.page ?? null,
  };
  return [...noting(evaluation), ...(isBrief ? [] : statusOperations(observation, facts, texts))];
}

/** Since when it rests stands in the record, where there is one. */
function noting({ subject, context }: Evaluation): Operation[] {
  const { about, unknown } = context.team;
  const record = about?.record;
  if (!about || unknown || !record || record === 'unreadable') return [];
  if (isSamePauses(record.pauses, context.pauses)) return [];
  return [
    {
      kind: 'update-about',
      itemId: about.id,
      record: { ...record, sequence: record.sequence + 1, pauses: [...context.pauses] },
      text: aboutText(subject.card, record.metrics ?? null, context.texts),
      target: about.id,
      summary: 'Note since when it rests',
    },
  ];
}
