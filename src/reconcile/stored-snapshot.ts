// The shape in which the shared look is kept in the memory. What does not fit is read anew from ClickUp.
import { z } from 'zod';
import type { Instant } from '../domain/day.ts';
import type { Board, Person } from '../domain/observation.ts';

/** The board as read; `readAt` is when the newest reads began, `fullAt` when everything was last read. */
export type Snapshot = {
  readAt: Instant;
  fullAt: Instant;
  staffAt: Instant;
  board: Board;
  /** Per card the supporters before they last changed, where a change was seen. */
  supportersBefore: Record<string, Person[]>;
};

// Written by ourselves and by nobody else: the outline is checked, the inside is trusted.
const Outline = z.object({
  readAt: z.number(),
  fullAt: z.number(),
  staffAt: z.number(),
  supportersBefore: z.record(z.string(), z.unknown()),
  board: z.object({
    cards: z.array(z.unknown()),
    lists: z.array(z.unknown()),
    items: z.array(z.unknown()),
    people: z.array(z.unknown()),
    groups: z.array(z.unknown()),
  }),
});

/** The snapshot that a text holds, null if it holds none. */
export function readStored(text: string): Snapshot | null {
  const value = parsed(text);
  return isSnapshot(value) ? value : null;
}

function isSnapshot(value: unknown): value is Snapshot {
  return Outline.safeParse(value).success;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
