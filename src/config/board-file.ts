// The board of a rehearsal from a file: in plain words as people write it, or whole as `--save-board` wrote it.
import { z } from 'zod';
import { arrayOf } from '../base/chunked-array.ts';
import { isDay } from '../domain/day.ts';
import { TeamRecord } from '../domain/mirror/record.ts';
import { COMMENT_KINDS, type Group, type Person } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { KnownBoard } from '../rehearsal/rehearsed-board.ts';
import { fineParts } from './fine-parts.ts';
import { CardWords, instantOf, LooseCardWords, Moment, readerFor, Text, Texts } from './rehearsal-words.ts';
import { readText, readYamlFile, type YamlFile } from './yaml-file.ts';

const WHAT = 'a board in YAML, or one that --save-board wrote';

const PersonBlock = z.strictObject({
  name: Text,
  id: z.number().int().min(1).optional(),
  email: z.string().trim().min(1).optional(),
});
const LoosePerson = PersonBlock.partial({ name: true });
const PersonWords = z.union([Text, PersonBlock]);
const BoardWords = z.strictObject({
  /** The instant at which the board is like this; the rehearsal begins there. */
  at: Moment.optional(),
  people: z.array(PersonWords).min(1),
  groups: z.record(Text, Texts).default({}),
  cards: z.array(CardWords).min(1),
});

const Day = z.string().refine(isDay).nullable();
const SavedPerson = z
  .object({ id: z.number(), name: z.string(), email: z.string().optional() })
  .transform(({ email, ...rest }) => (email === undefined ? rest : { ...rest, email }));
const SavedComments = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(COMMENT_KINDS),
    rules: z.array(z.string()),
    isMended: z.boolean(),
    until: Day,
    isResolved: z.boolean(),
    assignee: z.number().nullish(),
    text: z.string(),
    at: z.number(),
  }),
);
/** Earlier releases saved none. */
const Metric = z.string().nullable().exactOptional();
/** Everything that was read of a board, as it is saved. */
const SavedBoard = z.object({
  savedBoard: z.literal(1),
  at: z.number(),
  board: z.object({
    cards: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        url: z.string(),
        status: z.string(),
        priority: z.number().nullable(),
        orderIndex: z.string(),
        assignees: z.array(SavedPerson),
        assignedGroups: z.array(z.string()),
        supporters: z.array(SavedPerson),
        functionsNeeded: z.array(z.string()),
        outcome: z.string().nullable(),
        feedbackCount: z.number().nullable(),
        baseline: Metric,
        target: Metric,
        actual: Metric,
        startOn: Day,
        dueOn: Day,
        tags: z.array(z.string()),
        links: z.array(z.string()),
        follows: z.string().nullable(),
        createdAt: z.number(),
        updatedAt: z.number(),
      }),
    ),
    lists: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        cardId: z.string().nullable(),
        isFinished: z.boolean(),
        stillOpen: z.string().exactOptional(),
      }),
    ),
    items: z.array(
      z.object({
        id: z.string(),
        listId: z.string(),
        parentId: z.string().nullable(),
        name: z.string(),
        url: z.string(),
        template: z.string().nullable(),
        isByTag: z.literal(true).exactOptional(),
        tags: z.array(z.string()),
        isAbout: z.boolean(),
        record: z.union([TeamRecord, z.literal('unreadable'), z.null()]),
        madeBy: z.number().exactOptional(),
        isClosed: z.boolean(),
        dueOn: Day,
        assignees: z.array(z.number()),
        createdAt: z.number(),
        updatedAt: z.number(),
      }),
    ),
    people: z.array(SavedPerson),
    groups: z.array(z.object({ id: z.string(), name: z.string(), members: z.array(z.number()) })),
  }),
  said: z.record(
    z.string(),
    z.object({
      comments: SavedComments,
      commands: z.array(
        z.object({
          id: z.string(),
          by: z.number(),
          at: z.number(),
          text: z.string(),
          answers: SavedComments,
        }),
      ),
      lastWordAt: z.number().nullable(),
      reminders: SavedComments,
    }),
  ),
  leftAlone: z.array(z.string()),
});

/** Reads a board. Throws ConfigProblems with everything that is wrong in it. */
export async function loadBoardFile(file: string, playbook: Playbook): Promise<KnownBoard> {
  const text = readText(file, WHAT);
  // What was saved is JSON and may be large; as YAML it is read only to say what is wrong with it.
  const saved = SavedBoard.safeParse(jsonIn(text));
  if (saved.success) return knownBoard(saved.data);
  const read = readYamlFile(file, WHAT, text);
  if (isSaved(read.data)) {
    const parsed = SavedBoard.safeParse(read.data);
    read.report(parsed.error, SavedBoard);
    read.check();
    if (parsed.success) return knownBoard(parsed.data);
  }
  return boardInWords(read, playbook);
}

/** The text of a file from which `loadBoardFile` reads the same board again. */
export function savedBoardText({ at, board, said, leftAlone }: KnownBoard): string {
  const saved: z.input<typeof SavedBoard> = {
    savedBoard: 1,
    at: at ?? 0,
    board: { ...board, items: arrayOf(board.items) },
    said: Object.fromEntries(said),
    leftAlone: [...leftAlone],
  };
  return `${JSON.stringify(saved, null, 1)}\n`;
}

function knownBoard({ at, board, said, leftAlone }: z.infer<typeof SavedBoard>): KnownBoard {
  return { at, board, said: new Map(Object.entries(said)), leftAlone: new Set(leftAlone) };
}

function boardInWords(read: YamlFile, playbook: Playbook): KnownBoard {
  const parsed = BoardWords.safeParse(read.data);
  read.report(parsed.error, BoardWords);
  const { zone } = playbook.calendar;
  // Names are looked up wherever a part is fine in itself, so that all problems come at once.
  const raw = partsOf(read.data);
  const at = parsed.data?.at === undefined ? null : instantOf(parsed.data.at, zone);
  const people = peopleIn(read, listIn(raw['people']));
  const reader = readerFor(read, { people, groups: [] }, playbook);
  const groups = Object.entries(partsOf(raw['groups'])).map(([name, members], index): Group => {
    const found = reader.people(['groups', name], Texts.safeParse(members).data ?? []);
    return { id: `group-${index + 1}`, name, members: found.map(({ id }) => id) };
  });
  const supporters = playbook.people.supporters.toLowerCase();
  if (!groups.some(({ name }) => name.toLowerCase() === supporters)) {
    const allowed = `a group “${playbook.people.supporters}”, whose people may support (people.supporters in the playbook)`;
    read.refuse(['groups'], {
      given: `the groups ${groups.map(({ name }) => name).join(', ') || '(none)'}`,
      allowed,
    });
  }
  const cardReader = readerFor(read, { people, groups }, playbook);
  const ids = new Set<string>();
  const cards = listIn(raw['cards']).map((words, index) => {
    const card = fineParts(words, CardWords, LooseCardWords);
    const { id = `card-${index + 1}`, name = '' } = card;
    if (ids.has(id)) read.refuse(['cards', index, 'id'], { allowed: 'an id that no other card has' });
    ids.add(id);
    return cardReader.card(['cards', index], card, { id, name, order: index + 1, createdAt: at ?? 0 });
  });
  read.check();
  return {
    at,
    board: { cards, lists: [], items: [], people, groups },
    said: new Map(),
    leftAlone: new Set(),
  };
}

function peopleIn(read: YamlFile, raw: readonly unknown[]): Person[] {
  const words = raw.flatMap((one, index) => {
    const { data: name } = Text.safeParse(one);
    const person = name === undefined ? fineParts(one, PersonBlock, LoosePerson) : { name };
    return person.name === undefined ? [] : [{ id: undefined, email: undefined, ...person, index }];
  });
  const taken = new Set(words.flatMap(({ id }) => id ?? []));
  for (const key of ['id', 'email'] as const) {
    const times = timesOf(words.map(one => one[key]));
    for (const { index, [key]: value } of words) {
      if ((times.get(comparable(value)) ?? 0) < 2) continue;
      read.refuse(['people', index, key], { allowed: `an ${key} that nobody else has` });
    }
  }
  const names = new Set<string>();
  let next = 1;
  return words.map(({ name = '', id, email, index }) => {
    if (names.has(name.toLowerCase())) {
      read.refuse(['people', index], { allowed: 'each name once, since cards name people by it' });
    }
    names.add(name.toLowerCase());
    while (id === undefined && taken.has(next)) next++;
    return { id: id ?? next++, name, ...(email === undefined ? {} : { email }) };
  });
}

/** How often each value occurs; what is absent does not count. */
function timesOf(values: readonly (string | number | undefined)[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const value of values) {
    if (value !== undefined) times.set(comparable(value), (times.get(comparable(value)) ?? 0) + 1);
  }
  return times;
}

function comparable(value: string | number | undefined): string {
  return String(value ?? '').toLowerCase();
}

function jsonIn(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSaved(data: unknown): boolean {
  return 'savedBoard' in partsOf(data);
}

function partsOf(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
    ? (data as Record<string, unknown>)
    : {};
}

function listIn(data: unknown): unknown[] {
  return Array.isArray(data) ? data : [];
}
