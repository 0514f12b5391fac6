// The record at the end of an about item: what Liaison made and last wrote, so that what people changed stays theirs.
import { z } from 'zod';
import { isSamePauses, Pause } from '../pause.ts';
import { PHASES } from '../phase.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What Liaison last wrote to an item and what it means to write next; a value equal to either is Liaison's. */
const Written = z.object({ due: Day.nullable(), assignees: z.array(z.number().int()) });
export type Written = z.infer<typeof Written>;

/** Per key: whether its item was ever made, and the values written and meant. */
const TemplateRecord = z.object({
  isMade: z.boolean(),
  /** The item's id; noted with the first write of the record since it is known. */
  id: z.string().optional(),
  written: Written,
  meant: Written,
  /** Whoever was given it in the place of others who were away when it was due: it is not taken back from them. */
  standIn: z.number().int().optional(),
});
export type TemplateRecord = z.infer<typeof TemplateRecord>;

/** The record of one team list. `sequence` grows with every write; `metOn` is the day Liaison met the card. */
export const TeamRecord = z.object({
  version: z.literal(1),
  sequence: z.number().int().min(1),
  card: z.string(),
  metOn: Day,
  /** The day on which Liaison first saw the card in each phase. */
  entered: z.partialRecord(z.enum(PHASES), Day),
  templates: z.record(z.string(), TemplateRecord),
  /** The list that it was written in: in a copy of that list, the ids are those of other tasks. Noted together with ids. */
  list: z.string().optional(),
  /** The phase in which Liaison last saw the card; whoever enters it again, enters it that day. */
  phase: z.enum(PHASES).optional(),
  /** Work items that became cards of their own; a card that a person deletes stays deleted. */
  followUps: z.array(z.string()).optional(),
  /** Keys of the items that Liaison closed because the customer result was dropped, should it come to life again. */
  closed: z.array(z.string()).optional(),
  /** How often people had asked for a new list when this one was made: it counts before those it took the place of. */
  renewed: z.number().int().min(1).optional(),
  /** Target, actual and feedback as they stand on the page for people. */
  metrics: z.string().optional(),
  /** When the card rested, the oldest first; a later release than the first ones notes it. */
  pauses: z.array(Pause).optional(),
});
export type TeamRecord = z.infer<typeof TeamRecord>;

/** Whether two lists name the same people, in whatever order. */
export function isSamePeople(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every(id => other.includes(id));
}

/** Who has to be added to these people, and who taken off, to make them the wanted ones. */
export function peopleChange(
  seen: readonly number[],
  wanted: readonly number[],
): { add: number[]; remove: number[] } {
  return {
    add: wanted.filter(id => !seen.includes(id)),
    remove: seen.filter(id => !wanted.includes(id)),
  };
}

/** A value equal to what Liaison wrote or meant is Liaison's; any other is a person's and stays. */
export function whatIsOurs(
  seen: Written,
  entry: { written: Written; meant: Written },
): { due: boolean; assignees: boolean } {
  return {
    due: seen.due === entry.written.due || seen.due === entry.meant.due,
    assignees: isSamePeople(seen.assignees, entry.written.assignees) || isOnTheWay(seen.assignees, entry),
  };
}

/** Whether these are the people that were meant, or not all yet: where ClickUp refuses one, each is added alone. */
function isOnTheWay(
  seen: readonly number[],
  { written, meant }: { written: Written; meant: Written },
): boolean {
  const kept = written.assignees.filter(id => meant.assignees.includes(id));
  return kept.every(id => seen.includes(id)) && seen.every(id => meant.assignees.includes(id));
}

/** Whether two records say the same, apart from sequence numbers and ids: they alone are no reason to write. */
export function isSameRecord(one: TeamRecord, other: TeamRecord): boolean {
  return (
    one.card === other.card &&
    one.metOn === other.metOn &&
    one.renewed === other.renewed &&
    one.phase === other.phase &&
    one.metrics === other.metrics &&
    isSameList(one.followUps, other.followUps) &&
    isSameList(one.closed, other.closed) &&
    isSamePauses(one.pauses, other.pauses) &&
    PHASES.every(phase => one.entered[phase] === other.entered[phase]) &&
    isSameTemplates(one.templates, other.templates)
  );
}

function isSameList(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one === other || (one.length === other.length && one.every((key, index) => key === other[index]));
}

function isSameTemplates(one: TeamRecord['templates'], other: TeamRecord['templates']): boolean {
  if (one === other) return true;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every(key => isSameEntry(one[key], other[key]));
}

function isSameEntry(one: TemplateRecord | undefined, other: TemplateRecord | undefined): boolean {
  if (one === other) return true;
  return (
    one?.isMade === other?.isMade &&
    one?.standIn === other?.standIn &&
    isSameWritten(one?.written, other?.written) &&
    isSameWritten(one?.meant, other?.meant)
  );
}

function isSameWritten(one: Written | undefined, other: Written | undefined): boolean {
  return one?.due === other?.due && String(inOrder(one)) === String(inOrder(other));
}

function inOrder(values: Written | undefined): number[] | undefined {
  return values?.assignees.toSorted((one, other) => one - other);
}
