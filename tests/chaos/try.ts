// One seed from its story to the sentences about what is wrong. Every fourth story is played twice, in foul and in fair
// activeFaults, without enforcement; the others once, with everything that Liaison may do.
import { whatIsWrong } from './check.ts';
import { whatDiffers } from './compare.ts';
import type { Allowed } from './disturbances/registry.ts';
import { type Pace, virtualPace } from './pace.ts';
import type { Rest } from './rest.ts';
import { playSeed } from './run.ts';
import { addTo, type Tally } from './tally.ts';

/** What a try found; `story` tells everything that happened, for whoever repeats it. */
export type Tried = { seed: string; wrong: string[]; story: string[]; tally: Tally };

export type TryOptions = {
  newPace?: () => Pace;
  disturbances?: Allowed;
};

/** Whether no delivery told of something that people said: Liaison may take a day to read it by itself. */
function isUnheard({ witness, heard, people }: Rest): boolean {
  const told = JSON.stringify(heard.map(({ body }) => body));
  return witness.said.some(
    ({ commentId, by, parentId }) =>
      by !== people.botId && parentId === null && !told.includes(`"${commentId}"`),
  );
}

/** Never rejects: whatever breaks is what is wrong. */
export async function trySeed(
  seed: number,
  { newPace = virtualPace, disturbances = 'all' }: TryOptions = {},
): Promise<Tried> {
  const isCompared = seed % 4 === 0;
  const tried: Tried = { seed: String(seed), wrong: [], story: [], tally: new Map() };
  try {
    const pace = newPace();
    const { story } = tried;
    const foul = await playSeed(tried.seed, { enforces: !isCompared, pace, story, disturbances });
    addTo(tried.tally, foul.tally);
    // Nor does anything tell that its own words were deleted.
    const isLonger = isUnheard(foul) || foul.tally.has('statusDeleted') || foul.tally.has('questionDeleted');
    if (isLonger && pace.hasDays) await foul.passDay();
    if (!isLonger || pace.hasDays) tried.wrong.push(...(await whatIsWrong(foul)));
    if (isCompared) {
      story.push('--- the same without faults');
      const calm = {
        enforces: false,
        isCalm: true,
        lingersMs: foul.lingersMs,
        pace: newPace(),
        story,
        disturbances,
      };
      const fair = await playSeed(tried.seed, calm);
      if (isLonger) await fair.passDay();
      tried.wrong.push(...(await whatIsWrong(fair)).map(what => `without faults, ${what}`));
      tried.wrong.push(...(await whatDiffers(foul, fair)));
      await fair.close();
    }
    await foul.close();
  } catch (error) {
    tried.wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return tried;
}

/** The failure as it is printed, with the way to repeat it. */
export function tellOf({ seed, wrong }: Tried): string {
  return [
    `Seed ${seed}; repeat it with: npm run chaos -- --seed ${seed}`,
    ...wrong.map(what => `  ${what}`),
  ].join('\n');
}
