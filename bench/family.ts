// A family of figures: what is measured together, in one file.
import type { Figure } from './figure.ts';

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
