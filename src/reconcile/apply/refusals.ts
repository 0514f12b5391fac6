// What ClickUp refused for good, as it is remembered of a card, and how an operation is done in spite of it.

import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';
import type { Refused } from '../../domain/observation.ts';
import { type Operation, recordOf } from '../../domain/operation.ts';
import { isPerson } from '../../domain/operations/refusal-names.ts';

import { operationName } from '../../domain/refused.ts';
import { entryOf } from '../memory/entry.ts';
import type { Memory } from '../memory/memory.ts';
import { ClickUpFailure } from '../ports.ts';

const MINUTE_MS = 60_000;
/** How long is waited after the first refusal of one thing, the second, …: once may be a hiccup, always is for good. */
const WAITS_MS = [10_000, 5 * MINUTE_MS, 60 * MINUTE_MS, 20 * 60 * MINUTE_MS];
/** A person who can't be assigned would cost a second request for each of several tasks. */
const PERSON_WAITS_MS = WAITS_MS.slice(2);
const KEEP_MS = 3 * 24 * 60 * MINUTE_MS;

const Refusal = z.object({
  what: z.string(),
  why: z.string(),
  times: z.number(),
  at: z.number(),
  until: z.number(),
});
const Entry = z.array(Refusal);
const keyIn = (cardId: string): string => `refused:${cardId}`;

/** What was refused lately for one card. */
export type Refusals = {
  /** What is not to be tried at present. Whatever was refused before `since` is tried again by then. */
  heeded(since: Instant): Refused[];
  /** When the next of them is tried again; null if there is none. */
  next(): Instant | null;
  note(what: string, why: string): void;
  /** What was done after all. */
  forget(what: string): void;
  /** Writes what changed since to the memory. */
  keep(): Promise<void>;
};

/** Reads what is remembered of the card. */
export async function recallRefusals(
  { memory, clock }: { memory: Memory; clock: Clock },
  cardId: string,
): Promise<Refusals> {
  const kept = new Map((entryOf(Entry, await memory.read(keyIn(cardId))) ?? []).map(one => [one.what, one]));
  let isChanged = false;
  return {
    heeded: since =>
      [...kept.values()]
        .filter(({ at, until }) => at >= since && until > clock.now())
        .map(({ what, why }) => ({ what, why })),
    next() {
      const coming = [...kept.values()].map(({ until }) => until).filter(until => until > clock.now());
      return coming.length === 0 ? null : Math.min(...coming);
    },
    note(what, why) {
      const at = clock.now();
      const times = (kept.get(what)?.times ?? 0) + 1;
      const waits = isPerson(what) ? PERSON_WAITS_MS : WAITS_MS;
      const until = at + (waits[Math.min(times, waits.length) - 1] ?? 0);
      kept.set(what, { what, why, times, at, until });
      isChanged = true;
    },
    forget(what) {
      isChanged = kept.delete(what) || isChanged;
    },
    async keep() {
      if (!isChanged) return;
      isChanged = false;
      await memory.write(keyIn(cardId), JSON.stringify([...kept.values()]), KEEP_MS);
    },
  };
}

/** ClickUp says no to this very request, and would again; what is wrong with the token itself is no such thing. */
export function isRefusedForGood(error: unknown): error is ClickUpFailure {
  if (!(error instanceof ClickUpFailure) || error.isMaybeApplied || error.isOfToken) return false;
  return error.kind === 'invalid' || error.kind === 'refused';
}

type Attempt = (operation: Operation) => Promise<boolean>;

/**
 * Does an operation as far as ClickUp lets it: whole, or without the people that it refuses. Answers with whether that
 * was all of it; `refusals` notes the rest. Rejects with whatever is no refusal for good.
 */
export async function actAsFarAsAllowed(
  operation: Operation,
  act: (operation: Operation) => Promise<void>,
  refusals: Refusals,
): Promise<'whole' | 'without people' | 'left out'> {
  let why = '';
  const isDone: Attempt = async one => {
    try {
      await act(one);
      return true;
    } catch (error) {
      if (!isRefusedForGood(error)) throw error;
      why = withoutRoute(error.message);
      return false;
    }
  };
  if (await isDone(operation)) {
    refusals.forget(operationName(operation));
    return 'whole';
  }
  const refused = await withoutPeople(operation, isDone);
  if (refused === null) {
    refusals.note(operationName(operation), why);
    return 'left out';
  }
  for (const what of refused) refusals.note(what, why);
  return 'without people';
}

/** Tries without the people in it; answers with the names of those that are refused, or null where that is no use either. */
async function withoutPeople(operation: Operation, isDone: Attempt): Promise<string[] | null> {
  const { assigned } = recordOf(operation);
  const people = assigned?.of(operation) ?? [];
  if (!assigned || people.length === 0) return null;
  const rest = assigned.without(operation, () => true);
  if (rest && !(await isDone(rest))) return null;
  const names = people.map(assigned.refusalOf);
  // Of several that can't be tried alone nobody knows who it was: what was made is changed afterwards, person by person.
  if (!assigned.onlyFor) return names.length === 1 ? names : [];
  const refused: string[] = [];
  for (const id of people) {
    if (!(await isDone(assigned.onlyFor(operation, id)))) refused.push(assigned.refusalOf(id));
  }
  return refused;
}

/** People read it on the card, and the route tells them nothing; the log has it. */
function withoutRoute(message: string): string {
  return message.replace(/ \([A-Z]+ \/[^()]*\)\.?$/, '');
}
