// A family of figures: what is measured together, in one file.
import { reasonOf } from '../src/base/reason-of.ts';
import type { Figure } from './figure.ts';
import type { Progress } from './progress.ts';
import { lineOf } from './table.ts';

/** The servers to measure with, by address. */
export type Servers = { redis: string; postgres: string };

/** What a family may know of the run. */
export type Run = {
  /** The short form: only counts and ratios of counts, on small boards. */
  isShort: boolean;
  servers: Servers;
  /** Hears of what can't be measured here, in a sentence. */
  leftOut(why: string): void;
  /** Hears of what is being measured now. */
  doing(what: string): void;
};

export type Family = {
  /** How `--only` names it. */
  name: string;
  /** About how many seconds it takes on two quiet cores. */
  seconds: number;
  /** The same in the short form; null if it measures times and is no part of it. */
  shortSeconds: number | null;
  measure(run: Run): Promise<Figure[]>;
};

/** The families that a run measures, in their order. */
export function chosen(
  families: readonly Family[],
  { only, isShort }: { only: readonly string[]; isShort: boolean },
): Family[] {
  const inForm = isShort ? families.filter(({ shortSeconds }) => shortSeconds !== null) : families;
  return only.length === 0 ? [...inForm] : inForm.filter(({ name }) => only.includes(name));
}

/** About how many seconds it takes. */
export function secondsOf({ seconds, shortSeconds }: Family, isShort: boolean): number {
  return isShort ? (shortSeconds ?? 0) : seconds;
}

/**
 * Measures one after the other and says the figures of each, so that a long run that is ended early was not for nothing. One
 * that fails is told and named in `failed`: an hour of others' figures is not lost with it.
 */
export async function measureAll(
  families: readonly Family[],
  run: Run,
  { progress, say }: { progress: Progress; say(text: string): void },
): Promise<{ figures: Figure[]; failed: string[] }> {
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const family of families) {
    progress.begin(family);
    try {
      const measured = await family.measure(run);
      for (const figure of measured) say(`      ${lineOf(figure)}`);
      figures.push(...measured);
    } catch (error) {
      say(`${family.name} could not be measured, the others go on: ${reasonOf(error)}`);
      failed.push(family.name);
    }
    progress.end(family);
  }
  return { figures, failed };
}
