// The script of a rehearsal from a file: what people do on which card, and when.
import { z } from 'zod';
import { templateOf } from '../domain/mirror/desired-items.ts';
import type { Board, Card, Person } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Act, ScriptEvent } from '../rehearsal/scripted-people.ts';
import { fineParts } from './fine-parts.ts';
import {
  DayOrNone,
  instantOf,
  LooseNewCardWords,
  MetricWords,
  Moment,
  NewCardWords,
  Priority,
  type Reader,
  readerFor,
  Text,
  Texts,
} from './rehearsal-words.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

const WHAT = 'a script in YAML: a list of what people do';

/** No numbers: those would look like how many. */
const Piece = z.string().trim().min(1);
const Pieces = z
  .union([Piece.transform(one => [one]), z.array(Piece)])
  .describe('what a customer said in a few words, or a list of it');

const acts = {
  new: NewCardWords.optional(),
  join: Texts.optional(),
  leave: Texts.optional(),
  supporter: z.union([Texts, z.null()]).describe('a name, a list of names, or null for nobody').optional(),
  start: DayOrNone.optional(),
  due: DayOrNone.optional(),
  move: Text.optional(),
  close: Texts.optional(),
  reopen: Texts.optional(),
  delete: Texts.optional(),
  'item-due': z.record(Text, DayOrNone).optional(),
  feedback: Pieces.optional(),
  idea: Texts.optional(),
  outcome: Text.nullable().optional(),
  target: MetricWords,
  actual: MetricWords,
  priority: Priority.optional(),
  comment: Text.optional(),
};
const ACTS = Object.keys(acts);
const EventBlock = z.strictObject({ on: Moment, card: Text, by: Text.optional(), ...acts });
const EventWords = EventBlock.refine(
  words => ACTS.some(act => words[act as keyof typeof words] !== undefined),
  { error: `at least one of ${ACTS.join(', ')}` },
);
const LooseEvent = EventBlock.partial({ on: true, card: true }).extend({ new: LooseNewCardWords.optional() });
type LooseEvent = z.infer<typeof LooseEvent>;

/** Reads a script for this board. Throws ConfigProblems with everything that is wrong in it. */
export async function loadScriptFile(file: string, board: Board, playbook: Playbook): Promise<ScriptEvent[]> {
  const read = readYamlFile(file, WHAT);
  const Script = z.array(EventWords);
  read.report(Script.safeParse(read.data).error, Script);
  const reader = readerFor(read, board, playbook);
  // Names are looked up wherever a part is fine in itself, so that all problems come at once.
  const entries = (Array.isArray(read.data) ? read.data : []).map((raw: unknown, index): Entry => {
    const words = fineParts(raw, EventBlock, LooseEvent);
    const at = words.on === undefined ? null : instantOf(words.on, playbook.calendar.zone);
    const says = (key: string): boolean => typeof raw === 'object' && raw !== null && key in raw;
    return { index, words, at, says };
  });
  const cards = cardsFor(read, board, reader, entries);
  const events = entries.flatMap(entry => eventsOf(entry, { read, reader, cards, playbook }));
  read.check();
  return events;
}

/** What of an entry is fine; `says` also of what is not whether it is there. */
type Entry = { index: number; words: LooseEvent; at: number | null; says(key: string): boolean };
type Cards = { find(entry: Entry): string | null; made(entry: Entry): Card | null };

/** The cards of the board and those that the script puts there, by name or id. */
function cardsFor(read: YamlFile, board: Board, reader: Reader, entries: readonly Entry[]): Cards {
  const made = new Map<number, Card>();
  for (const { index, words, at, says } of entries) {
    if (!says('new')) continue;
    const id = `new-${made.size + 1}`;
    const order = board.cards.length + made.size + 1;
    const of = { id, name: words.card ?? '', order, createdAt: at ?? 0 };
    made.set(index, reader.card([index, 'new'], words.new ?? LooseNewCardWords.parse({}), of));
  }
  const all = [...board.cards, ...made.values()];
  const find = ({ index, words, at }: Entry): string | null => {
    const own = made.get(index);
    if (own) return own.id;
    if (words.card === undefined) return null;
    const path = [index, 'card'];
    const wanted = words.card.toLowerCase();
    const found = all.filter(({ id, name }) => id === words.card || name.toLowerCase() === wanted);
    const [first] = found;
    if (!first) {
      const names = all.map(({ name }) => name);
      read.refuseName(path, words.card, names, 'cards of the board');
    } else if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(', ');
      read.refuse(path, { allowed: `a name that one card has, or its id: ${ids}` });
    } else if (at !== null && first.createdAt > at && [...made.values()].includes(first)) {
      read.refuse([index, 'on'], { allowed: 'a moment after the card was put on the board' });
    }
    return first?.id ?? null;
  };
  return { find, made: ({ index }) => made.get(index) ?? null };
}

function eventsOf(
  entry: Entry,
  { read, reader, cards, playbook }: { read: YamlFile; reader: Reader; cards: Cards; playbook: Playbook },
): ScriptEvent[] {
  const { index, words, at } = entry;
  const people = (key: string, names: readonly string[]) => reader.people([index, key], names);
  const keys = playbook.workItems.map(({ key }) => key);
  const known = (act: string, templates: readonly string[]): string[] =>
    templates.filter(template => {
      const isKnown = templateOf(template, playbook) !== null;
      if (!isKnown) read.refuseName([index, act], template, keys, 'work items of the playbook');
      return isKnown;
    });
  const joining = people('join', words.join ?? []);
  const leaving = people('leave', words.leave ?? []);
  const made = cards.made(entry);
  const { start, due } = words;
  if (words.feedback && !playbook.feedback) {
    read.refuse([index, 'feedback'], { allowed: 'nothing, since the playbook collects no feedback' });
  }
  const found: Act[] = [
    ...(made ? [{ kind: 'create' as const, card: made }] : []),
    ...joining.map(person => ({ kind: 'join' as const, person })),
    ...leaving.map(person => ({ kind: 'leave' as const, person })),
    ...(words.supporter === undefined
      ? []
      : [{ kind: 'supporter' as const, people: people('supporter', words.supporter ?? []) }]),
    ...(start === undefined && due === undefined
      ? []
      : [
          {
            kind: 'dates' as const,
            ...(start === undefined ? {} : { startOn: start }),
            ...(due === undefined ? {} : { dueOn: due }),
          },
        ]),
    ...(words.move === undefined
      ? []
      : [{ kind: 'move' as const, status: reader.status([index, 'move'], words.move) }]),
    ...(['close', 'reopen', 'delete'] as const).flatMap(kind =>
      known(kind, words[kind] ?? []).map(template => ({ kind, template })),
    ),
    ...known('item-due', Object.keys(words['item-due'] ?? {})).map(template => ({
      kind: 'item-due' as const,
      template,
      dueOn: words['item-due']?.[template] ?? null,
    })),
    ...(words.feedback ?? []).map(name => ({ kind: 'feedback' as const, name })),
    ...(words.idea ?? []).map(name => ({ kind: 'idea' as const, name })),
    ...(words.outcome === undefined ? [] : [{ kind: 'outcome' as const, outcome: words.outcome }]),
    ...(['target', 'actual'] as const).flatMap(which => {
      const value = words[which];
      return value === undefined ? [] : [{ kind: 'metric' as const, which, value }];
    }),
    ...(words.priority === undefined ? [] : [{ kind: 'priority' as const, priority: words.priority }]),
    ...(words.comment === undefined ? [] : [{ kind: 'comment' as const, text: words.comment }]),
  ];
  const cardId = cards.find(entry);
  const by = whoOf(entry, { read, reader, acting: [...joining, ...leaving] });
  if (cardId === null || by === null || at === null) return [];
  return found.map(act => ({ at, cardId, by, act }));
}

/** Who joins or leaves does so without being named twice. */
function whoOf(
  { index, words, says }: Entry,
  { read, reader, acting }: { read: YamlFile; reader: Reader; acting: readonly Person[] },
): Person | null {
  if (words.by !== undefined) return reader.people([index, 'by'], [words.by])[0] ?? null;
  const [first] = acting;
  if (first) return first;
  const allowed = 'who does it, by name (only who joins or leaves need not be named)';
  if (!['by', 'join', 'leave'].some(says)) read.refuse([index, 'by'], { allowed });
  return null;
}
