// Lets the disturbances of a story begin and end where they were drawn.
import type { Begun, Disturbance, Planned, Scene } from './disturbances/disturbance.ts';
import { DISTURBANCES, type DisturbanceName } from './disturbances/registry.ts';

export type Disturber = {
  /** Whether something is disturbed just now, so that people may be refused what they want. */
  isActive(): boolean;
  /** Those that begin before everything else. */
  begin(): Promise<void>;
  /** Ends and begins what is due before an act. */
  before(act: number): Promise<void>;
  /** Ends everything; answers with how long it may still be felt, in milliseconds. */
  end(): Promise<number>;
};

type Parts = {
  /** Looks which lists there are by now. */
  learn(): Promise<void>;
  tell(what: string): void;
  /** Hears of each that really happened. */
  happened(name: DisturbanceName): void;
  pause(ms: number): Promise<void>;
};

/** Nothing happens before the first call. */
export function createDisturber(
  scene: Scene,
  planned: readonly Planned<DisturbanceName>[],
  parts: Parts,
): Disturber {
  const { learn, tell, happened, pause } = parts;
  const active = new Set<{ to: number; end: () => Promise<string> }>();
  let lingersMs = 0;

  const begin = async ({ name, to, choice }: Planned<DisturbanceName>): Promise<void> => {
    await learn();
    const disturbance: Disturbance = DISTURBANCES[name];
    const begun: Begun | null = await disturbance.begin(scene, choice);
    tell(`disturbance ${name}: ${begun?.what ?? 'nothing'}`);
    if (begun === null) return;
    happened(name);
    lingersMs = Math.max(lingersMs, begun.lingersMs ?? 0);
    if (begun.end) active.add({ to, end: begun.end });
  };
  const end = async (isDue: (to: number) => boolean): Promise<void> => {
    for (const one of [...active].filter(({ to }) => isDue(to))) {
      active.delete(one);
      const what = await one.end().catch((error: unknown) => `people could not mend it: ${String(error)}`);
      tell(`disturbance over: ${what}`);
    }
  };

  return {
    isActive: () => active.size > 0,
    async begin() {
      for (const one of planned.filter(({ from }) => from === 0)) await begin(one);
    },
    async before(act) {
      await end(to => to <= act);
      for (const one of planned.filter(({ from }) => from === act && act > 0)) {
        await pause(one.afterMs);
        await begin(one);
      }
    },
    async end() {
      await end(() => true);
      return lingersMs;
    },
  };
}
