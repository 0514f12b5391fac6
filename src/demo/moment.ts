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
  /** Does it. Answers with what ClickUp should show then, and how a person checks whether it does. */
  play(): Promise<{ expected: string; check(): Promise<string> }>;
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

const CHECK_EVERY_MS = 50;
const CHECK_FOR_MS = 8_000;

/**
 * Plays a scene and checks for at most `checkForMs`. What people were refused, or what does not come, is told in
 * `found`; nothing else is caught.
 */
export async function playScene(
  stage: Pick<DemoStage, 'spent' | 'comesToRest' | 'signal'>,
  scene: Scene,
  checkForMs = CHECK_FOR_MS,
): Promise<Moment> {
  const { name, who, did } = scene;
  const before = await stage.spent();
  const moment = { name, who, did, expected: 'a story that can be played', found: '' };
  try {
    const { expected, check } = await scene.play();
    moment.expected = expected;
    moment.found = await checkUntil(expected, check, checkForMs, stage.signal);
    await stage.comesToRest();
    // What was there once must still be there when nothing moves any more.
    moment.found = await check();
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    moment.found = error.message;
  }
  const after = await stage.spent();
  const requests = { reads: after.reads - before.reads, writes: after.writes - before.writes };
  return { ...moment, requests };
}

async function checkUntil(
  expected: string,
  check: () => Promise<string>,
  checkForMs: number,
  signal: AbortSignal,
): Promise<string> {
  const startedAt = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const found = await check();
    if (found === expected || performance.now() - startedAt > checkForMs) return found;
    await wait(CHECK_EVERY_MS);
  }
}
