// Tells the board's owner once when something of Liaison's own has not worked for an hour, and says so when it works again.
// What was told stands in ClickUp and is read before anything is said; the memory keeps since when.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { Instant } from '../domain/day.ts';
import type { RichText } from '../domain/language/rich-text.ts';
import type { CompanyTexts } from '../domain/language/texts.ts';
import { TOLD_CHECKS, type ToldCheck, troubleText } from '../domain/language/trouble-text.ts';
import type { OwnComment, Person } from '../domain/observation.ts';
import type { Memory } from './memory/memory.ts';
import { type TroubleNote, TroubleNotes } from './memory/trouble-notes.ts';
import { ClickUpFailure } from './ports.ts';

/** Where the owner is told. Every failure is a `ClickUpFailure`. */
export type BoardComments = {
  /** Liaison's own comments there. */
  read(): Promise<OwnComment[]>;
  write(text: RichText, assignee: number): Promise<{ id: string }>;
  /** Puts this text in the place of a comment, and resolves it. */
  close(id: string, text: RichText, assignee: number): Promise<void>;
};

export type OwnerWatchDeps = {
  checks(): Promise<Readonly<Record<string, { ok: boolean }>>>;
  comments: BoardComments;
  /** Null while nobody is found. */
  owner(): Person | null;
  memory: Memory;
  texts: CompanyTexts;
  zone: string;
  clock: Clock;
  log: Log;
};

const MINUTE_MS = 60_000;
const TOLD_AFTER_MS = 60 * MINUTE_MS;
/** One process may not see what another does, and what comes and goes is one trouble. */
const WELL_FOR_MS = 5 * MINUTE_MS;
/** What an earlier process said and nobody remembers is looked for once, when this one has found its feet. */
const LOOKS_BACK_AFTER_MS = 10 * MINUTE_MS;

/** Somebody has to ask it to check, every minute or so. */
export class OwnerWatch {
  readonly #deps: OwnerWatchDeps;
  readonly #notes: TroubleNotes;
  readonly #startedAt: Instant;
  #hasLookedBack = false;

  constructor(deps: OwnerWatchDeps) {
    this.#deps = deps;
    this.#notes = new TroubleNotes(deps.memory);
    this.#startedAt = deps.clock.now();
  }

  /** Rejects as ClickUp does; what was not said then is said at the next check. */
  async check(): Promise<void> {
    const owner = this.#deps.owner();
    if (owner === null) return;
    const checks = await this.#deps.checks();
    const now = this.#deps.clock.now();
    const notes = await this.#notes.read();
    await this.#lookBack(notes, now);
    for (const name of TOLD_CHECKS) {
      const note = notes.get(name);
      if (checks[name]?.ok !== false) continue;
      await this.#note(notes, name, { since: now, commentId: null, ...note, seenAt: now });
    }
    await this.#tell(notes, owner, now);
    await this.#close(notes, owner, now);
  }

  /** Takes over what stands in ClickUp, once; after that the notes know. */
  async #lookBack(notes: Notes, now: Instant): Promise<void> {
    if (this.#hasLookedBack || now - this.#startedAt < LOOKS_BACK_AFTER_MS) return;
    await this.#takeOver(notes, await this.#openComments());
    this.#hasLookedBack = true;
  }

  async #takeOver(notes: Notes, open: readonly OwnComment[]): Promise<void> {
    for (const { id, at, rules } of open) {
      for (const name of TOLD_CHECKS.filter(check => rules.includes(check))) {
        const known = notes.get(name);
        if (known?.commentId) continue;
        await this.#note(notes, name, { since: at, seenAt: at, ...known, commentId: id });
      }
    }
  }

  async #tell(notes: Notes, owner: Person, now: Instant): Promise<void> {
    const due = () =>
      [...notes].filter(
        ([, { since, seenAt, commentId }]) =>
          commentId === null && seenAt === now && now - since >= TOLD_AFTER_MS,
      );
    if (due().length === 0 || !(await this.#notes.claimTelling())) return;
    let isTold = false;
    try {
      await this.#takeOver(notes, await this.#openComments());
      const untold = due();
      if (untold.length === 0) return;
      const { id } = await this.#deps.comments.write(this.#text(untold, owner, null), owner.id);
      isTold = true;
      for (const [name, note] of untold) await this.#note(notes, name, { ...note, commentId: id });
      const checks = untold.map(([name]) => name).join(', ');
      this.#deps.log.info({ user: owner.id, key: checks }, 'the owner was told that something does not work');
    } finally {
      // Once it was told the claim runs out by itself: whoever looked at the same time may not be shown the comment yet.
      if (!isTold) await this.#notes.releaseTelling();
    }
  }

  async #close(notes: Notes, owner: Person, now: Instant): Promise<void> {
    const isWell = ({ seenAt }: TroubleNote) => now - seenAt >= WELL_FOR_MS;
    const comments = new Set([...notes.values()].map(({ commentId }) => commentId));
    for (const id of comments) {
      const told = [...notes].filter(([, { commentId }]) => commentId === id);
      // What was never told ends one by one; a comment is closed once all of it is well.
      if (id !== null && !told.every(([, note]) => isWell(note))) continue;
      if (id !== null) await this.#closeComment(id, told, owner);
      for (const [name, note] of told) {
        if (!isWell(note)) continue;
        notes.delete(name);
        await this.#notes.forget(name);
      }
    }
  }

  async #closeComment(id: string, told: Told, owner: Person): Promise<void> {
    const overSince = Math.max(...told.map(([, { seenAt }]) => seenAt));
    try {
      await this.#deps.comments.close(id, this.#text(told, owner, overSince), owner.id);
    } catch (error) {
      const isFinal = error instanceof ClickUpFailure && ['gone', 'invalid', 'refused'].includes(error.kind);
      // Somebody deleted it, or it is not ours to edit: the matter is over all the same.
      if (!isFinal) throw error;
      this.#deps.log.warn({ reason: reasonOf(error) }, 'what the owner was told could not be closed');
    }
  }

  #text(told: Told, owner: Person, overSince: Instant | null): RichText {
    const { texts, zone } = this.#deps;
    const since = Math.min(...told.map(([, note]) => note.since));
    return troubleText({ owner, checks: told.map(([name]) => name), since, overSince, zone }, texts);
  }

  async #openComments(): Promise<OwnComment[]> {
    const own = await this.#deps.comments.read();
    return own.filter(({ kind, isMended, isResolved }) => kind === 'trouble' && !isMended && !isResolved);
  }

  async #note(notes: Notes, name: ToldCheck, note: TroubleNote): Promise<void> {
    notes.set(name, note);
    await this.#notes.write(name, note);
  }
}

type Notes = Map<ToldCheck, TroubleNote>;
type Told = readonly (readonly [ToldCheck, TroubleNote])[];
