// What an operation writes, in rows as people read them: a label in the company's language and what stands beside it.

import type { CompanyTexts, TextKey } from '../../domain/language/texts.ts';
import type {
  Content,
  ContentLink,
  ContentPerson,
  OperationContent,
} from '../../domain/operations/content.ts';
import { type ChangedLine, changedLines } from './line-diff.ts';

/** A label with words beside it, or with lines below; signs tell lines that go from lines that come. */
export type Row =
  | { label: string; value: string }
  | { label: string; lines: { sign: '' | '-' | '+'; text: string }[] };

/** Nobody reads more changed notes than these in a plan; machines get all. */
const MOST_NOTES = 8;

/** The rows of one operation. Only what it writes is in them; a change says what stood there before. */
export function contentRows({ before, after }: OperationContent, texts: CompanyTexts): Row[] {
  const rows: Row[] = [];
  const words = wordsIn(texts);
  const add = (key: TextKeyOfPlan, was: string | undefined, is: string | undefined): void => {
    if (is === undefined || was === is || (was === undefined && is === '')) return;
    rows.push({ label: texts.render(key), value: was === undefined ? is : `${was} → ${is}` });
  };
  for (const { key, wordsOf } of SHORT_ROWS) {
    add(key, before === null ? undefined : wordsOf(before, words), wordsOf(after, words));
  }
  // A new thing without tags is nothing to read about.
  if (after.tags && (before !== null || after.tags.length > 0)) {
    add('plan.tags', before?.tags && words.list(before.tags), words.list(after.tags));
  }
  if (after.description !== undefined && after.description !== '') {
    rows.push({ label: texts.render('plan.description'), lines: plainLines(after.description) });
  }
  if (after.text !== undefined) rows.push(textRow(before, { ...after, text: after.text }, texts));
  const notes = notesIn(before, after, texts);
  if (notes !== null) rows.push({ label: texts.render('plan.record'), value: notes });
  return rows;
}

type TextKeyOfPlan = Extract<TextKey, `plan.${string}`>;

/** How values of one kind are written. */
type Words = {
  day(day: string | null | undefined): string | undefined;
  people(people: readonly ContentPerson[] | undefined): string | undefined;
  list(words: readonly string[] | undefined): string | undefined;
  noted(line: string | undefined): string | undefined;
  either(isSo: boolean | undefined, yes: TextKeyOfPlan, no: TextKeyOfPlan): string | undefined;
};

const SHORT_ROWS: { key: TextKeyOfPlan; wordsOf(content: Content, words: Words): string | undefined }[] = [
  { key: 'plan.title', wordsOf: ({ title }) => title },
  { key: 'plan.name', wordsOf: ({ name }) => name },
  { key: 'plan.person', wordsOf: ({ person }, { people }) => people(person && [person]) },
  { key: 'plan.from', wordsOf: ({ from }, { day }) => day(from) },
  { key: 'plan.until', wordsOf: ({ until }, { day }) => day(until) },
  { key: 'plan.due', wordsOf: ({ dueOn }, { day }) => day(dueOn) },
  { key: 'plan.assignees', wordsOf: ({ assignees }, { people }) => people(assignees) },
  {
    key: 'plan.assignee',
    wordsOf: ({ assignee }, { people }) => people(assignee === null ? [] : assignee && [assignee]),
  },
  { key: 'plan.supporters', wordsOf: ({ supporters }, { people }) => people(supporters) },
  { key: 'plan.status', wordsOf: ({ status }) => status },
  { key: 'plan.state', wordsOf: ({ isClosed }, { either }) => either(isClosed, 'plan.closed', 'plan.open') },
  {
    key: 'plan.question',
    wordsOf: ({ isResolved }, { either }) => either(isResolved, 'plan.resolved', 'plan.open'),
  },
  { key: 'plan.linked', wordsOf: ({ linkedWith }) => linkedWith },
  { key: 'plan.note', wordsOf: ({ note }, { noted }) => noted(note) },
];

function wordsIn(texts: CompanyTexts): Words {
  const none = texts.render('plan.none');
  return {
    day: day => (day === undefined ? undefined : day === null ? none : texts.day(day)),
    people: people => people && (texts.names(people) || none),
    list: words => words && (words.join(', ') || none),
    noted: line => (line === '' ? texts.render('plan.no-line') : line),
    either: (isSo, yes, no) => (isSo === undefined ? undefined : texts.render(isSo ? yes : no)),
  };
}

/** A new text is shown whole; of one that is edited, the lines that differ. */
function textRow(
  before: Content | null,
  { text, links = [] }: Content & { text: string },
  texts: CompanyTexts,
): Row {
  const label = texts.render('plan.text');
  const now = text.split('\n');
  const shown = (line: number): string => withAddresses(now[line] ?? '', linksOf(links, line), texts);
  if (before?.text === undefined)
    return { label, lines: now.map((_, line) => ({ sign: '', text: shown(line) })) };
  const changed = changedLines(written(before.text), written(text));
  if (changed.length === 0) return { label, value: texts.render('plan.same-words') };
  const lineOf = ({ sign, line, text: gone }: ChangedLine) => ({
    sign,
    text: sign === '-' ? gone : shown(line),
  });
  return { label, lines: changed.map(lineOf) };
}

/** An editor may change white space; that is no other line. */
function written(text: string): string[] {
  return text.split('\n').map(line => line.trimEnd());
}

function linksOf(links: readonly ContentLink[], line: number): ContentLink[] {
  return links.filter(link => link.line === line);
}

/** Each link's words with its address behind them. */
function withAddresses(line: string, links: readonly ContentLink[], texts: CompanyTexts): string {
  let [done, rest] = ['', line];
  for (const { words, url } of links) {
    const at = rest.indexOf(words);
    if (at === -1) continue;
    const end = at + words.length;
    const address = url ?? texts.render('plan.page');
    done += address === words ? rest.slice(0, end) : `${rest.slice(0, end)} (${address})`;
    rest = rest.slice(end);
  }
  return done + rest;
}

function plainLines(text: string): { sign: ''; text: string }[] {
  return text.split('\n').map(line => ({ sign: '', text: line }));
}

/** What the record notes otherwise than before; of a new one the work items. */
function notesIn(before: Content | null, { record }: Content, texts: CompanyTexts): string | null {
  if (!record) return null;
  const former = before?.record ?? { ...record, templates: {} };
  const keys = Object.keys({ ...former.templates, ...record.templates });
  const isOther = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  const ofItems = keys.filter(key => isOther(former.templates[key], record.templates[key]));
  const { templates: _now, sequence: _number, ...rest } = record;
  const ofRest = (Object.keys(rest) as (keyof typeof rest)[]).filter(key =>
    isOther(former[key], record[key]),
  );
  const changed = [...ofRest, ...ofItems];
  if (changed.length === 0) return null;
  const more = changed.length - MOST_NOTES;
  return [...changed.slice(0, MOST_NOTES), ...(more > 0 ? [texts.render('more', { count: more })] : [])].join(
    ', ',
  );
}
