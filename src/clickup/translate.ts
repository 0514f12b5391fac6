// The one file that knows both worlds: ClickUp's answers become cards, items and comments of the domain, and what
// the domain says and means becomes ClickUp's blocks and dates. Pure; nothing here sends anything.

import type { Day, Instant } from '../domain/day.ts';
import { readHeadline } from '../domain/language/headline.ts';
import type { RichText, Span } from '../domain/language/rich-text.ts';
import {
  type Card,
  FIELD_KEYS,
  type OwnComment,
  type TeamList,
  type WorkItem,
} from '../domain/observation.ts';
import { dayOf, noonOf } from '../domain/schedule/calendar.ts';
import { type AbsenceTask, ClickUpFailure } from '../reconcile/ports.ts';
import type { CommentAnswer } from './comment-schemas.ts';
import { choiceIn, isFieldShown, labelsIn, numberIn, peopleIn, wordsIn } from './field-values.ts';
import {
  isMarkedFinished,
  readAbsence,
  readCardId,
  readFollowed,
  readStillOpen,
  readTemplate,
} from './marks.ts';
import { personOf } from './people.ts';
import type { Places } from './places/places.ts';
import { readRecord } from './record-text.ts';
import type { CardTask, ItemTask, ListAnswer } from './schemas.ts';

/** Marks an item as made from the template whose key follows; releases before this one put the number of an occurrence behind it. */
export const TEMPLATE_TAG = 'liaison-';
/** Marks the about item. */
export const ABOUT_TAG = 'liaison-about';

/** A task of the board as a card; days are read in `zone`. */
export function cardOf(
  task: CardTask,
  { fields, lostFields }: Pick<Places, 'fields' | 'lostFields'>,
  zone: string,
): Card {
  const unseen = FIELD_KEYS.filter(
    key => lostFields.includes(key) || (fields[key] && !isFieldShown(task, fields[key])),
  );
  return {
    id: task.id,
    name: task.name,
    url: urlOf(task),
    status: task.status.status.toLowerCase(),
    priority: task.priority,
    orderIndex: task.orderindex,
    assignees: task.assignees.map(personOf),
    assignedGroups: task.group_assignees,
    supporters: fields.supporter ? peopleIn(task, fields.supporter) : [],
    functionsNeeded: fields.functions ? labelsIn(task, fields.functions) : [],
    outcome: fields.outcome ? choiceIn(task, fields.outcome) : null,
    feedbackCount: fields.feedback ? numberIn(task, fields.feedback) : null,
    ...metricsOf(task, fields),
    startOn: readDay(task.start_date, zone),
    dueOn: readDay(task.due_date, zone),
    tags: task.tags.map(tag => tag.name),
    links: linksOf(task),
    follows: readFollowed(task.description || task.text_content || ''),
    ...timesOf(task),
    ...endOf(task, zone),
    ...(unseen.length > 0 ? { unseenFields: unseen, unknownFields: unseen } : {}),
  };
}

const METRICS = ['baseline', 'target', 'actual'] as const;

/** Only those that the playbook names. */
function metricsOf(
  task: CardTask,
  fields: Places['fields'],
): Partial<Record<(typeof METRICS)[number], string | null>> {
  const named = METRICS.flatMap(key => (fields[key] ? [[key, wordsIn(task, fields[key])] as const] : []));
  return Object.fromEntries(named);
}

/** A task of a team list as a work item; its due day is read in `zone`. */
export function itemOf(task: ItemTask, zone: string): WorkItem {
  const description = task.description || task.text_content || '';
  const tags = task.tags.map(tag => tag.name.toLowerCase());
  const found = readRecord(description);
  // Marks alone don't make an about item: somebody may only speak of them, and about items are written anew.
  const isAbout = tags.includes(ABOUT_TAG) || (found !== null && found !== 'unreadable');
  const { type } = task.status;
  const line = isAbout ? null : readTemplate(description);
  const template = isAbout ? null : (line ?? taggedTemplate(tags));
  return {
    id: task.id,
    listId: task.list.id,
    parentId: task.parent,
    name: task.name,
    url: urlOf(task),
    template,
    ...(line === null && template !== null ? { isByTag: true as const } : {}),
    tags,
    isAbout,
    record: isAbout ? found : null,
    ...(isAbout && task.creator ? { madeBy: task.creator.id } : {}),
    isClosed: type === 'closed' || type === 'done',
    dueOn: readDay(task.due_date, zone),
    assignees: task.assignees.map(person => person.id),
    ...timesOf(task),
  };
}

type AbsenceTaskAnswer = Pick<
  ItemTask,
  | 'id'
  | 'status'
  | 'assignees'
  | 'start_date'
  | 'due_date'
  | 'description'
  | 'text_content'
  | 'date_created'
  | 'date_updated'
>;

/** A task of the list of absences; its days are read in `zone`. */
export function absenceOf(task: AbsenceTaskAnswer, zone: string): AbsenceTask {
  const { type } = task.status;
  return {
    id: task.id,
    people: task.assignees.map(({ id }) => id),
    from: readDay(task.start_date, zone),
    until: readDay(task.due_date, zone),
    madeFor: readAbsence(task.description || task.text_content || ''),
    isOpen: type !== 'closed' && type !== 'done',
    updatedAt: task.date_updated ?? task.date_created ?? 0,
  };
}

/** A list as a team list. */
export function listOf(list: ListAnswer): TeamList {
  const content = list.content ?? '';
  const stillOpen = readStillOpen(content);
  return {
    id: list.id,
    name: list.name,
    cardId: readCardId(content),
    isFinished: isMarkedFinished(content),
    ...(stillOpen === null ? {} : { stillOpen }),
  };
}

/** A comment of Liaison's own, null if somebody else wrote it or it has no headline of ours. */
export function ownCommentOf(comment: CommentAnswer, myId: number): OwnComment | null {
  if (comment.user?.id !== myId) return null;
  const { text } = comment;
  const headline = readHeadline(text);
  if (!headline) return null;
  const { kind, rules, isMended, until } = headline;
  return {
    id: comment.id,
    kind,
    rules,
    isMended,
    until,
    isResolved: comment.resolved ?? false,
    assignee: comment.assignee?.id ?? null,
    ...(comment.reply_count ? { replies: comment.reply_count } : {}),
    // The last link of the status comment leads to the page of the team list.
    ...(kind === 'status' ? { page: comment.links.at(-1) ?? null } : {}),
    text: text.trim(),
    at: comment.date ?? 0,
  };
}

/** One block of a comment as ClickUp takes it. */
export type CommentBlock =
  | { text: string; attributes?: { bold?: true; link?: string; list?: { list: 'bullet' } } }
  | { type: 'tag'; user: { id: number } };

/** What we say as ClickUp's blocks. Fails with `invalid` where a link still waits for its address. */
export function blocksOf(text: RichText): CommentBlock[] {
  return text.flatMap(({ spans, bullet }): CommentBlock[] => [
    ...spans.flatMap(span => blockOf(span) ?? []),
    // A line's own form sits on the line end that closes it.
    bullet ? { text: '\n', attributes: { list: { list: 'bullet' } } } : { text: '\n' },
  ]);
}

/**
 * A day as it is written: its noon. Without a time ClickUp keeps 04:00 of that day in the token owner's zone, which
 * shows nicely but, some zones apart, is another day in the playbook's zone; then the time is kept as well.
 */
export function writtenDay(
  day: Day,
  zone: string,
  ownersZone: string | null,
): { due_date: Instant; due_date_time: boolean } {
  const due_date = noonOf(day, zone);
  return {
    due_date,
    due_date_time: ownersZone === null || !isKeptWithoutTime(day, due_date, zone, ownersZone),
  };
}

const HOUR_MS = 3_600_000;

function isKeptWithoutTime(day: Day, noon: Instant, zone: string, ownersZone: string): boolean {
  const ownersNoon = noonOf(dayOf(noon, ownersZone), ownersZone);
  // 04:00, with an hour on both sides for the days on which clocks change.
  return [9, 7].every(hours => dayOf(ownersNoon - hours * HOUR_MS, zone) === day);
}

function readDay(millis: number | null, zone: string): Day | null {
  if (millis === null) return null;
  try {
    const day = dayOf(millis, zone);
    return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
  } catch {
    // Beyond what a calendar can hold.
    return null;
  }
}

function timesOf(task: CardTask | ItemTask): { createdAt: Instant; updatedAt: Instant } {
  const createdAt = task.date_created ?? 0;
  return { createdAt, updatedAt: task.date_updated ?? createdAt };
}

/** A status of the type closed has both dates, one of the type done has the second alone. */
function endOf({ date_closed: closedAt, date_done: doneAt }: CardTask, zone: string): Pick<Card, 'endedOn'> {
  const endedOn = readDay(closedAt ?? doneAt, zone);
  return endedOn === null ? {} : { endedOn };
}

function urlOf(task: CardTask | ItemTask): string {
  return task.url === '' ? `https://app.clickup.com/t/${task.id}` : task.url;
}

function taggedTemplate(tags: readonly string[]): string | null {
  return tags.find(name => name.startsWith(TEMPLATE_TAG))?.slice(TEMPLATE_TAG.length) ?? null;
}

/** A link is kept once, with its two tasks in the order in which it was made. */
function linksOf({ id, linked_tasks: links }: CardTask): string[] {
  return links.map(({ task_id: one, link_id: other }) => (one === id ? other : one));
}

function blockOf(span: Span): CommentBlock | null {
  if (typeof span === 'string') return span === '' ? null : { text: span };
  if ('bold' in span) return { text: span.bold, attributes: { bold: true } };
  if ('mention' in span) return { type: 'tag', user: { id: span.mention.id } };
  if (typeof span.url === 'string') return { text: span.link, attributes: { link: span.url } };
  throw new ClickUpFailure(
    'invalid',
    `The link "${span.link}" has no address yet; resolve it before writing.`,
  );
}
