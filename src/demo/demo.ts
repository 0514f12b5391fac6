// The demo: a local ClickUp, a running Liaison, and a story that people play through ClickUp's API.

import type { Log } from '../base/log.ts';
import type { Instant } from '../domain/day.ts';
import { castStory } from './cast.ts';
import { evaluatingScenes } from './evaluating.ts';
import { formingScenes } from './forming.ts';
import { type Moment, playScene } from './moment.ts';
import { runningScenes } from './running.ts';
import { type DemoStage, setStage } from './stage.ts';
import { talkingScenes } from './talking.ts';

export type { Moment } from './moment.ts';

/** What machines read of a demo. `seconds` are those of the whole story. Fields may be added, never renamed. */
export type DemoReport = { ok: boolean; seconds: number; moments: Moment[] };

/** Addresses and things to try, for people who look around after the story. */
export type AfterStory = {
  pages: ReturnType<DemoStage['pages']>;
  /** A change to try as somebody: moving this card to `status` without a supporter. */
  toTry: { who: string; token: string; card: { id: string; name: string; url: string }; status: string };
};

/** What narrators like to know beside the moment: its place in the story, what Liaison did, the story's time. */
export type MomentContext = { number: number; liaison: string; at: Instant; zone: string };

export type DemoOptions = {
  log: Log;
  /** Ends the story early; then playDemo rejects with the signal's reason. */
  signal: AbortSignal;
  /** Hears of the addresses as soon as they exist, and of each moment once it is over. */
  tell: {
    opened(pages: ReturnType<DemoStage['pages']>): void;
    played(moment: Moment, told: MomentContext): void;
  };
  /** Everything stays up until this resolves; without it everything ends with the story. */
  stay?(after: AfterStory, report: DemoReport): Promise<void>;
};

/** Plays the story from the first contact with the board to the end of a customer result. Leaves nothing behind. */
export async function playDemo({ log, signal, tell, stay }: DemoOptions): Promise<DemoReport> {
  const startedAt = performance.now();
  const stage = await setStage({ log, signal });
  try {
    tell.opened(stage.pages());
    const cast = await castStory(stage);
    const scenes = [
      ...formingScenes(stage, cast),
      ...talkingScenes(stage, cast),
      ...runningScenes(stage, cast),
      ...evaluatingScenes(stage, cast),
    ];
    const { zone } = stage.loaded.playbook.calendar;
    const moments: Moment[] = [];
    for (const scene of scenes) {
      signal.throwIfAborted();
      const moment = await playScene(stage, scene);
      moments.push(moment);
      tell.played(moment, { number: moments.length, liaison: scene.liaison, at: stage.now(), zone });
    }
    const report = {
      ok: moments.every(({ expected, found }) => expected === found),
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
      moments,
    };
    const { id, name, url } = cast.otherCard;
    await stay?.(
      {
        pages: stage.pages(),
        toTry: {
          who: cast.felix.name,
          token: cast.felix.token,
          card: { id, name, url },
          status: cast.statusOf('running'),
        },
      },
      report,
    );
    return report;
  } finally {
    await stage.close();
  }
}
