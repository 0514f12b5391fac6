// Comments as ClickUp answers with them; only what is looked at, and lenient about the rest.
import { z } from 'zod';
import { Id, Millis, Raws, Whole, Words } from './schema-parts.ts';

/** A mention in front of everything else that a comment says. */
const Mention = z.object({ type: z.literal('tag'), text: z.string(), user: z.object({ id: Whole }) });

const Block = z.object({
  text: Words,
  attributes: z.object({ link: z.string() }).nullish().catch(null),
});

/** `odd` is where a comment says something that can't be understood. */
export const CommentAnswer = z
  .object({
    id: Id,
    comment_text: z.unknown().optional(),
    comment: z.unknown().optional(),
    user: z.object({ id: Whole }).nullish(),
    assignee: z.object({ id: Whole }).nullish().catch(undefined),
    resolved: z.boolean().nullish().catch(null),
    date: z.unknown().optional(),
    /** Text in the vendor's reference, a number in captures; where it is neither, there may be some. */
    reply_count: Whole.nullish().catch(1),
  })
  .transform(({ comment_text, comment, date, ...rest }) => {
    const text = comment_text ?? null;
    const blocks = comment ?? [];
    const written = Array.isArray(blocks) ? blocks.flatMap(block => Block.safeParse(block).data ?? []) : [];
    const plain =
      typeof text === 'string' && text.trim() !== '' ? text : written.map(one => one.text).join('');
    // Whoever wrote nothing but a picture has blocks, and an empty text.
    const isNothing = plain === '' && text === null && (comment ?? null) === null;
    const isOddText = isNothing || (plain === '' && text !== null && typeof text !== 'string');
    const isOddBlock = plain === '' && (!Array.isArray(blocks) || written.length < blocks.length);
    const at = Millis.parse(date);
    const isOddDate = at === null && date !== undefined;
    const odd = isOddText ? 'comment_text' : isOddBlock ? 'comment' : isOddDate ? 'date' : null;
    const links = written.flatMap(({ attributes }) => attributes?.link ?? []);
    const [first] = Array.isArray(blocks) ? blocks : [];
    const mention = Mention.safeParse(first).data;
    const addressed = mention && plain.startsWith(mention.text) ? mention : null;
    return { ...rest, text: plain, date: at, odd, links, addressed };
  });
export type CommentAnswer = z.infer<typeof CommentAnswer>;

/** Who wrote a comment of which nothing else may be readable. */
export const CommentAuthor = z.object({ user: z.object({ id: Whole }).nullish() });

export const Comments = z.object({ comments: Raws });
