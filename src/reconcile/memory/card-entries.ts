// The shapes of what the memory holds about a card. Written by ourselves; what does not fit counts as lost.
import { z } from 'zod';
import { COMMENT_KINDS } from '../../domain/observation.ts';
import { UNREADABLE_KINDS } from '../../domain/unreadable.ts';

const Text = z.string();

/** What a create made, or null where it was only about to be sent. */
export const MadeEntry = z.object({
  at: z.number(),
  name: z.string().optional(),
  object: z.looseObject({}).nullable(),
});

/** Liaison's own comments. */
export const Comments = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(COMMENT_KINDS),
    rules: z.array(Text),
    isMended: z.boolean(),
    until: Text.nullable(),
    isResolved: z.boolean(),
    assignee: z.number().nullable().optional(),
    page: Text.nullable().optional(),
    text: Text,
    at: z.number(),
  }),
);
const UnreadableEntry = z.object({
  kind: z.enum(UNREADABLE_KINDS),
  id: Text.nullable(),
  name: Text.nullable(),
  where: Text,
  reason: Text,
  cardId: Text.optional(),
});

/** A thread as it was read; `taskId` is the work item on which it stands. */
export const ThreadEntry = z.object({
  replies: z.number(),
  lastWordAt: z.number().nullable(),
  taskId: Text.optional(),
});

/** What was said on a card. */
export const CommentsEntry = z.object({
  own: Comments,
  commands: z.array(
    z.object({
      id: Text,
      by: z.number(),
      at: z.number(),
      text: Text,
      answers: Comments,
      threadId: Text.optional(),
      taskId: Text.optional(),
    }),
  ),
  unanswered: z.array(Text).default([]),
  threads: z.record(Text, ThreadEntry).default({}),
  lastWordAt: z.number().nullable(),
  unreadable: z.array(UnreadableEntry).default([]),
  upTo: z.number(),
  readAt: z.number(),
});

/** A reported change; what it says was checked when it was read. */
export const ReportedChangeEntry = z
  .object({ id: Text, cardId: Text, at: z.number(), receivedAt: z.number() })
  .loose();

/** The reported changes whose undo was begun. */
export const Undoing = z.object({ at: z.number(), changes: z.array(Text) });

/** Who put whom on the team, by the id of who joined. */
export const Joinings = z.record(z.string(), z.object({ by: z.number(), at: z.number() }));

/** Since when rules fail, by rule. */
export const Failing = z.record(z.string(), z.number());

/** Instants. */
export const Changed = z.array(z.number());

/** A name that a list has which is not seen; hidden once that list had to show. */
export const TakenName = z.object({ name: z.string(), since: z.number(), isHidden: z.boolean() });
export type TakenName = z.infer<typeof TakenName>;
