// What needs somebody: the findings of the whole board, the weightiest and oldest first, as data.
import type { BoardStatus, CustomerResultStatus, FindingStatus } from './board-status.ts';

export type Need = { result: CustomerResultStatus; finding: FindingStatus };

const WEIGHTS = { revert: 0, warn: 1, inform: 2 } as const;

/** Whether somebody has to do something about it; what a rule only informs of is people's choice. */
export function needsSomebody({ state, enforcement }: FindingStatus): boolean {
  return state === 'fails' && enforcement !== 'inform';
}

/**
 * What is wrong on these customer results, in the order in which it matters: by enforcement, then by age. What `overloads`
 * tell of a card is left out: people who have too much are told of once, and not once per card. `tooMuch` says how many of
 * those that are `shown` need somebody.
 */
export function needsOf(
  results: readonly CustomerResultStatus[],
  overloads: BoardStatus['overloads'],
  shown: BoardStatus['overloads'] = overloads,
): { needs: Need[]; hints: Need[]; tooMuch: number } {
  const told = new Set(
    overloads.flatMap(({ rule, customerResults }) => customerResults.map(({ id }) => `${rule} ${id}`)),
  );
  const all = results.flatMap(result =>
    result.findings
      .filter(({ state, rule }) => state === 'fails' && !told.has(`${rule} ${result.id}`))
      .map(finding => ({ result, finding })),
  );
  const sorted = all.sort((one, other) => compare(one.finding, other.finding));
  const asking = new Set(
    results.flatMap(({ findings }) => findings.filter(needsSomebody).map(({ rule }) => rule)),
  );
  const tooMuch = shown.filter(({ rule }) => asking.has(rule)).length;
  return {
    tooMuch,
    needs: sorted.filter(({ finding }) => needsSomebody(finding)),
    hints: sorted.filter(({ finding }) => !needsSomebody(finding)),
  };
}

function compare(one: FindingStatus, other: FindingStatus): number {
  const byWeight = WEIGHTS[one.enforcement] - WEIGHTS[other.enforcement];
  if (byWeight !== 0) return byWeight;
  const [first, second] = [one.since ?? '9', other.since ?? '9'];
  return first < second ? -1 : first > second ? 1 : 0;
}
