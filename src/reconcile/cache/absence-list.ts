// The list of absences as this process knows it: read whole now and then, kept current by what changed since, shared with
// other processes through the memory. Where it can't be read, what was last known counts.
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { reasonOf } from '../../base/reason-of.ts';
import type { Instant } from '../../domain/day.ts';
import type { Absence } from '../../domain/people/absence.ts';
import { entryOf } from '../memory/entry.ts';
import type { Memory } from '../memory/memory.ts';
import { type AbsenceTask, type ClickUp, ClickUpFailure } from '../ports.ts';
import { type SingleFlight, singleFlight } from './single-flight.ts';

const KEEP_MS = 3 * 86_400_000;
/** No read of what changed tells of a task that was deleted. */
const WHOLE_EVERY_MS = 60 * 60_000;
/** Who observes a card waits no longer for a list that can't be read. */
const RETRY_MS = 60_000;

/** Since when the list can't be read, and why. */
export type AbsenceTrouble = { since: Instant; reason: string };

type Kept = { fullAt: Instant; seenUpTo: Instant; absences: Absence[]; trouble: AbsenceTrouble | null };

const Shape: z.ZodType<Kept> = z.object({
  fullAt: z.number(),
  seenUpTo: z.number(),
  absences: z.array(
    z.object({
      id: z.string(),
      people: z.array(z.number()),
      from: z.string(),
      until: z.string(),
      madeFor: z.string().nullable(),
    }),
  ),
  trouble: z.object({ since: z.number(), reason: z.string() }).nullable(),
});

export type AbsenceListDeps = {
  clickUp: Pick<ClickUp, 'readAbsences'>;
  memory: Memory;
  clock: Clock;
};

/** Where the playbook names no list it asks nobody, and notes nothing. Rejects as the memory does. */
export class AbsenceList {
  readonly #deps: AbsenceListDeps;
  readonly #key: string;
  /** So far back a read of what changed reaches, since things may show late. */
  readonly #overlapMs: number;
  readonly #reads: SingleFlight<void>;
  #held: Kept | null = null;
  #text: string | null = null;
  #hasList = true;
  #triedAt: Instant = 0;
  /** What our own writes have shown, which a read soon after may lack. */
  readonly #own = new Map<string, { at: Instant; absence: Absence | null }>();

  constructor(deps: AbsenceListDeps, { overlapMs, fingerprint }: { overlapMs: number; fingerprint: string }) {
    this.#deps = deps;
    this.#key = `absences:${fingerprint}`;
    this.#overlapMs = overlapMs;
    this.#reads = singleFlight(deps.clock, startedAt => this.#read(startedAt));
  }

  /** Who is away when, as far as is known; undefined where the playbook names no list, or nothing is known yet. */
  present(): readonly Absence[] | undefined {
    return this.#held?.absences;
  }

  /** Why the list can't be read; null if it can. */
  trouble(): AbsenceTrouble | null {
    return this.#held?.trouble ?? null;
  }

  /** Takes over what other processes know, and reads the list where nobody knows anything. */
  async refresh(): Promise<void> {
    if (!this.#hasList) return;
    await this.#takeIn();
    const isTried = this.#deps.clock.now() - this.#triedAt < RETRY_MS;
    if (this.#held === null || (this.#held.fullAt === 0 && !isTried)) await this.#reads.since(0);
  }

  /** Reads what changed; answers with the people who are away otherwise than was known before. */
  async poll(): Promise<number[]> {
    if (!this.#hasList) return [];
    await this.#takeIn();
    const before = this.#held?.absences ?? [];
    await this.#reads.since(this.#deps.clock.now());
    return changedPeople(before, this.#held?.absences ?? []);
  }

  /** Puts a task as the answer to our own write has shown it; one that is closed says nothing any more. */
  async put(task: AbsenceTask): Promise<void> {
    await this.#takeIn();
    const [absence = null] = absencesIn([task]);
    this.#own.set(task.id, { at: this.#deps.clock.now(), absence });
    if (this.#held) await this.#keep({ ...this.#held, absences: this.#withOwn(this.#held.absences) });
  }

  /** Lets go of a task that is closed, or is not there any more. */
  async remove(id: string): Promise<void> {
    await this.put({ id, people: [], from: null, until: null, madeFor: null, isOpen: false, updatedAt: 0 });
  }

  async #read(startedAt: Instant): Promise<void> {
    const former = this.#held;
    const isWhole = former === null || startedAt - former.fullAt >= WHOLE_EVERY_MS;
    this.#triedAt = startedAt;
    try {
      const tasks = await this.#deps.clickUp.readAbsences(isWhole ? null : former.seenUpTo - this.#overlapMs);
      if (tasks === null) {
        this.#hasList = false;
        return;
      }
      const seenUpTo = tasks.reduce((at, { updatedAt }) => Math.max(at, updatedAt), former?.seenUpTo ?? 0);
      const shown = new Set(tasks.map(({ id }) => id));
      const others = isWhole ? [] : former.absences.filter(({ id }) => !shown.has(id));
      const absences = this.#withOwn([...others, ...absencesIn(tasks)], startedAt);
      const fullAt = isWhole ? startedAt : former.fullAt;
      await this.#keep({ fullAt, seenUpTo, absences, trouble: null });
    } catch (error) {
      if (!(error instanceof ClickUpFailure) || error.kind === 'limited' || error.kind === 'unavailable')
        throw error;
      const trouble = former?.trouble ?? { since: startedAt, reason: reasonOf(error) };
      await this.#keep({ fullAt: 0, seenUpTo: 0, absences: [], ...former, trouble });
    }
  }

  /** The very same absences stay the same object: what is worked out from them is remembered with it. */
  async #keep(next: Kept): Promise<void> {
    const former = this.#held;
    const isSame = former !== null && JSON.stringify(former.absences) === JSON.stringify(next.absences);
    this.#held = isSame ? { ...next, absences: former.absences } : next;
    const text = JSON.stringify(this.#held);
    if (text === this.#text) return;
    this.#text = text;
    await this.#deps.memory.write(this.#key, text, KEEP_MS);
  }

  async #takeIn(): Promise<void> {
    const text = await this.#deps.memory.read(this.#key);
    if (text === null || text === this.#text) return;
    const found = entryOf(Shape, text);
    if (!found) return;
    const former = this.#held;
    const absences = this.#withOwn(found.absences);
    const isSame = former !== null && JSON.stringify(former.absences) === JSON.stringify(absences);
    this.#held = { ...found, absences: isSame ? former.absences : absences };
    this.#text = text;
  }

  #withOwn(absences: readonly Absence[], since = this.#deps.clock.now()): Absence[] {
    for (const [id, { at }] of this.#own) if (at < since - this.#overlapMs) this.#own.delete(id);
    const others = absences.filter(({ id }) => !this.#own.has(id));
    return [...others, ...[...this.#own.values()].flatMap(({ absence }) => absence ?? [])].sort(byId);
  }
}

/** Open, with somebody, and with both days: anything else in the list says nothing. */
function absencesIn(tasks: readonly AbsenceTask[]): Absence[] {
  return tasks.flatMap(({ id, people, from, until, madeFor, isOpen }) =>
    isOpen && people.length > 0 && from !== null && until !== null && from <= until
      ? [{ id, people, from, until, madeFor }]
      : [],
  );
}

function changedPeople(before: readonly Absence[], after: readonly Absence[]): number[] {
  if (before === after) return [];
  const spansBy = (absences: readonly Absence[]): Map<number, string> => {
    const spans = new Map<number, string[]>();
    for (const { people, from, until } of absences) {
      for (const person of people) spans.set(person, [...(spans.get(person) ?? []), `${from} ${until}`]);
    }
    return new Map([...spans].map(([person, all]) => [person, all.sort().join()]));
  };
  const [former, present] = [spansBy(before), spansBy(after)];
  const people = new Set([...former.keys(), ...present.keys()]);
  return [...people].filter(person => former.get(person) !== present.get(person));
}

function byId(one: Absence, other: Absence): number {
  return one.id < other.id ? -1 : 1;
}
