// Which undos were begun, explained or ended, as far as deliveries and ClickUp's comments tell: a run may end between the word
// and the deed, and the answer to the deed may be lost.
import type { Observation, ReportedChange } from '../observation.ts';
import { isExplainedBy, isNamedBy, isUndoable } from './explained-change.ts';

/** An explanation and its undo are two writes of one reconcile, and a retry may come between. */
const OWN_UNDO_MS = 10 * 60_000;

/** What Liaison did right after it had explained that it would: an undo whose answer was lost, which nobody remembers. */
export function isOwnUndo({ isByUs, at }: ReportedChange, { comments }: Observation): boolean {
  const isJustBefore = (said: number) => said <= at && at - said <= OWN_UNDO_MS;
  return isByUs === true && comments.some(({ kind, at: said }) => kind === 'undo' && isJustBefore(said));
}

/** Whether ClickUp's comments say that it was taken back, or would be. */
export function isExplained(reported: ReportedChange, { comments }: Observation): boolean {
  return (
    isUndoable(reported) &&
    comments.some(comment => comment.kind === 'undo' && isExplainedBy(reported, comment))
  );
}

/** One whose explanation never came, and before which a later change was taken back, is over with that. */
export function isHalfDone(reported: ReportedChange, observation: Observation): boolean {
  const isNamed = observation.comments.some(
    comment => comment.kind === 'undo' && isNamedBy(reported, comment),
  );
  return isNamed && isUndoBegun(reported, observation);
}

/** What came before the change of a half-done undo, and is explained with it alone: where the card goes back to follows from it. */
export function isBeforeHalfDone(reported: ReportedChange, observation: Observation): boolean {
  const { comments, reportedChanges } = observation;
  const explaining = comments.filter(({ kind, ...said }) => kind === 'undo' && isExplainedBy(reported, said));
  const isOfBegun = (said: (typeof explaining)[number]) =>
    reportedChanges.some(other => isUndoBegun(other, observation) && isNamedBy(other, said));
  return explaining.length > 0 && explaining.every(isOfBegun);
}

/** Begun and not ended, as far as is known: a delivery of our own deed tells of an end whose answer was lost. */
export function isUndoBegun(
  reported: ReportedChange,
  { undoing = [], reportedChanges }: Observation,
): boolean {
  return undoing.includes(reported.id) && !reportedChanges.some(other => isDeedAgainst(reported, other));
}

function isDeedAgainst({ change, at }: ReportedChange, { isByUs, ...deed }: ReportedChange): boolean {
  if (isByUs !== true || deed.at <= at) return false;
  if (change.kind !== 'joined') return deed.change.kind === change.kind;
  return deed.change.kind === 'left' && deed.change.person.id === change.person.id;
}
