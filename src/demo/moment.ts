// One moment of the story: somebody does something, then ClickUp is read until it shows what was expected.
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestCount } from '../reconcile/ports.ts';
import { StoryBroken } from './actor.ts';
import type { DemoStage } from './stage.ts';

/** A moment before it is played. */
export type Scene = {
  name: string;
  who: string;
  did: string;
  /** What Liaison does then, if everything is as expected; a sentence about it without its subject. */
  liaison: string;
  /** Does it. Answers with what ClickUp should show then, and how a person looks whether it does. */
  play(): Promise<{ expected: string; look(): Promise<string> }>;
};

/** What became of a moment. `found` was read from ClickUp; `requests` is what Liaison's token spent. */
export type Moment = {
  name: string;
  who: string;
  did: string;
  expected: string;
  found: string;
  requests: RequestCount;
};

const LOOK_EVERY_MS = 50;
const LOOK_FOR_MS = 8_000;

/**
 * Plays a scene and looks for at most `lookForMs`. What people were refused, or what does not come, is told in
 * `found`; nothing else is caught.
 */
export async function playScene(
  stage: Pick<DemoStage, 'spent' | 'comesToRest' | 'signal'>,
  scene: Scene,
  lookForMs = LOOK_FOR_MS,
): Promise<Moment> {
  const { name, who, did } = scene;
  const before = await stage.spent();
  const moment = { name, who, did, expected: 'a story that can be played', found: '' };
  try {
    const { expected, look } = await scene.play();
    moment.expected = expected;
    moment.found = await lookUntil(expected, look, lookForMs, stage.signal);
    await stage.comesToRest();
    // What was there once must still be there when nothing moves any more.
    moment.found = await look();
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    moment.found = error.message;
  }
  const after = await stage.spent();
  const requests = { reads: after.reads - before.reads, writes: after.writes - before.writes };
  return { ...moment, requests };
}

async function lookUntil(
  expected: string,
  look: () => Promise<string>,
  lookForMs: number,
  signal: AbortSignal,
): Promise<string> {
  const startedAt = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if (found === expected || performance.now() - startedAt > lookForMs) return found;
    await wait(LOOK_EVERY_MS);
  }
}
