// One figure: what was measured, what it is held against, and whether it is good enough.

/** `ratio` is `value` divided by `baseline`; `holds` says whether it is on the good side of `target`. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  baseline: number;
  ratio: number;
  target: number;
  /** On which side of `target` the ratio has to be. */
  bound: 'at least' | 'at most';
  holds: boolean;
};

type Measured = Pick<Figure, 'name' | 'value' | 'unit' | 'baseline'>;

/** A figure whose ratio should be `target` or more. */
export function atLeast(target: number, measured: Measured): Figure {
  const ratio = ratioOf(measured);
  return { ...rounded(measured), ratio: round(ratio), target, bound: 'at least', holds: ratio >= target };
}

/** A figure whose ratio should be `target` or less. */
export function atMost(target: number, measured: Measured): Figure {
  const ratio = ratioOf(measured);
  return { ...rounded(measured), ratio: round(ratio), target, bound: 'at most', holds: ratio <= target };
}

/** The middle one of several measurements; throws if there is none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('Nothing was measured.');
  return middle;
}

function ratioOf({ name, value, baseline }: Measured): number {
  const ratio = value / baseline;
  if (!Number.isFinite(ratio)) throw new RangeError(`${name}: ${value} against ${baseline} is no ratio.`);
  return ratio;
}

function rounded(measured: Measured): Measured {
  return { ...measured, value: round(measured.value), baseline: round(measured.baseline) };
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000;
}
