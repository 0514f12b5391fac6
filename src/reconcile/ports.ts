// What the use case needs from the outside, in the domain's words. Adapters implement it; app/ plugs them in.
import type { Day, Instant } from '../domain/day.ts';
import type { RichText } from '../domain/language/rich-text.ts';
import type { TeamRecord } from '../domain/mirror/record.ts';
import type { Card, Group, OwnComment, Person, TeamList, WorkItem } from '../domain/observation.ts';
import type { SetAside, Unreadable } from '../domain/unreadable.ts';

/** The people that the workspace has, its groups, and whose token this is. */
export type Staff = { people: Person[]; groups: Group[]; me: Person };

/**
 * A work item to be made; `dueOn` is a day of the playbook's zone. `template` is its key; `tag` is that of the template,
 * without the number of an occurrence: otherwise the space would collect tags without end.
 */
export type NewItem = {
  listId: string;
  cardId: string;
  template: string;
  tag: string;
  name: string;
  description: string;
  tags: string[];
  dueOn: string | null;
  assignees: number[];
};

/** The about item of a team list: text for people, then the record for Liaison. */
export type AboutPage = { name: string; text: string; record: TeamRecord };

/** Changes of a work item; absent keys stay as they are. */
export type ItemChange = {
  dueOn?: string | null;
  assignees?: { add: number[]; remove: number[] };
};

/**
 * What was said on a task, newest first: Liaison's own comments, people's commands and their other `words`; and when
 * people last spoke. `isWhole` unless one of those that can't be read may be Liaison's own.
 */
export type Thread = {
  own: OwnComment[];
  commands: PersonComment[];
  words: PersonComment[];
  lastWordAt: Instant | null;
  unreadable: Unreadable[];
  isWhole: boolean;
};

/** A person's comment; `replies` is how many there are in its thread. */
export type PersonComment = { id: string; by: number; at: Instant; text: string; replies: number };

/** A comment to be written; `assignee` makes it one that asks this person. */
export type NewComment = { text: RichText; assignee: number | null };

/** Called right before a write is sent that the same call reads something for; where it rejects, nothing is sent. */
export type BeforeWrite = () => Promise<void>;

/**
 * What ClickUp says of one list: it is where team lists are (`holds` tells how many tasks are in it, null where that is
 * not said), or why it is not; `hidden` may be private or unknown, only `deleted` is gone.
 */
export type ListState =
  | { state: 'there'; list: TeamList; holds: number | null }
  | { state: 'archived' | 'moved'; list: TeamList }
  | { state: 'hidden' | 'deleted' };

/**
 * A task in the list of absences, without its title, which nobody is shown. `madeFor` is the comment whose command Liaison
 * made it for, null if it did not.
 */
export type AbsenceTask = {
  id: string;
  people: number[];
  from: Day | null;
  until: Day | null;
  madeFor: string | null;
  isOpen: boolean;
  updatedAt: Instant;
};

/** In which list a task is; `hidden` may be private or unknown, only `deleted` is gone. */
export type TaskPlace = { listId: string; isArchived: boolean } | 'hidden' | 'deleted';

/** The statuses that a task has had, in lower case, and since when it has the present one. */
export type StatusTimes = { since: Instant; statuses: string[] };

/** A page, whose it is, and the list that it is in. */
export type PlacedPage = { cardId: string; listId: string };

/**
 * ClickUp as the use case sees it. Reads are complete or they fail, except that `setAside` hears of single things that
 * can't be read (without it they fail the read); writes answer with the object as ClickUp then has it. Every failure is
 * a `ClickUpFailure` (its `kind` says what a caller can do about it).
 */
export type ClickUp = {
  /** Cards of the board, closed ones too, no subtasks; with `since` (an instant) only those updated after it. */
  readCards(since: Instant | null, setAside?: SetAside): Promise<Card[]>;
  /** One card, read singly; null if it is deleted, archived, a subtask or no longer on the board. */
  readCard(cardId: string): Promise<Card | null>;
  /** The lists in the folder of team lists. */
  readLists(setAside?: SetAside): Promise<TeamList[]>;
  /** Work items of the whole folder with subtasks and closed ones; with `since` only those updated after it. */
  readItems(since: Instant | null, setAside?: SetAside): Promise<WorkItem[]>;
  /** One work item, read singly; null if ClickUp says that it is deleted or unknown. */
  readItem(itemId: string): Promise<WorkItem | null>;
  /** Work items of one list, as `readItems` gives them. Without `setAside` one that can't be read fails them all. */
  readItemsOf(listId: string, setAside?: SetAside): Promise<WorkItem[]>;
  /** Where a list is by its own word, whatever other reads show. */
  seekList(listId: string): Promise<ListState>;
  /** Where a task is by its own word: in which list, hidden from this token, or deleted. */
  seekTask(taskId: string): Promise<TaskPlace>;
  /** The same of the task that an address leads to. */
  seekPage(url: string): Promise<TaskPlace>;
  /** The lists in the archive of the folder of team lists. */
  readArchivedLists(): Promise<TeamList[]>;
  /** The pages of team lists in the whole workspace, wherever the lists are by now. */
  readPagesAnywhere(): Promise<PlacedPage[]>;
  /** Tags of tasks in the space; they stay when their tasks are gone from sight. */
  readTags(): Promise<string[]>;
  /** Since when a task is in its present status, and in which others it was; null where ClickUp does not keep that. */
  readStatusTimes(taskId: string): Promise<StatusTimes | null>;
  /** Of a group of which one member can't be read the others are read. */
  readStaff(setAside?: SetAside): Promise<Staff>;
  /** What was said on a task (card or work item). */
  readComments(taskId: string): Promise<Thread>;
  /** What was said in the thread of a comment. */
  readReplies(commentId: string): Promise<Omit<Thread, 'words'>>;

  /** Fails with `name-taken` if the folder has a list of that name. */
  createList(list: { name: string; description: string; cardId: string; cardUrl: string }): Promise<TeamList>;
  /** Makes an existing list, which names no card, the team list of this card. */
  adoptList(
    list: {
      id: string;
      name: string;
      description: string;
      cardId: string;
      cardUrl: string;
    },
    beforeWrite?: BeforeWrite,
  ): Promise<TeamList>;
  /**
   * Says in a list's name and description that it is finished on `on`, or that rules are `stillOpen` though the card is
   * done, or takes either away again (null).
   */
  markList(
    list: {
      id: string;
      name: string;
      finished: { note: string; on: Day } | null;
      stillOpen?: { note: string; rules: string } | null;
    },
    beforeWrite?: BeforeWrite,
  ): Promise<TeamList>;
  /** Puts a new card on the board that follows up on a work item. */
  createFollowUp(card: { itemId: string; name: string; description: string; status: string }): Promise<Card>;
  /** Links a card with a work item; ClickUp shows it on both. */
  linkCard(cardId: string, itemId: string): Promise<Card>;
  /** Moves a work item to the status that closes it in its list. */
  closeItem(itemId: string, listId: string, beforeWrite?: BeforeWrite): Promise<WorkItem>;
  /** Moves a work item to the status with which work in its list begins. */
  reopenItem(itemId: string, listId: string, beforeWrite?: BeforeWrite): Promise<WorkItem>;
  /** The agendas of all-hands in the playbook's list; none where it names no list. */
  readAgendas(): Promise<{ id: string; on: Day }[]>;
  /** Puts an agenda into that list, due on its day. `text` is markdown. */
  createAgenda(agenda: { on: Day; name: string; text: string }): Promise<{ id: string; on: Day }>;
  /** The open tasks of the list of absences; with `since` those updated after it, closed ones too. Null where there is no such list. */
  readAbsences(since: Instant | null): Promise<AbsenceTask[] | null>;
  /** Notes there that somebody is away. */
  createAbsence(absence: {
    commandId: string;
    person: number;
    from: Day;
    until: Day;
    name: string;
  }): Promise<AbsenceTask>;
  changeAbsence(absence: { id: string; from: Day; until: Day }): Promise<AbsenceTask>;
  closeAbsence(id: string, beforeWrite?: BeforeWrite): Promise<void>;
  createAbout(listId: string, page: AboutPage): Promise<WorkItem>;
  updateAbout(itemId: string, page: Omit<AboutPage, 'name'>): Promise<WorkItem>;
  createItem(item: NewItem): Promise<WorkItem>;
  updateItem(itemId: string, change: ItemChange): Promise<WorkItem>;

  /** Answers with the new comment's id. */
  createComment(taskId: string, comment: NewComment): Promise<{ id: string; at: Instant }>;
  /** Says something in the thread of a comment; answers with the new reply's id. */
  createReply(commentId: string, text: RichText): Promise<{ id: string; at: Instant }>;
  updateComment(
    commentId: string,
    comment: { text: RichText; assignee: number | null; isResolved: boolean },
  ): Promise<void>;
  /**
   * Puts a plain text in the place of a comment of ours and settles it, with a whole body; for comments that ask nobody,
   * which can only be edited where ClickUp takes a part of one.
   */
  strikeComment(commentId: string, text: string): Promise<void>;

  /** Takes people off a card. */
  takeOff(cardId: string, people: readonly number[]): Promise<Card>;
  /** Puts a tag on a card or takes it off; ClickUp answers with nothing, so the card is read again. */
  tagCard(cardId: string, tag: string, isOn: boolean): Promise<Card>;
  /** Moves a card to a status. */
  moveCard(cardId: string, status: string): Promise<Card>;
  /** Changes who is named as supporter; ClickUp answers with nothing, so the card is read again. */
  changeSupporters(cardId: string, change: { add: number[]; remove: number[] }): Promise<Card>;
};

/** The reads of which a read of everything consists. */
export type WholeReads = Pick<ClickUp, 'readCards' | 'readLists' | 'readItems' | 'readStaff'>;

/** What a caller can do about a failure. */
export type FailureKind =
  /** No request is left until `until`; nothing was sent or the answer was 429. */
  | 'limited'
  /** The service or the network is in trouble; it may pass. `isMaybeApplied` tells whether a write may have happened. */
  | 'unavailable'
  /** The answer is not what the vendor documents; may pass, affects only this request. */
  | 'unreadable'
  /** The object is deleted, or unknown to this token. */
  | 'gone'
  /** A list of that name exists in the folder. */
  | 'name-taken'
  /** The token is invalid, revoked, or may not do this. */
  | 'refused'
  /** The request is wrong in itself (a status that does not exist, a bad value). */
  | 'invalid';

/** Every failure of the ClickUp port. The message says what we were doing, what happened, and the ids. */
export class ClickUpFailure extends Error {
  override readonly name = 'ClickUpFailure';
  readonly kind: FailureKind;
  readonly isMaybeApplied: boolean;
  readonly until: Instant | null;
  /** The one thing that can't be read, where it is known which. */
  readonly thing: Unreadable | null;
  /** Of what is `refused`: the token itself is none, so that everything else would be refused as well. */
  readonly isOfToken: boolean;
  /** ClickUp said that the thing itself is deleted; a `gone` without it may be hidden or unknown. */
  readonly isDeleted: boolean;
  /** Nothing came back from ClickUp itself: it, or the way to it, is down. It says nothing about what was asked for. */
  readonly isUnanswered: boolean;

  constructor(
    kind: FailureKind,
    message: string,
    facts: {
      isMaybeApplied?: boolean;
      until?: Instant;
      isDeleted?: boolean;
      isUnanswered?: boolean;
      cause?: unknown;
      thing?: Unreadable;
      isOfToken?: boolean;
    } = {},
  ) {
    super(message, { cause: facts.cause });
    this.kind = kind;
    this.isMaybeApplied = facts.isMaybeApplied ?? false;
    this.until = facts.until ?? null;
    this.thing = facts.thing ?? null;
    this.isOfToken = facts.isOfToken ?? false;
    this.isDeleted = facts.isDeleted ?? false;
    this.isUnanswered = facts.isUnanswered ?? false;
  }
}

/** The requests that were made, for accounts. */
export type RequestCount = { reads: number; writes: number };

/** What shows whether a store is still the one that it was. */
export type Pulse = {
  /** The entry of the memory that was asked for, in the same answer; null where there is none. */
  entry: string | null;
  /**
   * Who answers: another server, or the same one with another history, has another name, and may lack what was written
   * last. Null where nobody can tell.
   */
  server: string | null;
  /** How often connections broke so far. */
  breaks: number;
};
