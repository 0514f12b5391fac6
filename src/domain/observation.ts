// What was read of ClickUp, in the domain's own words, stamped with one instant. Plain data; nothing here acts.
import type { Sequence } from '../base/chunked-array.ts';
import type { Day, Instant } from './day.ts';
import type { TeamRecord, Written } from './mirror/record.ts';
import type { Absence } from './people/absence.ts';
import type { Unreadable } from './unreadable.ts';

/** A person of the workspace; `id` is ClickUp's user id. */
export type Person = { id: number; name: string; email?: string };

/** Somebody who was among the people, and is not in the newest read: since when, and whether they count as gone by now. */
export type MissingPerson = { person: Person; since: Instant; hasLeft: boolean };

/** A user group; members are user ids. */
export type Group = { id: string; name: string; members: number[] };

/** The custom fields of the board that a playbook may name. */
export const FIELD_KEYS = [
  'supporter',
  'functions',
  'outcome',
  'feedback',
  'baseline',
  'target',
  'actual',
] as const;
export type FieldKey = (typeof FIELD_KEYS)[number];

/** The card of a customer result: its task on the board. Days are read in the playbook's zone. */
export type Card = {
  id: string;
  name: string;
  url: string;
  /** Lower-case status text, as ClickUp gives it. */
  status: string;
  /** ClickUp's priority 1 (urgent) to 4 (low), null if none. */
  priority: number | null;
  /** ClickUp's decimal text; compare as a decimal. */
  orderIndex: string;
  assignees: Person[];
  /** Ids of the user groups assigned to the card. */
  assignedGroups: string[];
  supporters: Person[];
  functionsNeeded: string[];
  outcome: string | null;
  /** The number of pieces of customer feedback, where a field of the board counts them. */
  feedbackCount: number | null;
  /** What was measured before, what is wanted, what was reached, as people write it. Absent where the playbook names no such field. */
  baseline?: string | null;
  target?: string | null;
  actual?: string | null;
  startOn: Day | null;
  dueOn: Day | null;
  tags: string[];
  /** Ids of the tasks that it is linked with. */
  links: string[];
  /** The work item that this card follows up on, if its description names one. */
  follows: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  /** The day on which ClickUp says it was closed, or else done. Absent where it is neither, or ClickUp doesn't say. */
  endedOn?: Day;
  /** The playbook's fields that ClickUp did not show on the card when it was read: deleted, or out of this token's sight. */
  unseenFields?: readonly FieldKey[];
  /** Those of them whose value nobody knows from before. Of the others the value stands that was seen last. */
  unknownFields?: readonly FieldKey[];
};

/**
 * A list in the folder of team lists. `cardId` is the card that its description names, if any; `isFinished` if it says so.
 * `stillOpen` names the rules that it says are still open though the card is done; absent where it says nothing like that.
 */
export type TeamList = {
  id: string;
  name: string;
  cardId: string | null;
  isFinished: boolean;
  stillOpen?: string;
};

/**
 * Why what is in a card's team list is not known at present. Not seen is not gone: while it lasts nothing is made or
 * changed there, and no rule that needs the items says anything.
 */
export type OutOfSight = {
  why: /** In the archive. */
    | 'archived'
    /** This token may not see it: it is private by now, or its id means nothing any more. */
    | 'hidden'
    /** In another folder, or in none. */
    | 'moved'
    /** ClickUp said so of the list itself. */
    | 'deleted'
    /** Liaison was here before, and nothing tells where the list is, or whether there ever was one. */
    | 'lost'
    /** The list is there, and ClickUp did not show what is in it. */
    | 'unread'
    /** The list is there, and the record in it is of another card. */
    | 'elsewhere'
    /** The list is there, and some of what is in it cannot be read. */
    | 'unreadable'
    /** People made a list, or several, that may be the card's, and the playbook does not say whether one is. */
    | 'unanswered'
    /** The playbook says that it is the card's, and the folder does not show it. */
    | 'not-in-folder'
    /** The playbook says that it is the card's, and it belongs to another one. */
    | 'of-another-card';
  list: { id: string; name: string | null } | null;
  /** Only of what is unanswered: the other lists that may be it. */
  others?: { id: string; name: string }[];
  /** The address of its about item, as far as it is known. */
  page: string | null;
};

/**
 * A task in a team list. `template` is the key that the line in its description names, or else its tag; null where it has
 * neither, as people's own. Which one it really is, the record may know better.
 */
export type WorkItem = {
  id: string;
  listId: string;
  parentId: string | null;
  name: string;
  url: string;
  template: string | null;
  /** The tag alone says so, and that has no number: of work that comes again nobody knows which time it is. */
  isByTag?: true;
  tags: string[];
  isAbout: boolean;
  /** Only on about items: the record at the end of the description. */
  record: TeamRecord | 'unreadable' | null;
  /** Only on about items, where ClickUp says it: whose token made it. */
  madeBy?: number;
  isClosed: boolean;
  dueOn: Day | null;
  assignees: number[];
  createdAt: Instant;
  updatedAt: Instant;
};

/**
 * What Liaison says in ClickUp: on cards `status`, `ask`, `escalation` (the same question, brought to somebody else),
 * `undo`, `complete` (the team is), `next` (what looks for the team next) and `welcome` (what waits for somebody who is back);
 * on the feedback item `reminder`; in the thread of a command `waiver`, `waiver-end`, `snooze` and `answer` (else); on the
 * board itself `trouble` (something of Liaison's own does not work).
 */
export const COMMENT_KINDS = [
  'status',
  'ask',
  'escalation',
  'undo',
  'complete',
  'next',
  'reminder',
  'waiver',
  'waiver-end',
  'snooze',
  'welcome',
  'answer',
  'trouble',
] as const;
export type CommentKind = (typeof COMMENT_KINDS)[number];

/** A comment that Liaison itself wrote, recognised by its author and its first line. */
export type OwnComment = {
  id: string;
  kind: CommentKind;
  /** The rules it speaks of; empty for status and reminder. */
  rules: string[];
  /** Only questions: whether the episode has been closed because the matter was mended. */
  isMended: boolean;
  /** Only of waivers and snoozes the last day on which it holds, null until further notice; of a welcome that of the absence. */
  until: Day | null;
  isResolved: boolean;
  /** Whom it asks, as far as that is known. */
  assignee?: number | null | undefined;
  /** How many replies there were in its thread when it was read. */
  replies?: number | undefined;
  /** Only of the status comment: the page of the team list that it links to, or the card's own; null without a link. */
  page?: string | null | undefined;
  /** Plain text as read back, for comparison. */
  text: string;
  at: Instant;
};

/**
 * A person's comment on the card that begins with a slash, or did when Liaison answered it, and what Liaison said to it in
 * its thread.
 */
export type Command = {
  id: string;
  by: number;
  at: Instant;
  text: string;
  answers: OwnComment[];
  /** The comment in whose thread it was said; absent where it is a comment of its own. */
  threadId?: string | undefined;
  /** The work item on which it was said; absent on the card. */
  taskId?: string | undefined;
};

/**
 * What a verified delivery said changed, by whom, when. `at` is ClickUp's time of the change; if it gave none (`isUndated`),
 * that of the arrival.
 */
export type ReportedChange = {
  id: string;
  cardId: string;
  at: Instant;
  isUndated?: true;
  /** It was acted upon already: whoever reports it again reports nothing new. */
  isUsed?: true;
  /** When the endpoint received it; an observation must be read after this. */
  receivedAt: Instant;
  by: number | null;
  /** Liaison's own user did it: itself, or whoever works in ClickUp as that user. */
  isByUs?: true;
  /** The event of the delivery that told of it, in ClickUp's word. */
  event?: string;
  change:
    | { kind: 'joined' | 'left'; person: Person }
    | { kind: 'moved'; from: string; to: string }
    | { kind: 'supporter' }
    /** A person said something on the card, or edited it; `isCommand` if it begins with a slash by now. */
    | { kind: 'comment'; isCommand: boolean; commentId?: string }
    /** Something else on the card. */
    | { kind: 'other' }
    /** Something in the card's team list; the card itself is as it was. `said` where that was a command on a work item. */
    | { kind: 'item'; said?: { taskId: string; commentId?: string } };
};

/** The whole board and everything that its customer results share. */
export type Board = {
  cards: Card[];
  lists: TeamList[];
  /** Of the whole folder; chunked where there are very many, so that one that changes costs no look at the others. */
  items: Sequence<WorkItem>;
  people: Person[];
  groups: Group[];
  /** Who is away when, as far as the playbook names a list of absences. Absent: it names none, or nothing is known. */
  absences?: readonly Absence[];
  /** Who was among the people before and is not any more, as far as is known. Absent: nobody. */
  missing?: readonly MissingPerson[] | undefined;
  /** What can't be read at present; of what could be read before, the last readable form stands among the others. Absent: nothing. */
  unreadable?: Unreadable[];
};

/** Something that ClickUp refused lately: an operation or a person, by its name, and what ClickUp said. */
export type Refused = { what: string; why: string };

/** When somebody joined, and who did it. */
export type Joining = { by: number; at: Instant };

/** Everything that deciding about one card needs, read at one instant. */
export type Observation = {
  at: Instant;
  board: Board;
  card: Card;
  /** Liaison's own comments on the card. */
  comments: OwnComment[];
  /** What people told Liaison on the card, oldest first. */
  commands: Command[];
  /** When somebody else last said something on the card, as far as is known. */
  lastWordAt: Instant | null;
  /** Other people's comments on the card that can't be read. Absent: none. */
  unreadable?: Unreadable[];
  /** Liaison's reminders on the feedback item of the card's team list. */
  reminders: OwnComment[];
  /** Unused reported changes about the card, oldest first. */
  reportedChanges: ReportedChange[];
  /** The list that is remembered as the card's; null if none is. */
  knownListId: string | null;
  /** Why the card's team list, or what is in it, is not known; null where it is, or where there is none. */
  outOfSight: OutOfSight | null;
  /** Names of team lists that ClickUp called taken although no list shows them. */
  takenListNames: string[];
  /** The reported changes whose undo was begun and, as far as is known, not ended. */
  undoing?: readonly string[];
  /** Whether deliveries reach us; without them nothing may be undone. */
  hearsWebhooks: boolean;
  /** How far ClickUp's clock is ahead of ours, as far as that was measured; 0 if it was not. */
  clockSkewMs?: number;
  /** Who was put on the team when and by whom, by the id of who joined, as far as verified deliveries told. Absent: nothing is known. */
  joinings?: Readonly<Record<string, Joining>>;
  /** The supporters before they last changed, as far as the memory knows; null if it does not. */
  supportersBefore: Person[] | null;
  /** When Liaison changed something of the card lately, as far as the memory knows. */
  changedAt: Instant[];
  /** What Liaison wrote into tasks that may be in no record yet, by their ids. Absent: nothing is known. */
  unrecorded?: Readonly<Record<string, Written>>;
  /** Some status that the playbook maps is not on the board: nobody knows what one that it does not map means. Absent: all are. */
  lacksStatuses?: boolean;
  /** What ClickUp refused lately and is not to be tried at present. Absent: nothing. */
  refused?: readonly Refused[];
  /** Since when each failing rule has been failing, as far as the memory knows. */
  failingSince: Record<string, Instant>;
};
