// The rich text of comments: blocks as they are sent, as they are read back, and as deliveries carry them.
import { z } from 'zod';
import type { Block, World } from '../world.ts';
import { invalid } from './api-error.ts';
import { showPerson } from './show-people.ts';

/** A block as clients send it: text with attributes, a mention, an emoji. */
export const SentBlock = z.looseObject({
  text: z.string().optional(),
  type: z.string().optional(),
  user: z.looseObject({ id: z.coerce.number().int() }).optional(),
});
export type SentBlock = z.infer<typeof SentBlock>;

/** The blocks of a comment. Text and blocks together render twice, as they do in ClickUp. */
export function storedBlocks(
  world: World,
  text: string | undefined,
  blocks: readonly SentBlock[] | undefined,
): Block[] {
  const plain: Block[] = text === undefined || text === '' ? [] : [{ text }];
  return [...plain, ...(blocks ?? []).map(block => storedBlock(world, block))];
}

function storedBlock(world: World, block: SentBlock): Block {
  if (block.type !== 'tag' || block.user === undefined) return { ...block, text: block.text ?? '' };
  const person = world.people.get(block.user.id);
  if (person === undefined) throw invalid('User');
  const user = showPerson(world, person);
  return { type: 'tag', user, text: `@${user.username ?? user.email}` };
}

/** The text of a comment: all its blocks in a row. */
export function textOf(blocks: readonly Block[]): string {
  return blocks.map(block => block.text).join('');
}

/** Blocks as deliveries carry them: every text has attributes, and a line end with a block id closes them. */
export function blocksInHistory(blocks: readonly Block[], blockId: string): Record<string, unknown>[] {
  const shown = blocks.map(block =>
    block['type'] === undefined ? { ...block, attributes: block['attributes'] ?? {} } : block,
  );
  return [...shown, { text: '\n', attributes: { 'block-id': `block-${blockId}` } }];
}
