// Changes the values of a list in a YAML text: what stays keeps its place, its comment and its words. Knows nothing of playbooks.
import { isScalar, type YAMLSeq } from 'yaml';
import { endOf, isFlow, lineEnd, lineStart, nextLine, startOf } from './yaml-places.ts';
import { list, value, valueWithin } from './yaml-values.ts';

type Step = { kind: 'keep' } | { kind: 'replace'; by: string } | { kind: 'drop' };

/** What becomes of each value: one that goes makes room for one that comes; `added` come behind all others. */
function stepsFor(former: readonly unknown[], wanted: readonly string[]): { steps: Step[]; added: string[] } {
  const has = (all: readonly unknown[], one: unknown) => all.some(other => plain(other) === plain(one));
  const added = wanted.filter(one => !has(former, one));
  const steps = former.map((one): Step => {
    if (has(wanted, one)) return { kind: 'keep' };
    const by = added.shift();
    return by === undefined ? { kind: 'drop' } : { kind: 'replace', by };
  });
  return { steps, added };
}

function plain(one: unknown): string {
  return String(one).trim().toLowerCase();
}

/** The values as they become. */
export function mergedList(former: readonly unknown[], wanted: readonly string[]): unknown[] {
  const { steps, added } = stepsFor(former, wanted);
  const kept = former.flatMap((one, at) => {
    const step = steps[at];
    return step?.kind === 'replace' ? [step.by] : step?.kind === 'drop' ? [] : [one];
  });
  return [...kept, ...added];
}

/** The text with the values of `seq` as they become. */
export function spliceList(text: string, seq: YAMLSeq, wanted: readonly string[]): string {
  const former = seq.items.map(one => (isScalar(one) ? one.value : one));
  const { steps, added } = stepsFor(former, wanted);
  const isAllGone = steps.every(({ kind }) => kind === 'drop');
  if (isAllGone) return text.slice(0, startOf(seq)) + list(added) + text.slice(endOf(text, seq));
  const write = isFlow(seq) ? valueWithin : value;
  const last = seq.items.at(-1);
  let now = added.length > 0 ? insertedAfter(text, seq, last, added.map(write)) : text;
  // From the last one to the first, so that the places of those before stay as they were.
  for (let at = seq.items.length - 1; at >= 0; at--) {
    const step = steps[at];
    const item = seq.items[at];
    if (step?.kind === 'replace') {
      now = now.slice(0, startOf(item)) + write(step.by) + now.slice(endOf(text, item));
    }
    if (step?.kind === 'drop') {
      const isLast = steps.slice(at + 1).every(({ kind }) => kind === 'drop');
      const [from, until] = isFlow(seq) ? entryWithin(text, seq, at, isLast) : lineOf(text, item);
      now = now.slice(0, from) + now.slice(until);
    }
  }
  return now;
}

function insertedAfter(text: string, seq: YAMLSeq, last: unknown, added: readonly string[]): string {
  const end = endOf(text, last);
  if (isFlow(seq)) return `${text.slice(0, end)}, ${added.join(', ')}${text.slice(end)}`;
  const at = lineEnd(text, end);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const dash = text.slice(lineStart(text, startOf(last)), startOf(last));
  return text.slice(0, at) + added.map(one => `${eol}${dash}${one}`).join('') + text.slice(at);
}

/** With the comma that is too much without it: that behind it, or that before it where nothing stays behind it. */
function entryWithin(text: string, { items }: YAMLSeq, at: number, isLast: boolean): [number, number] {
  const [before, own, after] = [items[at - 1], items[at], items[at + 1]];
  if (!isLast && after) return [startOf(own), startOf(after)];
  return [before ? endOf(text, before) : startOf(own), endOf(text, own)];
}

function lineOf(text: string, item: unknown): [number, number] {
  return [lineStart(text, startOf(item)), nextLine(text, endOf(text, item))];
}
