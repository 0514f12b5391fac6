// What the memory holds about one card, as it is read from the store: unused reported changes, intents and fresh objects,
// comments, since when rules fail.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';
import { Outline } from '../../domain/findings/card-outline.ts';
import type {
  Card,
  Command,
  Joining,
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
  Joinings,
  MadeEntry,
  ReportedChangeEntry,
  TakenName,
  type ThreadEntry,
  Undoing,
} from './card-entries.ts';
import { REPORTED } from './card-store.ts';
import { entryOf } from './entry.ts';

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
  /** The threads that were read, by the comments that they are of. */
  threads: Record<string, KnownThread>;
  lastWordAt: Instant | null;
  /** Other people's comments that can't be read. */
  unreadable: Unreadable[];
  upTo: Instant;
  readAt: Instant;
};

/** How many replies a thread had when it was read, ours since included, and when people last spoke there. */
export type KnownThread = z.infer<typeof ThreadEntry>;

/** Everything that the memory holds about a card, read in one go. */
export type CardFacts = {
  /** Those that were not used up when the card was recalled, the oldest first. */
  reportedChanges: ReportedChange[];
  /** The reported changes whose undo was begun at that time, and not ended. */
  undoing: { at: Instant; changes: string[] } | null;
  made: Map<string, Made>;
  comments: RememberedComments | null;
  /** How the card's own time stood when it was read last without its comments, or when they were read. */
  seenUpTo: Instant | null;
  /** Whether Liaison has comments on the card, or somebody a command; null if nothing is remembered. */
  hasSpoken: boolean | null;
  /** Whether somebody told Liaison something on a work item, so that it has to be read again where it is forgotten. */
  hasToldOnTasks: boolean;
  reminders: OwnComment[] | null;
  failingSince: Record<string, Instant>;
  changedAt: Instant[];
  /** Who was put on the team when and by whom, as deliveries told. */
  joinings: Record<string, Joining>;
  /** How the card stood when the other cards that it concerns were last asked for; null if unknown. */
  outline: Outline | null;
  /** When some process was last about to write something for the card; null if nobody was lately. */
  actedAt: Instant | null;
  /** The name that ClickUp last called taken though no list was seen that has it; null if there is none. */
  takenName: TakenName | null;
  /** Which list is the card's; null if none is remembered. */
  link: ListLink | null;
};

/** The facts in a card's entries, by their names within the card. An entry that cannot be read counts as lost. */
export function factsIn(entries: readonly [name: string, text: string][]): CardFacts {
  const facts: CardFacts = {
    reportedChanges: [],
    undoing: null,
    made: new Map(),
    comments: null,
    seenUpTo: null,
    hasSpoken: null,
    hasToldOnTasks: false,
    reminders: null,
    failingSince: {},
    changedAt: [],
    joinings: {},
    outline: null,
    actedAt: null,
    takenName: null,
    link: null,
  };
  const used = new Set<string>();
  for (const [name, text] of entries) {
    if (name.startsWith(REPORTED)) {
      const reported = entryOf(ReportedChangeEntry, text);
      if (reported) facts.reportedChanges.push(reported as unknown as ReportedChange);
    } else if (name.startsWith('used:')) {
      used.add(name.slice('used:'.length));
    } else if (name.startsWith('made:')) {
      const made = entryOf(MadeEntry, text);
      if (made) facts.made.set(name.slice('made:'.length), made as unknown as Made);
    } else if (name === 'heard') facts.comments = entryOf(CommentsEntry, text);
    else if (name === 'undoing') facts.undoing = entryOf(Undoing, text);
    else if (name === 'seen') facts.seenUpTo = entryOf(z.number(), text);
    else if (name === 'spoken') facts.hasSpoken = entryOf(z.boolean(), text);
    else if (name === 'told') facts.hasToldOnTasks = entryOf(z.boolean(), text) ?? false;
    else if (name === 'reminders') facts.reminders = entryOf(Comments, text);
    else if (name === 'changed') facts.changedAt = entryOf(Changed, text) ?? [];
    else if (name === 'joined') facts.joinings = entryOf(Joinings, text) ?? {};
    else if (name === 'outline') facts.outline = entryOf(Outline, text);
    else if (name === 'taken-name') facts.takenName = entryOf(TakenName, text);
    else if (name === 'list') facts.link = entryOf(ListLink, text);
    else if (name === 'acted') facts.actedAt = entryOf(z.number(), text);
    else if (name === 'failing') facts.failingSince = entryOf(Failing, text) ?? {};
  }
  for (const reported of facts.reportedChanges) if (used.has(reported.id)) reported.isUsed = true;
  facts.reportedChanges.sort((one, other) => one.at - other.at);
  return facts;
}
