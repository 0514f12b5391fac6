// What the memory knows of one card, for one reconcile: recalled once, and every note goes to the store and to this object
// in one call, so that what is read here is what the next reconcile will find.
import type { Instant } from '../../domain/day.ts';
import type { Outline } from '../../domain/findings/card-outline.ts';
import { joiningsAfter } from '../../domain/joinings.ts';
import type { Joining, OwnComment, ReportedChange, WorkItem } from '../../domain/observation.ts';
import { isNotedAlready, LINK_MS, type ListLink, noteCardOfList } from '../team-list/list-link.ts';
import type { TakenName } from './card-entries.ts';
import type { CardFacts, Made, RememberedComments } from './card-facts.ts';
import { type CardEntry, type CardStore, cardStore, REPORTED } from './card-store.ts';
import type { Memory } from './memory.ts';
import { REPORTED_MS, UndoLog } from './undo-log.ts';

/** Comments are read again after a day: somebody may have deleted one, or no delivery reported one. */
export const COMMENTS_MS = 24 * 3_600_000;
/** That there are some is remembered longer: a card that ended in between would not be asked for them again. */
const SPOKEN_MS = 90 * 86_400_000;
const HOUR_MS = 3_600_000;
const FAILING_MS = 90 * 86_400_000;
/** Longer than a customer result takes. */
const JOINED_MS = 180 * 86_400_000;
const OUTLINE_MS = 90 * 86_400_000;
/** Longer than any read lag that a playbook would sensibly name. */
const MADE_MS = 24 * 3_600_000;

/** What is read of a card's memory; noting is left to its methods. */
type Readable = Readonly<Omit<CardFacts, 'undoing' | 'made'>> & { made: ReadonlyMap<string, Made> };

/** One card's memory. What its properties mean stands with `CardFacts`; its methods reject as the store does. */
export class CardMemory implements Readable {
  readonly cardId: string;
  /** Which reported changes were used, and which undo was begun. */
  readonly undoLog: UndoLog;
  readonly #memory: Memory;
  readonly #store: CardStore;
  readonly #facts: CardFacts;

  constructor(memory: Memory, cardId: string, facts: CardFacts) {
    this.cardId = cardId;
    this.#memory = memory;
    this.#store = cardStore(memory, cardId);
    this.#facts = facts;
    this.undoLog = new UndoLog(this.#store, facts);
  }

  get reportedChanges(): ReportedChange[] {
    return this.#facts.reportedChanges;
  }
  get made(): ReadonlyMap<string, Made> {
    return this.#facts.made;
  }
  get comments(): RememberedComments | null {
    return this.#facts.comments;
  }
  get seenUpTo(): Instant | null {
    return this.#facts.seenUpTo;
  }
  get hasSpoken(): boolean | null {
    return this.#facts.hasSpoken;
  }
  get hasToldOnTasks(): boolean {
    return this.#facts.hasToldOnTasks;
  }
  get reminders(): OwnComment[] | null {
    return this.#facts.reminders;
  }
  get failingSince(): Record<string, Instant> {
    return this.#facts.failingSince;
  }
  get changedAt(): Instant[] {
    return this.#facts.changedAt;
  }
  get joinings(): Record<string, Joining> {
    return this.#facts.joinings;
  }
  get outline(): Outline | null {
    return this.#facts.outline;
  }
  get actedAt(): Instant | null {
    return this.#facts.actedAt;
  }
  get takenName(): TakenName | null {
    return this.#facts.takenName;
  }
  get link(): ListLink | null {
    return this.#facts.link;
  }

  /** Notes that `what` is about to be made, or what was made. */
  async noteMade(what: string, made: Made): Promise<void> {
    this.#facts.made.set(what, made);
    await this.#store.write(`made:${what}`, made, MADE_MS);
  }

  /** Forgets intents, and that something was made lately. */
  async forgetMade(what: readonly string[]): Promise<void> {
    for (const name of what) this.#facts.made.delete(name);
    await this.#store.remove(what.map(name => `made:${name}`));
  }

  /** What was made lately has changed since: until it shows in lists, this is how it is. */
  async renewMade(item: WorkItem): Promise<void> {
    for (const [what, { at, object }] of this.made) {
      if (object && 'item' in object && object.item.id === item.id)
        await this.noteMade(what, { at, object: { item } });
    }
  }

  /** Forgets that a card, list or work item of this id was made lately: it is deleted by now. */
  async forgetMadeObject(id: string): Promise<void> {
    for (const [what, { object }] of this.made) if (idOf(object) === id) await this.forgetMade([what]);
  }

  /** Notes what was said on the card. */
  async noteComments(comments: RememberedComments): Promise<void> {
    this.#facts.comments = comments;
    // A command without an answer may wait for its card to have a phase again, for longer than it is remembered.
    this.#facts.hasSpoken = comments.own.length > 0 || comments.commands.length > 0;
    await this.#store.writeAll([
      { name: 'heard', value: comments, keepMs: COMMENTS_MS },
      { name: 'spoken', value: this.#facts.hasSpoken, keepMs: SPOKEN_MS },
    ]);
  }

  /** Forgets what was said on the card, so that it is read again. */
  async forgetComments(): Promise<void> {
    this.#facts.comments = null;
    await this.rereadComments();
  }

  /** Makes the next reconcile read the card's comments again; this one goes on with those that it has. */
  async rereadComments(): Promise<void> {
    await this.#store.remove(['heard']);
  }

  /** Notes how the card's own time stood when its comments were read, or need not be. */
  async noteSeen(upTo: Instant): Promise<void> {
    if (this.#facts.seenUpTo === upTo) return;
    this.#facts.seenUpTo = upTo;
    await this.#store.write('seen', upTo, SPOKEN_MS);
  }

  /** Notes whether somebody told Liaison something on a work item; of most cards nothing is to be noted. */
  async noteToldOnTasks(hasTold: boolean): Promise<void> {
    if (this.#facts.hasToldOnTasks === hasTold) return;
    this.#facts.hasToldOnTasks = hasTold;
    await this.#store.write('told', hasTold, SPOKEN_MS);
  }

  /** Takes these as the reminders on the card's feedback item, for this reconcile alone. */
  useReminders(reminders: OwnComment[]): void {
    this.#facts.reminders = reminders;
  }

  /** Notes the reminders on the card's feedback item. */
  async noteReminders(reminders: OwnComment[]): Promise<void> {
    this.useReminders(reminders);
    await this.#store.write('reminders', reminders, COMMENTS_MS);
  }

  /** Notes that Liaison changed something of the card at `at`; what is older than an hour is forgotten. */
  async noteChange(at: Instant): Promise<void> {
    this.#facts.changedAt = [...this.changedAt.filter(then => then > at - HOUR_MS), at];
    await this.#store.write('changed', this.#facts.changedAt, HOUR_MS);
  }

  /**
   * Notes that something is about to be written for the card, for whoever reconciles it next, in whatever process.
   * `changesToUndo` are the reported changes whose undo begins with it.
   */
  async noteActing(at: Instant, changesToUndo: readonly string[] = []): Promise<void> {
    this.#facts.actedAt = at;
    const acted: CardEntry = { name: 'acted', value: at, keepMs: MADE_MS };
    if (changesToUndo.length > 0) await this.undoLog.begin(at, changesToUndo, acted);
    else await this.#store.writeAll([acted]);
  }

  /** Notes since when which rules fail. */
  async noteFailing(failingSince: Record<string, Instant>): Promise<void> {
    this.#facts.failingSince = failingSince;
    await this.#store.write('failing', failingSince, FAILING_MS);
  }

  /** Notes what the reported changes tell of who joined and left; writes nothing where they tell nothing of it. */
  async noteJoinings(): Promise<void> {
    const joinings = joiningsAfter(this.joinings, this.reportedChanges);
    if (joinings === this.joinings) return;
    this.#facts.joinings = joinings;
    await this.#store.write('joined', joinings, JOINED_MS);
  }

  /** Notes how the card stood when the others that it concerns were asked for. */
  async noteOutline(outline: Outline): Promise<void> {
    this.#facts.outline = outline;
    await this.#store.write('outline', outline, OUTLINE_MS);
  }

  /** Forgets how the card stood: it is not on the board any more. */
  async forgetOutline(): Promise<void> {
    this.#facts.outline = null;
    await this.#store.remove(['outline']);
  }

  /** Notes that a name is taken by a list that is not seen, as long as a rule's failing is remembered. */
  async noteTakenName(taken: TakenName): Promise<void> {
    this.#facts.takenName = taken;
    await this.#store.write('taken-name', taken, FAILING_MS);
  }

  /** Notes which list is the card's, unless that is remembered just so. */
  async noteLink(link: ListLink): Promise<void> {
    const former = this.link;
    if (former && isNotedAlready(former, link)) return;
    this.#facts.link = link;
    await this.#store.write('list', link, LINK_MS);
    if (former?.id !== link.id) await noteCardOfList(this.#memory, link.id, this.cardId);
  }
}

function idOf(made: Made['object']): string | null {
  if (made === null || 'commentId' in made || 'taskId' in made) return null;
  return 'list' in made ? made.list.id : 'item' in made ? made.item.id : made.card.id;
}

/** Notes a reported change, of a card that nobody recalls for it; the same change reported twice is noted once. */
export async function noteReportedChange(memory: Memory, reported: ReportedChange): Promise<void> {
  await cardStore(memory, reported.cardId).write(REPORTED + reported.id, reported, REPORTED_MS);
}
