// Which reported changes were used, and which undo was begun. Noted around the deed, so that a run that was killed
// finishes what it began and nothing is taken back twice; if this is lost, the explanations in ClickUp still tell.
import type { Instant } from '../../domain/day.ts';
import { isUndoable } from '../../domain/enforcement/explained-change.ts';
import type { ReportedChange } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import { type CardMemory, prefixOf, UNDOING_MS } from './card-memory.ts';
import type { Memory } from './memory.ts';

/** Longer than any change is fresh, whatever the clocks say. */
const USED_MS = 60 * 60_000;

type TakingBack = Extract<Operation, { kind: 'take-off' | 'move-back' | 'put-back-supporter' }>;

/** Whether an operation takes back what somebody did. */
export function takesBack(operation: Operation): operation is Operation & TakingBack {
  return ['take-off', 'move-back', 'put-back-supporter'].includes(operation.kind);
}

/** Before the word: a run that ends between word and deed leaves the undo begun. */
export async function noteUndoing(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  { at, changes }: { at: Instant; changes: readonly string[] },
): Promise<void> {
  known.undoing = { at, changes: [...new Set([...(known.undoing?.changes ?? []), ...changes])] };
  await memory.write(`${prefixOf(cardId)}undoing`, JSON.stringify(known.undoing), UNDOING_MS);
}

/** After the deed: the reported changes that it took back are used. */
export async function noteTakenBack(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  operation: Operation,
): Promise<void> {
  if (!takesBack(operation)) return;
  const { changes } = operation;
  await useUpChanges(
    memory,
    cardId,
    known,
    known.reportedChanges.filter(({ id }) => changes.includes(id)),
  );
}

/** Which undo counts as begun: none of before a loss, since the note of its end may be lost. */
export function begunSince({ undoing }: CardMemory, lostAt: Instant | null): string[] {
  return undoing === null || (lostAt !== null && undoing.at <= lostAt) ? [] : undoing.changes;
}

/** Notes that reported changes were acted upon: reported again they are nothing new. What was begun with them is ended. */
export async function useUpChanges(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  reportedChanges: readonly ReportedChange[],
): Promise<void> {
  const prefix = prefixOf(cardId);
  for (const reported of reportedChanges) {
    if (isUndoable(reported) && !reported.isUsed)
      await memory.write(`${prefix}used:${reported.id}`, '1', USED_MS);
  }
  const isOver = (id: string): boolean => reportedChanges.some(reported => reported.id === id);
  const remaining = known.undoing?.changes.filter(id => !isOver(id)) ?? [];
  const keys = reportedChanges.map(({ id }) => `${prefix}hint:${id}`);
  if (known.undoing !== null && remaining.length === 0) keys.push(`${prefix}undoing`);
  if (keys.length > 0) await memory.remove(keys);
  known.undoing = known.undoing && remaining.length > 0 ? { ...known.undoing, changes: remaining } : null;
}
