// What became other between two texts, line by line.

/** A line that only the former text has (`-`), or only the new one (`+`); `line` counts from 0 in the text that has it. */
export type ChangedLine = { sign: '-' | '+'; line: number; text: string };

/** The lines that differ, in the order of reading; what both have in common is the longest that stays in its order. */
export function changedLines(former: readonly string[], now: readonly string[]): ChangedLine[] {
  const common = commonLengths(former, now);
  const lengthAt = (from: number, to: number): number => common[from]?.[to] ?? 0;
  const changed: ChangedLine[] = [];
  let from = 0;
  let to = 0;
  while (from < former.length || to < now.length) {
    const [gone, come] = [former[from], now[to]];
    if (gone !== undefined && gone === come) {
      from += 1;
      to += 1;
    } else if (
      gone !== undefined &&
      (come === undefined || lengthAt(from + 1, to) >= lengthAt(from, to + 1))
    ) {
      changed.push({ sign: '-', line: from, text: gone });
      from += 1;
    } else if (come !== undefined) {
      changed.push({ sign: '+', line: to, text: come });
      to += 1;
    }
  }
  return changed;
}

/** How many lines the rests of both texts have in common, from each line of either on. */
function commonLengths(former: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: former.length + 1 }, () => now.map(() => 0));
  for (let from = former.length - 1; from >= 0; from--) {
    for (let to = now.length - 1; to >= 0; to--) {
      const [row = [], next = []] = [lengths[from], lengths[from + 1]];
      row[to] =
        former[from] === now[to] ? (next[to + 1] ?? 0) + 1 : Math.max(next[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return lengths;
}
