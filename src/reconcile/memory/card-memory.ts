// What the memory holds about one card: unused reported changes, intents and fresh objects, our own comments, since when rules fail.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';
import { Outline } from '../../domain/findings/card-outline.ts';
import type {
  Card,
  Command,
  OwnComment,
  ReportedChange,
  TeamList,
  WorkItem,
} from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { ListLink } from '../team-list/list-link.ts';
import {
  Changed,
  Comments,
  CommentsEntry,
  Failing,
  MadeEntry,
  ReportedChangeEntry,
  TakenName,
  Undoing,
} from './card-entries.ts';
import { entryOf } from './entry.ts';
import type { Memory } from './memory.ts';

/** A reported change is of use only soon after its delivery. */
const REPORTED_MS = 15 * 60_000;
/** An undo is finished while the change is fresh, or not at all. */
export const UNDOING_MS = REPORTED_MS;
/** Comments are read again after a day: somebody may have deleted one, or no delivery told of one. */
export const COMMENTS_MS = 24 * 3_600_000;
/** That there are some is remembered longer: a card that ended in between would not be asked for them again. */
const SPOKEN_MS = 90 * 86_400_000;
const HOUR_MS = 3_600_000;
const FAILING_MS = 90 * 86_400_000;
/** Longer than any read lag that a playbook would sensibly name. */
const MADE_MS = 24 * 3_600_000;

/** What a create made, or only that it was about to be sent. */
export type Made = {
  at: Instant;
  /** Under which name, where ClickUp itself keeps names apart. */
  name?: string | undefined;
  object:
    | { list: TeamList }
    | { item: WorkItem }
    | { card: Card }
    | { commentId: string }
    | { taskId: string }
    | null;
};

/**
 * What was said on a card as it was read last: Liaison's comments (its own later ones included), people's commands with
 * its answers, other comments of theirs in whose threads none was found, when people last spoke. `upTo` is how the card's
 * own time stood then, `readAt` when that was.
 */
export type RememberedComments = {
  own: OwnComment[];
  commands: Command[];
  unanswered: string[];
  lastWordAt: Instant | null;
  /** Other people's comments that can't be read. */
  unreadable: Unreadable[];
  upTo: Instant;
  readAt: Instant;
};

/** Everything that the memory holds about a card, read in one go. */
export type CardMemory = {
  reportedChanges: ReportedChange[];
  /** The reported changes whose undo was begun at that time, and not ended. */
  undoing: { at: Instant; changes: string[] } | null;
  made: Map<string, Made>;
  comments: RememberedComments | null;
  /** How the card's own time stood when it was looked at last without reading its comments, or when they were read. */
  seenUpTo: Instant | null;
  /** Whether Liaison has comments on the card, or somebody a command; null if nothing is remembered. */
  hasSpoken: boolean | null;
  reminders: OwnComment[] | null;
  failingSince: Record<string, Instant>;
  changedAt: Instant[];
  /** How the card stood at the end of the last look, when the others that it concerns were asked for; null if unknown. */
  outline: Outline | null;
  /** When some process was last about to write something for the card; null if nobody was lately. */
  actedAt: Instant | null;
  /** The name that ClickUp last called taken though no list was seen that has it; null if there is none. */
  takenName: TakenName | null;
  /** Which list is the card's; null if none is remembered. */
  link: ListLink | null;
};

const ALL = 'card:';
/** Under this stands all that is known of a card. */
export const prefixOf = (cardId: string): string => `${ALL}${cardId}:`;

/** Reads what is known of a card. An entry that cannot be read counts as lost. */
export async function recall(memory: Memory, cardId: string): Promise<CardMemory> {
  const prefix = prefixOf(cardId);
  const entries = await memory.readAll(prefix);
  return understood([...entries].map(([key, text]) => [key.slice(prefix.length), text]));
}

/** What is known of every card, read at once; answers for one card at a time. */
export async function recallAll(memory: Memory): Promise<(cardId: string) => CardMemory> {
  const byCard = new Map<string, [string, string][]>();
  for (const [key, text] of await memory.readAll(ALL)) {
    const end = key.indexOf(':', ALL.length);
    const cardId = key.slice(ALL.length, end);
    const entries = byCard.get(cardId);
    const entry: [string, string] = [key.slice(end + 1), text];
    if (entries) entries.push(entry);
    else byCard.set(cardId, [entry]);
  }
  return cardId => understood(byCard.get(cardId) ?? []);
}

/** Since when rules fail on which card, as far as it is known. */
export async function recallFailing(memory: Memory): Promise<Record<string, Record<string, Instant>>> {
  const failing: Record<string, Record<string, Instant>> = {};
  for (const [key, text] of await memory.readAll(ALL)) {
    if (!key.endsWith(':failing')) continue;
    const since = entryOf(Failing, text);
    if (since) failing[key.slice(ALL.length, -':failing'.length)] = since;
  }
  return failing;
}

/** Entries by their names within a card. */
function understood(entries: readonly [string, string][]): CardMemory {
  const known: CardMemory = {
    reportedChanges: [],
    undoing: null,
    made: new Map(),
    comments: null,
    seenUpTo: null,
    hasSpoken: null,
    reminders: null,
    failingSince: {},
    changedAt: [],
    outline: null,
    actedAt: null,
    takenName: null,
    link: null,
  };
  const used = new Set<string>();
  for (const [name, text] of entries) {
    if (name.startsWith('hint:')) {
      const reported = entryOf(ReportedChangeEntry, text);
      if (reported) known.reportedChanges.push(reported as unknown as ReportedChange);
    } else if (name.startsWith('used:')) {
      used.add(name.slice('used:'.length));
    } else if (name.startsWith('made:')) {
      const made = entryOf(MadeEntry, text);
      if (made) known.made.set(name.slice('made:'.length), made as unknown as Made);
    } else if (name === 'heard') known.comments = entryOf(CommentsEntry, text);
    else if (name === 'undoing') known.undoing = entryOf(Undoing, text);
    else if (name === 'seen') known.seenUpTo = entryOf(z.number(), text);
    else if (name === 'spoken') known.hasSpoken = entryOf(z.boolean(), text);
    else if (name === 'reminders') known.reminders = entryOf(Comments, text);
    else if (name === 'changed') known.changedAt = entryOf(Changed, text) ?? [];
    else if (name === 'outline') known.outline = entryOf(Outline, text);
    else if (name === 'taken-name') known.takenName = entryOf(TakenName, text);
    else if (name === 'list') known.link = entryOf(ListLink, text);
    else if (name === 'acted') known.actedAt = entryOf(z.number(), text);
    else if (name === 'failing') known.failingSince = entryOf(Failing, text) ?? {};
  }
  for (const reported of known.reportedChanges) if (used.has(reported.id)) reported.isUsed = true;
  known.reportedChanges.sort((one, other) => one.at - other.at);
  return known;
}

/** Notes a reported change; the same change reported twice is noted once. */
export async function noteReportedChange(memory: Memory, reported: ReportedChange): Promise<void> {
  await memory.write(
    `${prefixOf(reported.cardId)}hint:${reported.id}`,
    JSON.stringify(reported),
    REPORTED_MS,
  );
}

/** Notes that `what` is about to be made, or what was made. */
export async function noteMade(memory: Memory, cardId: string, what: string, made: Made): Promise<void> {
  await memory.write(`${prefixOf(cardId)}made:${what}`, JSON.stringify(made), MADE_MS);
}

export async function forgetMade(memory: Memory, cardId: string, what: readonly string[]): Promise<void> {
  if (what.length > 0) await memory.remove(what.map(name => `${prefixOf(cardId)}made:${name}`));
}

/** What was made lately has changed since: until it shows in lists, this is how it is. */
export async function renewMade(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  item: WorkItem,
): Promise<void> {
  for (const [what, { at, object }] of known.made) {
    if (!object || !('item' in object) || object.item.id !== item.id) continue;
    const renewed: Made = { at, object: { item } };
    known.made.set(what, renewed);
    await noteMade(memory, cardId, what, renewed);
  }
}

/** Forgets that a list or work item of this id was made lately: it is deleted by now. */
export async function forgetMadeObject(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  id: string,
): Promise<void> {
  for (const [what, { object }] of known.made) {
    if (idOf(object) !== id) continue;
    known.made.delete(what);
    await forgetMade(memory, cardId, [what]);
  }
}

/** Notes what was said on a card. */
export async function noteComments(
  memory: Memory,
  cardId: string,
  comments: RememberedComments,
): Promise<void> {
  await memory.write(`${prefixOf(cardId)}heard`, JSON.stringify(comments), COMMENTS_MS);
  // A command without an answer may wait for its card to have a phase again, for longer than it is remembered.
  const hasSpoken = comments.own.length > 0 || comments.commands.length > 0;
  await memory.write(`${prefixOf(cardId)}spoken`, JSON.stringify(hasSpoken), SPOKEN_MS);
}

/** Notes how the card's own time stood when somebody looked at it. */
export async function noteSeen(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  upTo: Instant,
): Promise<void> {
  if (known.seenUpTo === upTo) return;
  known.seenUpTo = upTo;
  await memory.write(`${prefixOf(cardId)}seen`, String(upTo), SPOKEN_MS);
}

/** Notes the reminders on a card's feedback item. */
export async function noteReminders(
  memory: Memory,
  cardId: string,
  reminders: readonly OwnComment[],
): Promise<void> {
  await memory.write(`${prefixOf(cardId)}reminders`, JSON.stringify(reminders), COMMENTS_MS);
}

/** Makes the next look read the card's comments again. */
export async function forgetComments(memory: Memory, cardId: string): Promise<void> {
  await memory.remove([`${prefixOf(cardId)}heard`]);
}

/** Notes that Liaison changed something of the card at `at`; what is older than an hour is forgotten. */
export async function noteChange(
  memory: Memory,
  cardId: string,
  known: CardMemory,
  at: Instant,
): Promise<void> {
  known.changedAt = [...known.changedAt.filter(then => then > at - HOUR_MS), at];
  await memory.write(`${prefixOf(cardId)}changed`, JSON.stringify(known.changedAt), HOUR_MS);
}

/** Notes that something is about to be written for the card, for whoever looks at it next, in whatever process. */
export async function noteActing(memory: Memory, cardId: string, at: Instant): Promise<void> {
  await memory.write(`${prefixOf(cardId)}acted`, String(at), MADE_MS);
}

/** Notes that a name is taken by a list that is not seen, as long as a link to a list is remembered. */
export async function noteTakenName(memory: Memory, cardId: string, taken: TakenName): Promise<void> {
  await memory.write(`${prefixOf(cardId)}taken-name`, JSON.stringify(taken), FAILING_MS);
}

export async function noteFailing(
  memory: Memory,
  cardId: string,
  failingSince: Record<string, Instant>,
): Promise<void> {
  await memory.write(`${prefixOf(cardId)}failing`, JSON.stringify(failingSince), FAILING_MS);
}

/** The card as it stands in a look, or null. */
export function cardIn(cards: readonly Card[], cardId: string): Card | null {
  return cards.find(card => card.id === cardId) ?? null;
}

function idOf(made: Made['object']): string | null {
  if (made === null || 'commentId' in made || 'taskId' in made) return null;
  return 'list' in made ? made.list.id : 'item' in made ? made.item.id : made.card.id;
}
