// A small company to test with, and how a case's observation.yaml becomes an observation: defaults filled in,
// people named by their first names, instants written in the playbook's zone.
import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { parse } from 'yaml';
import { z } from 'zod';
import { writeHeadline } from '../../src/domain/language/headline.ts';
import { lastReminderText, reminderText } from '../../src/domain/language/reminder-text.ts';
import { textsFor } from '../../src/domain/language/texts.ts';
import { observeTeamList } from '../../src/domain/mirror/team-list.ts';
import type {
  Board,
  Card,
  Group,
  Observation,
  Person,
  ReportedChange,
  TeamList,
  WorkItem,
} from '../../src/domain/observation.ts';
import { calendarOf, Playbook } from '../../src/domain/playbook/playbook.ts';
import { commentOf, settle, withItems } from './settle-in-memory.ts';

export const ZONE = 'Europe/Berlin';
const NAMES = { Ana: 1, Ben: 2, Cem: 3, Dora: 4, Eli: 5, Sam: 21, Tess: 22, Olga: 31 };
export const PEOPLE: Person[] = Object.entries(NAMES).map(([name, id]) => ({ id, name }));
/** Lea worked here once. */
const LEA: Person = { id: 99, name: 'Lea' };
export const GROUPS: Group[] = [
  { id: 'g1', name: 'Engineering', members: [1, 2, 5] },
  { id: 'g2', name: 'Marketing', members: [3, 4] },
  { id: 'g3', name: 'Supporters', members: [21, 22] },
];

/** A person of the company by first name. */
export function person(name: string): Person {
  const found = [...PEOPLE, LEA].find(candidate => candidate.name === name);
  if (!found) throw new Error(`nobody is called ${name}; there are ${Object.keys(NAMES).join(', ')}, Lea`);
  return found;
}

const REMINDER = { person: person('Ana'), count: 0, countBy: 'subtasks', min: 3 } as const;

/** `2027-01-14 10:00` in the company's zone. */
export function instant(text: string, zone = ZONE): number {
  const local = Temporal.PlainDateTime.from(text.replace(' ', 'T'));
  return local.toZonedDateTime(zone).epochMilliseconds;
}

const BASE: unknown = parse(readFileSync('tests/cases/base-playbook.yaml', 'utf8'));

/** The base playbook of the cases with `changes` laid over it. */
export function playbookWith(changes: unknown = {}): Playbook {
  return Playbook.parse(laidOver(BASE, changes));
}

const At = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
const Name = z.string().transform(person);
const CardFacts = z.strictObject({
  id: z.string().default('86a1'),
  name: z.string().default('Faster onboarding'),
  status: z.string().default('forming'),
  team: z.array(Name).default([person('Ana'), person('Ben')]),
  groups: z.array(z.string()).default([]),
  supporters: z.array(Name).default([person('Sam')]),
  needs: z.array(z.string()).default([]),
  priority: z.number().nullable().default(null),
  order: z.string().default('1.0'),
  start: z.string().nullable().default('2027-01-11'),
  due: z.string().nullable().default('2027-03-08'),
  outcome: z.string().nullable().default(null),
  feedbackCount: z.number().nullable().default(null),
  baseline: z.string().nullable().exactOptional(),
  target: z.string().nullable().exactOptional(),
  actual: z.string().nullable().exactOptional(),
  links: z.array(z.string()).default([]),
  follows: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
});
const ReportedFacts = z.strictObject({
  at: At,
  by: Name.default(person('Ana')),
  joined: Name.optional(),
  moved: z.tuple([z.string(), z.string()]).optional(),
});
/** What people did to managed items, by their keys. */
const ItemFacts = z.record(
  z.string(),
  z.strictObject({
    due: z.string().optional(),
    assignees: z.array(Name).optional(),
    isClosed: z.boolean().optional(),
    isDeleted: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    movedAt: At.optional(),
    /** What it has lost of the line in its description and its tag. */
    lost: z.enum(['line', 'tag', 'both']).optional(),
    /** Somebody copied it, with line and tag. */
    isCopied: z.boolean().optional(),
  }),
);
/** Liaison had brought everything in order at that time, when the card was like this. */
const Earlier = z.strictObject({
  at: At.default('2027-01-11 10:00'),
  card: z.record(z.string(), z.unknown()).default({}),
  items: ItemFacts.default({}),
  /** Tasks that people wrote down in the team list. */
  ideas: z.array(z.strictObject({ name: z.string(), tags: z.array(z.string()).default([]) })).default([]),
});
const CaseFacts = z.strictObject({
  at: At.default('2027-01-11 10:00'),
  /** One such time, or several one after the other; each card is laid over the one before. */
  earlier: Earlier.or(z.array(Earlier)).optional(),
  /** The card now; over what it was earlier, if that is given. */
  card: z.record(z.string(), z.unknown()).default({}),
  otherCards: z.array(CardFacts).default([]),
  otherLists: z
    .array(
      z.strictObject({
        name: z.string(),
        card: z.string().nullable(),
        isFinished: z.boolean().default(false),
        /** What people wrote down in it. */
        tasks: z
          .array(
            z.strictObject({
              name: z.string(),
              due: z.string().nullable().default(null),
              assignees: z.array(Name).default([]),
              isClosed: z.boolean().default(false),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  /** Managed work that people have in the lists of others, all of it open. */
  otherWork: z.array(z.strictObject({ to: Name, open: z.number().int().min(1) })).default([]),
  /** What people did to managed items since. */
  items: ItemFacts.default({}),
  /** Cards that people deleted since, by name. */
  deletedCards: z.array(z.string()).default([]),
  about: z.enum(['kept', 'deleted', 'unreadable']).default('kept'),
  /** Why the card's team list is not seen. */
  outOfSight: z
    .enum(['archived', 'hidden', 'moved', 'deleted', 'lost', 'unread', 'elsewhere', 'unreadable'])
    .optional(),
  /** The card that the description of the card's list names since, and the one that the page in it does. */
  described: z.string().nullable().optional(),
  recorded: z.string().optional(),
  /** Pieces of feedback: subtasks of the feedback item. */
  feedback: z.number().default(0),
  reportedChanges: z.array(ReportedFacts).default([]),
  said: z
    .array(
      z.strictObject({
        at: At,
        kind: z.enum(['ask', 'escalation', 'undo']),
        to: Name.optional(),
        rules: z.array(z.string()),
        isMended: z.boolean().default(false),
        isHandedOn: z.boolean().default(false),
        isResolved: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Comments of people that begin with a slash; `answered` is what Liaison's reply begins with. */
  told: z
    .array(
      z.strictObject({
        at: At,
        by: Name,
        text: z.string(),
        answered: z
          .array(
            z.strictObject({
              at: At,
              kind: z.enum(['waiver', 'waiver-end', 'answer', 'snooze']),
              rules: z.array(z.string()).default([]),
              until: z.string().nullable().default(null),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  /** Who is away; `noted` is the comment for which Liaison made the task. */
  absences: z
    .array(
      z.strictObject({
        who: Name,
        from: z.string(),
        until: z.string(),
        noted: z.string().nullable().default(null),
      }),
    )
    .optional(),
  /** Who has left the workspace, and who is missing from its newest read alone. */
  left: z.array(Name).default([]),
  missing: z.array(Name).default([]),
  /** When somebody else last said something on the card. */
  lastWordAt: At.optional(),
  /** Reminders of before; `asked` is the supporter whom one asked as well; the last word is `isLast`. */
  reminded: z
    .array(
      At.or(
        z.strictObject({
          at: At,
          asked: Name.nullable().default(null),
          number: z.number().optional(),
          isLast: z.boolean().default(false),
        }),
      ),
    )
    .default([]),
  hearsWebhooks: z.boolean().default(true),
  /** Who put whom on the team, as deliveries told. */
  joinings: z.array(z.strictObject({ who: Name, by: Name, at: At })).default([]),
  supportersBefore: z.array(Name).nullable().default(null),
  failingSince: z.record(z.string(), At).default({}),
  changedAt: z.array(At).default([]),
});

/** An observation from the words of a case file; whatever it leaves out is as usual. */
export function observationOf(words: unknown, playbook: Playbook): Observation {
  const facts = CaseFacts.parse(words ?? {});
  const instantOf = (at: string) => instant(at, playbook.calendar.zone);
  const bare = (card: Card, at: string): Observation => ({
    at: instantOf(at),
    card,
    board: {
      cards: [card, ...facts.otherCards.map(cardOf)],
      lists: facts.otherLists.map((list, index) => ({
        id: `80${index}`,
        name: list.name,
        cardId: list.card,
        isFinished: list.isFinished,
      })),
      items: facts.otherLists.flatMap(({ tasks }, index) =>
        tasks.map((task, number) => taskOf(task, index, number)),
      ),
      people: PEOPLE,
      groups: GROUPS,
    },
    comments: [],
    commands: [],
    lastWordAt: null,
    reminders: [],
    reportedChanges: [],
    knownListId: null,
    outOfSight: null,
    takenListNames: [],
    hearsWebhooks: true,
    supportersBefore: null,
    changedAt: [],
    failingSince: {},
  });
  const times = facts.earlier === undefined ? [] : [facts.earlier].flat();
  let card: unknown = {};
  let before: Observation | null = null;
  for (const [index, time] of times.entries()) {
    card = laidOver(card, time.card);
    const start = goneOn(bare(cardOf(CardFacts.parse(card)), time.at), before);
    const { after } = settle(start, playbook, calendarOf(playbook, []));
    const ideas = time.ideas.map((idea, number) => ideaOf(idea, `6${index}${number}`, after));
    after.board.items = [...after.board.items, ...ideas];
    before = withItems(after, touched({ items: time.items, about: 'kept' }, instantOf));
  }
  const now = goneOn(bare(cardOf(CardFacts.parse(laidOver(card, facts.card))), facts.at), before);
  now.board.items = [...withItems(now, touched(facts, instantOf)).board.items, ...copiesIn(now, facts.items)];
  now.board.cards = now.board.cards.filter(({ name }) => !facts.deletedCards.includes(name));
  now.board.items = [...now.board.items, ...workElsewhere(facts, now.at)];
  const collecting = now.board.items.find(item => item.template === playbook.feedback?.item);
  for (let piece = 1; collecting && piece <= facts.feedback; piece++) {
    const name = `Customer ${piece}`;
    const told = { ...collecting, id: `7${piece}`, name, parentId: collecting.id, template: null };
    now.board.items = [...now.board.items, told];
  }
  const { list, about } = observeTeamList(now, playbook);
  putOutOfSight(now, facts, list);
  if (facts.left.length + facts.missing.length > 0) now.board = withoutPeople(now.board, facts);
  if (facts.absences)
    now.board.absences = facts.absences.map(({ who, from, until, noted }, index) => ({
      id: `away-${index + 1}`,
      people: [who.id],
      from,
      until,
      madeFor: noted,
    }));
  return {
    ...now,
    ...knownOf(facts, list, about),
    comments: [
      ...now.comments,
      ...facts.said.map(({ at, kind, rules, to, isMended, isHandedOn, isResolved }, index) => ({
        ...commentOf(
          `said-${index + 1}`,
          instantOf(at),
          writeHeadline({ kind, rules, isMended, ...(isHandedOn ? { settled: 'handed-on' } : {}) }, 'en'),
        ),
        ...(to === undefined ? {} : { assignee: to.id }),
        ...(isResolved ? { isResolved } : {}),
      })),
    ],
    reminders: facts.reminded.map((reminder, index) => {
      const { at, asked, isLast, ...more } =
        typeof reminder === 'string' ? { at: reminder, asked: null, isLast: false } : reminder;
      const number = 'number' in more && more.number !== undefined ? more.number : index + 1;
      const texts = textsFor(playbook);
      const text = isLast
        ? lastReminderText({ ...REMINDER, number }, texts)
        : reminderText({ ...REMINDER, number, supporter: asked }, texts);
      return commentOf(`reminder-${index + 1}`, instantOf(at), text);
    }),
    commands: facts.told.map(({ at, by, text, answered }, index) => ({
      id: `told-${index + 1}`,
      by: by.id,
      at: instantOf(at),
      text,
      answers: answered.map((answer, number) =>
        commentOf(`told-${index + 1}-${number + 1}`, instantOf(answer.at), writeHeadline(answer, 'en')),
      ),
    })),
    lastWordAt: facts.lastWordAt === undefined ? null : instantOf(facts.lastWordAt),
    reportedChanges: facts.reportedChanges.map((reported, index) => ({
      id: `h${index + 1}`,
      cardId: now.card.id,
      at: instantOf(reported.at),
      receivedAt: instantOf(reported.at),
      by: reported.by.id,
      change: changeOf(reported),
    })),
    hearsWebhooks: facts.hearsWebhooks,
    ...(facts.joinings.length === 0
      ? {}
      : {
          joinings: Object.fromEntries(
            facts.joinings.map(({ who, by, at }) => [who.id, { by: by.id, at: instantOf(at) }]),
          ),
        }),
    supportersBefore: facts.supportersBefore,
    changedAt: facts.changedAt.map(instantOf),
    failingSince: Object.fromEntries(
      Object.entries(facts.failingSince).map(([rule, at]) => [rule, instantOf(at)]),
    ),
  };
}

/** A task that people made in the list of that index. */
function taskOf(
  { name, due, assignees, isClosed }: z.infer<typeof CaseFacts>['otherLists'][number]['tasks'][number],
  list: number,
  number: number,
): WorkItem {
  const id = `81${list}${number}`;
  const place = { id, listId: `80${list}`, parentId: null, name, url: `https://app.clickup.com/t/${id}` };
  const what = { template: null, tags: [], isAbout: false, record: null, isClosed, dueOn: due };
  return { ...place, ...what, assignees: assignees.map(one => one.id), createdAt: number, updatedAt: number };
}

/** The board once these are not among its people any more. */
function withoutPeople(
  board: Board,
  { left, missing }: Pick<z.infer<typeof CaseFacts>, 'left' | 'missing'>,
): Board {
  const isGone = (id: number) => [...left, ...missing].some(person => person.id === id);
  return {
    ...board,
    people: board.people.filter(({ id }) => !isGone(id)),
    missing: [...left, ...missing].map(person => ({ person, since: 0, hasLeft: left.includes(person) })),
  };
}

/** Open managed items in a list of another card. */
function workElsewhere({ otherWork }: Pick<z.infer<typeof CaseFacts>, 'otherWork'>, at: number): WorkItem[] {
  return otherWork.flatMap(({ to, open }) =>
    Array.from({ length: open }, (_, index) => ({
      id: `elsewhere-${to.id}-${index}`,
      listId: 'elsewhere',
      parentId: null,
      name: 'Something else',
      url: '',
      template: 'something-else',
      tags: [],
      isAbout: false,
      record: null,
      isClosed: false,
      dueOn: null,
      assignees: [to.id],
      createdAt: at - 1,
      updatedAt: at - 1,
    })),
  );
}

/** What people did to the list since: made it name another card, or put it where Liaison does not see it. */
function putOutOfSight(
  now: Observation,
  {
    outOfSight,
    described,
    recorded,
  }: Pick<z.infer<typeof CaseFacts>, 'outOfSight' | 'described' | 'recorded'>,
  list: TeamList | null,
): void {
  if (!list) return;
  const isAway = outOfSight !== undefined && !['unread', 'elsewhere', 'unreadable'].includes(outOfSight);
  const changed = described === undefined ? list : { ...list, cardId: described };
  now.board.lists = now.board.lists.flatMap(one => (one.id !== list.id ? one : isAway ? [] : changed));
  now.board.items = now.board.items.flatMap(item => {
    if (item.listId !== list.id) return item;
    if (isAway || outOfSight === 'unread') return [];
    const { record } = item;
    if (recorded === undefined || record === null || record === 'unreadable') return item;
    return { ...item, record: { ...record, card: recorded } };
  });
}

/** What is known of a list that is not seen. */
function knownOf(
  { outOfSight: why, recorded }: Pick<z.infer<typeof CaseFacts>, 'outOfSight' | 'recorded'>,
  list: TeamList | null,
  about: WorkItem | null,
): Partial<Observation> {
  if (why === undefined) return recorded === undefined ? {} : { knownListId: list?.id ?? null };
  const isLost = why === 'lost' || list === null;
  const seen = {
    list: isLost ? null : { id: list.id, name: list.name },
    page: isLost ? null : (about?.url ?? null),
  };
  return { knownListId: seen.list?.id ?? null, outOfSight: { why, ...seen } };
}

/** An observation that finds what was there before. */
function goneOn(now: Observation, before: Observation | null): Observation {
  if (before === null) return now;
  const { board, comments } = before;
  const made = board.cards.filter(({ id }) => !now.board.cards.some(card => card.id === id));
  const cards = [...now.board.cards, ...made];
  return { ...now, comments, board: { ...now.board, cards, lists: board.lists, items: [...board.items] } };
}

function ideaOf(
  idea: { name: string; tags: string[] },
  id: string,
  { at, board, card }: Observation,
): WorkItem {
  const listId = board.lists.find(({ cardId }) => cardId === card.id)?.id ?? '';
  const place = { id, listId, parentId: null, url: `https://app.clickup.com/t/${id}` };
  const blank = { template: null, isAbout: false, record: null, isClosed: false, dueOn: null, assignees: [] };
  return { ...idea, ...place, ...blank, createdAt: at, updatedAt: at };
}

function cardOf(facts: z.infer<typeof CardFacts>): Card {
  const { id, name, status, priority, supporters } = facts;
  const { baseline, target, actual } = facts;
  return {
    ...(baseline === undefined ? {} : { baseline }),
    ...(target === undefined ? {} : { target }),
    ...(actual === undefined ? {} : { actual }),
    id,
    name,
    status,
    priority,
    supporters,
    url: `https://app.clickup.com/t/${id}`,
    orderIndex: facts.order,
    assignees: facts.team,
    assignedGroups: facts.groups.map(group => GROUPS.find(({ name }) => name === group)?.id ?? group),
    functionsNeeded: facts.needs,
    outcome: facts.outcome,
    feedbackCount: facts.feedbackCount,
    startOn: facts.start,
    dueOn: facts.due,
    tags: facts.tags,
    links: facts.links,
    follows: facts.follows,
    createdAt: 0,
    updatedAt: 0,
  };
}

function touched(
  { items, about }: Pick<z.infer<typeof CaseFacts>, 'items' | 'about'>,
  instantOf: (at: string) => number,
): (item: WorkItem) => WorkItem | null {
  return item => {
    if (item.isAbout && about === 'deleted') return null;
    if (item.isAbout && about === 'unreadable') return { ...item, record: 'unreadable' };
    const change = items[item.template ?? ''];
    if (change?.isDeleted) return null;
    return {
      ...withoutMarks(item, change?.lost),
      dueOn: change?.due ?? item.dueOn,
      assignees: change?.assignees?.map(({ id }) => id) ?? item.assignees,
      isClosed: change?.isClosed ?? item.isClosed,
      tags: change?.tags ?? item.tags,
      updatedAt: change?.movedAt === undefined ? item.updatedAt : instantOf(change.movedAt),
    };
  };
}

/** A task as it is read whose description has no line any more, or that has no tag. */
function withoutMarks(item: WorkItem, lost: 'line' | 'tag' | 'both' | undefined): WorkItem {
  if (lost === 'both') return { ...item, template: null };
  return lost === 'line' ? { ...item, template: tagOf(item.template), isByTag: true } : item;
}

/** The key of the template, as the tag has it; here only work that comes again has a number. */
function tagOf(key: string | null): string | null {
  return key && key.replace(/-\d+$/, '');
}

function copiesIn(now: Observation, facts: z.infer<typeof ItemFacts>): WorkItem[] {
  return now.board.items.flatMap(item =>
    facts[item.template ?? '']?.isCopied
      ? { ...item, id: `5${item.id}`, name: `${item.name} (copy)`, createdAt: now.at, updatedAt: now.at }
      : [],
  );
}

function changeOf({ joined, moved }: z.infer<typeof ReportedFacts>): ReportedChange['change'] {
  if (joined) return { kind: 'joined', person: joined };
  return moved ? { kind: 'moved', from: moved[0], to: moved[1] } : { kind: 'supporter' };
}

/** Blocks are merged key by key, everything else is replaced, null takes away. */
function laidOver(base: unknown, changes: unknown): unknown {
  if (!isBlock(base) || !isBlock(changes)) return changes ?? base;
  const merged = { ...base };
  for (const [key, change] of Object.entries(changes)) {
    if (change === null && isBlock(base[key])) delete merged[key];
    else merged[key] = isBlock(change) ? laidOver(base[key] ?? {}, change) : change;
  }
  return merged;
}

function isBlock(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
