// What Liaison told a team so far at the moments between phases. ClickUp's comments alone say so; nothing is remembered.

import { compareIds } from '../compare-ids.ts';
import type { Day } from '../day.ts';
import { type NextDuring, readHeadline } from '../language/headline.ts';
import type { OwnComment } from '../observation.ts';
import type { Phase } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';

/** The comment that says since when the team is complete, or is not any more. */
export type ToldComplete = { comment: OwnComment; since: Day; isOver: boolean };

type Facts = Pick<RuleContext, 'observation' | 'team' | 'today' | 'dayOf'>;

/** The latest such comment of this time of forming; null where nothing was said yet. */
export function toldComplete(phase: Phase | null, facts: Facts): ToldComplete | null {
  const { observation, dayOf } = facts;
  const from = formingSince(phase, facts);
  const said = observation.comments
    .filter(({ kind, at }) => kind === 'complete' && (from === null || dayOf(at) >= from))
    .toSorted((one, other) => other.at - one.at || compareIds(other.id, one.id));
  const [comment] = said;
  if (!comment) return null;
  const { since = dayOf(comment.at), isOver = false } = readHeadline(comment.text) ?? {};
  return { comment, since, isOver };
}

/** Whether the team was told, in this time of that phase, what looks for it next. */
export function wasToldNext(
  during: NextDuring,
  enteredOn: Day,
  { observation, dayOf }: Pick<Facts, 'observation' | 'dayOf'>,
): boolean {
  return observation.comments.some(
    ({ kind, text, at }) =>
      kind === 'next' && readHeadline(text)?.during === during && dayOf(at) >= enteredOn,
  );
}

/** The day since which the card forms for another time; null where this is the first one, as far as anybody knows. */
function formingSince(phase: Phase | null, { team, today }: Facts): Day | null {
  const record = team.about?.record;
  if (phase !== 'forming' || !record || record === 'unreadable') return null;
  // The record notes the phase only after this reconcile.
  if (record.phase !== undefined && record.phase !== phase) return today;
  const { forming, running, evaluating, done, dropped } = record.entered;
  return (running ?? evaluating ?? done ?? dropped) === undefined ? null : (forming ?? null);
}
