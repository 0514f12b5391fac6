// Whether a target was reached, as far as numbers tell. People write it in their own words, and nothing is read into them.

/** As people wrote them; null or absent where nothing is recorded. */
type Metrics = {
  baseline?: string | null | undefined;
  target?: string | null | undefined;
  actual?: string | null | undefined;
};

/** `unclear` is left to people: a value is no plain number, they are in different units, or no baseline tells which way is better. */
export type TargetState = 'reached' | 'missed' | 'unclear' | 'not-recorded';

/** Compares what was reached with what was wanted; the baseline tells whether more or less is better. */
export function targetState({ baseline, target, actual }: Metrics): TargetState {
  if (!target || !actual) return 'not-recorded';
  const [wanted, found, before] = [measureOf(target), measureOf(actual), measureOf(baseline ?? '')];
  if (!wanted || !found || wanted.unit !== found.unit) return 'unclear';
  if (found.number === wanted.number) return 'reached';
  if (!before || before.unit !== wanted.unit || before.number === wanted.number) return 'unclear';
  const isMoreBetter = wanted.number > before.number;
  return found.number > wanted.number === isMoreBetter ? 'reached' : 'missed';
}

/** One number with or without a unit behind it; null where it may mean several things, as `1,200` does. */
function measureOf(text: string): { number: number; unit: string } | null {
  const [, digits, unit = ''] = /^\s*([-+−]?\d+(?:[.,]\d+)?)\s*([^\d\s.,][^\d]*)?$/u.exec(text) ?? [];
  if (digits === undefined || /[.,]\d{3}$/.test(digits)) return null;
  const number = Number(digits.replace(',', '.').replace('−', '-'));
  return { number, unit: unit.trim().toLowerCase() };
}
