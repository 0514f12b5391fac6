// Says on standard error how far a run is and about how long it still takes.
import { type Family, secondsOf } from './family.ts';

export type Progress = {
  /** A family begins. */
  begin(family: Family): void;
  /** What it does now. */
  doing(what: string): void;
  /** It is over. */
  end(family: Family): void;
};

type Options = { isShort: boolean; say(text: string): void; now(): number };

/** Before families of so many seconds are over, how slow this machine is can't be told from how long one took. */
const STEADY_S = 60;

/** The estimate is what each family takes on two quiet cores, times how much slower this machine was so far. */
export function createProgress(families: readonly Family[], { isShort, say, now }: Options): Progress {
  const startedAt = now();
  let isOver = 0;
  let expected = 0;
  const left = (): string => {
    const seconds = families.slice(isOver).reduce((sum, family) => sum + secondsOf(family, isShort), 0);
    const factor = expected < STEADY_S ? 1 : (now() - startedAt) / 1000 / expected;
    return duration(seconds * factor);
  };
  return {
    begin: ({ name }) => say(`[${isOver + 1}/${families.length}] ${name}, about ${left()} left`),
    doing: what => say(`      ${what}`),
    end(family) {
      isOver += 1;
      expected += secondsOf(family, isShort);
    },
  };
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
