// What a delivery says, for those who act on it. Only types: webhooks/ reads one.
import type { ReportedChange } from '../../domain/observation.ts';

/** A reported change whose card is not known yet. */
export type UnplacedChange = Omit<ReportedChange, 'cardId'>;

/** What a delivery is about. Where `ignored` is text, nothing has to be reconciled, for that reason. */
export type Reading = {
  taskId: string | null;
  /** The list itself, or the list in which the task is (after a move). */
  listId: string | null;
  folderId: string | null;
  reportedChanges: UnplacedChange[];
  /** The comment that was posted or edited, where the delivery reports nothing else. */
  commentId: string | null;
  /** Whether that comment begins as only Liaison's own do. */
  hasHeadline: boolean;
  ignored: string | null;
};
