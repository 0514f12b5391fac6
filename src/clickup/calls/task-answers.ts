// What an answer about one task means: a card, a work item, or one that can't be read and is named.
import { z } from 'zod';
import type { Card, WorkItem } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';
import { misread, understand } from '../http/misread.ts';
import type { Transport } from '../http/transport.ts';
import { readManagedCard } from '../marks.ts';
import type { Places } from '../places/places.ts';
import { readRecord } from '../record-text.ts';
import { Answer, CardTask, ItemTask } from '../schemas.ts';
import { cardOf, itemOf } from '../translate.ts';

/** An id, as text. */
export const Id = z.union([z.string().min(1), z.number().transform(String)]);

/** Where a task is, which may be known of one that can't be read. */
export const Whereabouts = z.object({
  archived: z.boolean().nullish().catch(null),
  parent: z.string().min(1).nullish().catch(null),
  list: z.object({ id: Id }).nullish().catch(null),
});

/** Reads the answers about single tasks. */
export type TaskAnswers = {
  card(answer: unknown, id: string | null, facts?: AnswerFacts): Card;
  item(answer: unknown, id: string | null, facts?: AnswerFacts): WorkItem;
};

/** A write was done, also where its answer can't be read. */
export type AnswerFacts = { isMaybeApplied?: boolean };

/** For the places of one playbook; days are read in `zone`. */
export function taskAnswers(places: Places, zone: string): TaskAnswers {
  return {
    card: (answer, id, facts = {}) =>
      understood(answer, CardTask, 'card', task => cardOf(task, places, zone), id, facts),
    item: (answer, id, facts = {}) =>
      understood(answer, ItemTask, 'item', task => itemOf(task, zone), id, facts),
  };
}

/** One task as ClickUp answers it; null where it says that it is deleted or unknown. */
export async function readTask(
  transport: Transport,
  id: string,
  doing: string,
): Promise<{ answer: unknown } | null> {
  try {
    return { answer: await transport.request({ method: 'GET', path: `/task/${id}`, answer: Answer, doing }) };
  } catch (error) {
    if (error instanceof ClickUpFailure && error.kind === 'gone') return null;
    throw error;
  }
}

/** The part of a query that leaves out what was not updated since. */
export const updatedAfter = (since: number | null) => (since === null ? {} : { date_updated_gt: since });

/** What is asked for by its id has that one, whatever the answer says. */
function understood<R, T>(
  answer: unknown,
  schema: z.ZodType<R>,
  kind: 'card' | 'item',
  translate: (task: R) => T,
  id: string | null,
  facts: { isMaybeApplied?: boolean },
): T {
  try {
    return translate(understand(schema, answer, kind, facts));
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || error.thing === null) throw error;
    const place = kind === 'item' ? placeOfItem(answer) : {};
    const thing = { ...error.thing, id: error.thing.id ?? id, ...place };
    throw misread(thing, { ...facts, message: error.message });
  }
}

const Place = z.object({
  list: z.object({ id: Id }).nullish().catch(null),
  description: z.string().nullish().catch(null),
  text_content: z.string().nullish().catch(null),
});

/** Whose a work item is that can't be read: by the list that it is in, or by what Liaison wrote into it. */
export function placeOfItem(raw: unknown): Partial<Unreadable> {
  const { list, description, text_content: plain } = Place.safeParse(raw).data ?? {};
  const text = description || plain || '';
  const record = readRecord(text);
  const cardId = record && record !== 'unreadable' ? record.card : readManagedCard(text);
  return { ...(list ? { listId: list.id } : {}), ...(cardId === null ? {} : { cardId }) };
}
