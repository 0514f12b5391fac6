// The figures as text for people. Pure.
import type { Figure } from './figure.ts';

/** One line for each figure, columns aligned, with a last line that counts. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'size', 'measured', 'range', 'against', 'unit', 'ratio', 'target', ''],
    ...figures.map(rowOf),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const held = figures.filter(({ holds }) => holds).length;
  return `${lines.join('\n')}\n\n${held} of ${figures.length} hold\n`;
}

/** One figure on a line of its own, as a run tells it once it is measured. */
export function lineOf({ name, size, value, unit, ratio, target, bound, holds }: Figure): string {
  const what = size === null ? name : `${name}, ${size}`;
  const verdict = holds ? 'holds' : 'MISSED';
  return `${what}: ${value.toLocaleString('en')} ${unit}, ratio ${ratio.toFixed(2)}, ${bound} ${target}: ${verdict}`;
}

function rowOf(figure: Figure): string[] {
  const { name, size, value, range, baseline, unit, ratio, target, bound, holds } = figure;
  return [
    name,
    size ?? '',
    value.toLocaleString('en'),
    range ? `${range.low.toLocaleString('en')}–${range.high.toLocaleString('en')}` : '',
    baseline.toLocaleString('en'),
    unit,
    ratio.toFixed(2),
    `${bound} ${target}`,
    holds ? 'holds' : 'MISSED',
  ];
}
