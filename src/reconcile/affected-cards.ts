// Asking for a look at the other cards that a change of this one concerns: by how it stood when that was last asked.
import { cardsBeside, tellsOfCard } from '../domain/findings/affected-cards.ts';
import { changeOf, outlineOf } from '../domain/findings/card-outline.ts';
import type { Observation } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Observatory } from './cache/board-cache.ts';
import { type CardMemory, prefixOf } from './memory/card-memory.ts';
import type { Memory } from './memory/memory.ts';

const KEEP_MS = 90 * 86_400_000;
const keyOf = (cardId: string): string => `${prefixOf(cardId)}outline`;

type NeighbourDeps = {
  memory: Memory;
  observatory: Observatory;
  playbook: Playbook;
  lookBeside(cardIds: readonly string[]): Promise<void>;
};

/**
 * After a look at a card: the cards that see it otherwise by now are looked at as well, be it that deliveries told of it or
 * that the look found what none told of. At the first look at a card whatever found it looks at the others, too.
 */
export async function askNeighbours(
  { memory, playbook, lookBeside }: NeighbourDeps,
  observation: Observation,
  { hints, outline: before }: CardMemory,
): Promise<void> {
  const { board, card, supportersBefore } = observation;
  const after = outlineOf(card, board, playbook);
  if (before !== null || hints.some(tellsOfCard)) {
    const change = changeOf(before, after, { hints, supportersBefore }, playbook);
    await lookBeside(cardsBeside(card.id, change, board, playbook));
  }
  const outline = JSON.stringify(after);
  if (outline !== JSON.stringify(before)) await memory.write(keyOf(card.id), outline, KEEP_MS);
}

/** The same for a card that is not on the board any more. */
export async function askNeighboursOfGone(
  { memory, observatory, playbook, lookBeside }: NeighbourDeps,
  cardId: string,
  { hints, outline: before }: CardMemory,
): Promise<void> {
  const board = observatory.present()?.board;
  if (before === null || !board) return;
  const change = changeOf(before, null, { hints, supportersBefore: null }, playbook);
  await lookBeside(cardsBeside(cardId, change, board, playbook));
  await memory.remove([keyOf(cardId)]);
}
