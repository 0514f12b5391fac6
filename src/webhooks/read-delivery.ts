// What a delivery says changed, in the domain's words. Pure and lenient: what the vendor adds is passed over.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isCommand } from '../domain/commands/command-parts.ts';
import type { Instant } from '../domain/day.ts';
import { readHeadline } from '../domain/language/headline.ts';
import type { ReportedChange } from '../domain/observation.ts';
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { Reading, UnplacedChange } from '../reconcile/deliveries/reading.ts';

const Id = z.union([z.string().min(1), z.number().transform(String)]);
const OptionalId = Id.nullish().catch(null);

const Envelope = z.object({
  task_id: OptionalId,
  list_id: OptionalId,
  folder_id: OptionalId,
  history_items: z.array(z.unknown()).catch([]),
});

const User = z.object({
  id: z.coerce.number().int(),
  username: z.string().nullish().catch(null),
  email: z.string().nullish().catch(null),
});
const Status = z.object({ status: z.string().min(1) });

const Words = z.object({
  text_content: z.string().nullish(),
  comment: z.array(z.looseObject({ text: z.string().catch('') })).nullish(),
});
/** The comment that a reply stands under, where the delivery has more of it than an id. */
const Parent = Words.refine(words => wordsOf(words) !== undefined);
/** A mention before a command. */
const MENTION = /^\s*@[^/\n]{1,80}(?=[/“”„"«»‘’‚'`])/;

const HistoryItem = z.object({
  id: OptionalId,
  date: z.coerce.number().int().positive().nullable().catch(null),
  field: z.string().catch('unknown'),
  parent_id: OptionalId,
  user: User.nullable().catch(null),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  custom_field: z.object({ id: z.string() }).nullish().catch(null),
  comment: Words.nullish().catch(null),
  /** Only replies in a thread have one: the comment they reply to, as an object (some say: its id). */
  parent_comment: z.unknown().optional(),
});
type HistoryItem = z.infer<typeof HistoryItem>;

/** Fields of a task that nothing in Liaison looks at. */
const UNSEEN_FIELDS: ReadonlySet<string> = new Set(['time_spent', 'time_estimate']);

/** Reads a delivery; `supporterFieldId` is the id of the board's supporter field, null while it is unknown. */
export function readDelivery(delivery: Delivery, known: { supporterFieldId: string | null }): Reading {
  const { event, receivedAt } = delivery;
  const envelope = Envelope.parse(delivery.body);
  const items = envelope.history_items.flatMap(item => HistoryItem.safeParse(item).data ?? []);
  const taskId = envelope.task_id ?? null;
  const place = {
    taskId,
    listId: envelope.list_id ?? (taskId === null ? null : (items.at(-1)?.parent_id ?? null)),
    folderId: envelope.folder_id ?? null,
  };
  const ignored = reasonToIgnore(event, place, items);
  if (ignored !== null)
    return { ...place, reportedChanges: [], commentId: null, hasHeadline: false, ignored };

  const resource = place.taskId ?? place.listId ?? place.folderId ?? '';
  const seen = items.filter(item => !UNSEEN_FIELDS.has(item.field));
  const reportedChanges = seen.map(
    (item): UnplacedChange => ({
      // The twins of one action carry the same items, so the item's own id makes them one reported change.
      id: idOf(item) ?? namelessId(resource, item, receivedAt),
      ...(item.date === null ? { at: receivedAt, isUndated: true } : { at: item.date }),
      receivedAt,
      by: item.user?.id ?? null,
      change: changeOf(item, known.supporterFieldId),
    }),
  );
  if (seen.length === 0) reportedChanges.push(plainChange(event, resource, receivedAt));
  const commentId = commentOf(items);
  const hasHeadline = items.some(item => readHeadline(textOf(item) ?? '') !== null);
  return {
    ...place,
    reportedChanges: reportedChanges.sort((one, other) => one.at - other.at),
    commentId,
    hasHeadline,
    ignored: null,
  };
}

/** An edit has the id of the comment's first text: what is said now tells them apart, so that neither hides the other. */
function idOf(item: HistoryItem): string | null | undefined {
  if (item.field !== 'comment' || !item.id) return item.id;
  return `${item.id}:${createHash('sha256')
    .update(textOf(item) ?? '')
    .digest('hex')
    .slice(0, 12)}`;
}

/** An item without an id of its own: its twin comes under another event and says the same. */
function namelessId(
  resource: string,
  { field, date, user, before, after }: HistoryItem,
  receivedAt: Instant,
) {
  const what = JSON.stringify([user?.id, before, after]);
  return `${resource}:${field}:${date ?? receivedAt}:${createHash('sha256').update(what).digest('hex').slice(0, 12)}`;
}

function commentOf(items: readonly HistoryItem[]): string | null {
  const [first] = items;
  if (first?.field !== 'comment' || items.length > 1) return null;
  return Id.safeParse(first.after).data ?? null;
}

function changeOf(item: HistoryItem, supporterFieldId: string | null): ReportedChange['change'] {
  if (item.field === 'assignee_add' || item.field === 'assignee_rem') {
    const hasJoined = item.field === 'assignee_add';
    const user = User.safeParse(hasJoined ? item.after : item.before).data;
    if (!user) return { kind: 'other' };
    const name = user.username ?? user.email ?? `user ${user.id}`;
    return { kind: hasJoined ? 'joined' : 'left', person: { id: user.id, name } };
  }
  if (item.field === 'status') {
    // A new task comes from no status.
    const [from, to] = [item.before, item.after].map(side =>
      Status.safeParse(side).data?.status.toLowerCase(),
    );
    return from !== undefined && to !== undefined ? { kind: 'moved', from, to } : { kind: 'other' };
  }
  if (item.field === 'comment') {
    const commentId = Id.safeParse(item.after).data;
    return {
      kind: 'comment',
      isCommand: isCommandIn(item),
      ...(commentId === undefined ? {} : { commentId }),
    };
  }
  const isSupporter = supporterFieldId !== null && item.custom_field?.id === supporterFieldId;
  return item.field === 'custom_field' && isSupporter ? { kind: 'supporter' } : { kind: 'other' };
}

/**
 * In threads only those of Liaison’s own comments and of commands count; a text that the delivery lacks may be either.
 * Whoever is mentioned first may be Liaison: what is read of the comment tells.
 */
function isCommandIn(item: HistoryItem): boolean {
  const parent = Parent.safeParse(item.parent_comment).data;
  const parentText = parent && wordsOf(parent);
  if (parentText !== undefined && readHeadline(parentText) === null && !isCommand(parentText)) return false;
  const text = textOf(item);
  return text === undefined || isCommand(text.replace(MENTION, ''));
}

function textOf({ comment }: HistoryItem): string | undefined {
  return comment ? wordsOf(comment) : undefined;
}

function wordsOf({ text_content: text, comment: blocks }: z.infer<typeof Words>): string | undefined {
  return text ?? blocks?.map(block => block.text).join('');
}

/** For deliveries without history: each thing is created and deleted once, anything else may happen again. */
function plainChange(event: string, resource: string, receivedAt: Instant): UnplacedChange {
  const isOnce = /(Created|Deleted)$/.test(event);
  const id = isOnce ? `${event}:${resource}` : `${event}:${resource}:${receivedAt}`;
  return { id, at: receivedAt, isUndated: true, receivedAt, by: null, change: { kind: 'other' } };
}

function reasonToIgnore(
  event: string,
  { taskId, listId, folderId }: Pick<Reading, 'taskId' | 'listId' | 'folderId'>,
  items: readonly HistoryItem[],
): string | null {
  if (/^(goal|keyResult)/.test(event)) return 'goals are no part of a customer result';
  if (event.startsWith('space')) return 'what changes inside a space comes as an event of its own';
  if (event === 'folderCreated') return 'a new folder holds nothing of ours yet';
  if (taskId === null && listId === null && folderId === null) return 'it names no task, list or folder';
  const isTimeOnly = items.length > 0 && items.every(item => UNSEEN_FIELDS.has(item.field));
  return isTimeOnly ? 'no rule looks at estimated or tracked time' : null;
}
