// One figure: what was measured, what it is held against, and whether it is good enough.

/** The lowest and the highest of several measurements. */
export type Range = { low: number; high: number };

/** `ratio` is `value` divided by `baseline`; `holds` says whether it is on the good side of `target`. */
export type Figure = {
  name: string;
  /** On what it was measured, such as `200 cards`; null where there is only one. */
  size: string | null;
  value: number;
  /** Of the rounds whose middle is `value`; null where it was measured once, or is the same each time. */
  range: Range | null;
  unit: string;
  /** What `value` is held against: the same done with as little as possible, or the bound itself. */
  baseline: number;
  ratio: number;
  target: number;
  /** On which side of `target` the ratio has to be. */
  bound: 'at least' | 'at most';
  holds: boolean;
};

/** What was measured; `value` may be the figures of several rounds, of which the middle counts. */
export type Measured = {
  name: string;
  size?: string;
  value: number | readonly number[];
  unit: string;
  baseline: number;
};

/** A figure whose ratio should be `target` or more. */
export function atLeast(target: number, measured: Measured): Figure {
  return figureOf(measured, target, 'at least', ratio => ratio >= target);
}

/** A figure whose ratio should be `target` or less. */
export function atMost(target: number, measured: Measured): Figure {
  return figureOf(measured, target, 'at most', ratio => ratio <= target);
}

/** The middle one of several measurements; throws if there is none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that part of the measurements lies; throws if there is none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (found === undefined) throw new RangeError('Nothing was measured.');
  return found;
}

function figureOf(
  { name, size, value: given, unit, baseline }: Measured,
  target: number,
  bound: Figure['bound'],
  isGood: (ratio: number) => boolean,
): Figure {
  const values = typeof given === 'number' ? [given] : given;
  const value = median(values);
  const ratio = value / baseline;
  if (!Number.isFinite(ratio)) throw new RangeError(`${name}: ${value} against ${baseline} is no ratio.`);
  const range =
    values.length < 2 ? null : { low: round(Math.min(...values)), high: round(Math.max(...values)) };
  return {
    name,
    size: size ?? null,
    value: round(value),
    range,
    unit,
    baseline: round(baseline),
    ratio: round(ratio),
    target,
    bound,
    holds: isGood(ratio),
  };
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000;
}
