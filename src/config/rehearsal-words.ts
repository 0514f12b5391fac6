// What the files of a rehearsal are written in: names, days, moments, priorities, cards in plain words.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Day, type Instant, isDay } from '../domain/day.ts';
import type { Board, Card, Person } from '../domain/observation.ts';
import { PHASES } from '../domain/phase.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { YamlFile } from './yaml-file.ts';

/** When people do something, where a script only names the day. */
const USUAL_TIME = '10:00';
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?: +(\d{1,2}:\d{2}))?$/;
/** ClickUp's priorities by their names. */
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

/** A name or id; ids may be written as numbers. */
export const Text = z.union([z.string().trim().min(1), z.number().transform(String)]).describe('a text');
export const Texts = z
  .union([Text.transform(one => [one]), z.array(Text)])
  .describe('a name, or a list of names');
export const DayOrNone = z
  .string()
  .refine(isDay, { error: 'is no day; write it as 2027-01-15' })
  .nullable()
  .describe('a day such as 2027-01-15, or null for none');
/** A day, with a time if it matters. */
export const Moment = z
  .string()
  .refine(text => isMoment(text), { error: 'is no moment; write it as 2027-01-15 or 2027-01-15 10:00' })
  .describe('a day such as 2027-01-15, or with its time 2027-01-15 10:00');
export const Priority = z
  .union([
    z.enum(PRIORITIES).transform(name => PRIORITIES.indexOf(name) + 1),
    z.number().int().min(1).max(4),
    z.null(),
  ])
  .describe(`one of ${PRIORITIES.join(', ')}, a number from 1 to 4, or null for none`);

/** A metric in words or as a number. */
export const MetricWords = z
  .union([Text, z.number().transform(String), z.null()])
  .describe('words, a number, or null for none')
  .exactOptional();

const cardWords = {
  status: Text,
  team: Texts.default([]),
  groups: Texts.default([]),
  supporter: Texts.default([]),
  needs: Texts.default([]),
  priority: Priority.default(null),
  start: DayOrNone.default(null),
  due: DayOrNone.default(null),
  outcome: Text.nullable().default(null),
  /** How many pieces are in, where a number on the card counts them. */
  feedback: z
    .number()
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe('how many pieces of feedback are in: 0, 1, 2, …'),
  /** The metric before, as it is wanted and as it turned out, where the playbook names fields for them. */
  baseline: MetricWords,
  target: MetricWords,
  actual: MetricWords,
  tags: Texts.default([]),
};

/** A card that a script puts on the board; its name stands beside it. */
export const NewCardWords = z.strictObject(cardWords);
/** A card of a board file. */
export const CardWords = z.strictObject({ id: Text.optional(), name: Text, ...cardWords });
/** What of a card's words is fine, whatever is missing. */
export const LooseNewCardWords = NewCardWords.partial({ status: true });
export const LooseCardWords = CardWords.partial({ name: true, status: true });
type LooseNewCardWords = z.infer<typeof LooseNewCardWords>;

/** The instant that a moment means in a zone. */
export function instantOf(moment: string, zone: string): Instant {
  const [, day = '', time = USUAL_TIME] = MOMENT.exec(moment.trim()) ?? [];
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time.padStart(5, '0')));
  return local.toZonedDateTime(zone).epochMilliseconds;
}

/** The status that is meant: one of the playbook's, or the first one of the phase of that name; null if neither. */
export function statusMeant(text: string, { phases }: Playbook): string | null {
  const wanted = text.toLowerCase();
  const statuses = PHASES.flatMap(phase => phases[phase]);
  if (statuses.includes(wanted)) return wanted;
  const phase = PHASES.find(name => name === wanted);
  return phase ? (phases[phase][0] ?? null) : null;
}

/** Finds what the words of a rehearsal's files mean on a board; what it can't find is refused in the file. */
export type Reader = {
  people(path: readonly PropertyKey[], names: readonly string[]): Person[];
  status(path: readonly PropertyKey[], text: string): string;
  card(
    path: readonly PropertyKey[],
    words: LooseNewCardWords,
    of: { id: string; name: string; order: number; createdAt: Instant },
  ): Card;
};

/** A reader for the names of this board and playbook. */
export function readerFor(
  file: YamlFile,
  { people, groups }: Pick<Board, 'people' | 'groups'>,
  playbook: Playbook,
): Reader {
  const names = people.map(({ name }) => name);
  const known = new Map<string, Person>();
  for (const person of people) {
    for (const word of [person.email, String(person.id), person.name]) {
      if (word !== undefined) known.set(word.toLowerCase(), person);
    }
  }
  const functions = Object.keys(playbook.people.functions);
  const each = <T>(
    path: readonly PropertyKey[],
    words: readonly string[],
    all: readonly string[],
    [what, find]: [string, (word: string) => T | undefined],
  ): T[] =>
    words.flatMap(word => {
      const found = find(word);
      if (found === undefined) file.refuseName(path, word, all, what);
      return found ?? [];
    });

  const reader: Reader = {
    people: (path, words) =>
      each(path, words, names, ['people of the board', word => known.get(word.toLowerCase())]),
    status(path, text) {
      const status = statusMeant(text, playbook);
      if (status !== null) return status;
      const named = PHASES.filter(phase => playbook.phases[phase].length > 0);
      const statuses = named.flatMap(phase => playbook.phases[phase]);
      file.refuseName(path, text, [...statuses, ...named], 'statuses and phases of the playbook');
      return text;
    },
    card(path, words, { id, name, order, createdAt }) {
      const at = (key: keyof LooseNewCardWords): PropertyKey[] => [...path, key];
      const groupNamed = (word: string): string | undefined =>
        groups.find(group => group.id === word || group.name.toLowerCase() === word.toLowerCase())?.id;
      const functionNamed = (word: string): string | undefined =>
        functions.find(one => one.toLowerCase() === word.toLowerCase());
      const groupNames = groups.map(group => group.name);
      if (words.feedback !== null && playbook.feedback?.countBy !== 'field') {
        const allowed =
          'nothing, since no number on the card counts feedback (feedback.countBy in the playbook)';
        file.refuse(at('feedback'), { allowed });
      }
      return {
        id,
        name,
        url: `https://app.clickup.com/t/${id}`,
        status: words.status === undefined ? '' : reader.status(at('status'), words.status),
        priority: words.priority,
        orderIndex: `${order}.0`,
        assignees: reader.people(at('team'), words.team),
        assignedGroups: each(at('groups'), words.groups, groupNames, ['groups of the board', groupNamed]),
        supporters: reader.people(at('supporter'), words.supporter),
        functionsNeeded: each(at('needs'), words.needs, functions, [
          'functions of the playbook',
          functionNamed,
        ]),
        outcome: words.outcome,
        feedbackCount: words.feedback,
        ...(words.baseline === undefined ? {} : { baseline: words.baseline }),
        ...(words.target === undefined ? {} : { target: words.target }),
        ...(words.actual === undefined ? {} : { actual: words.actual }),
        startOn: words.start,
        dueOn: words.due,
        tags: words.tags,
        links: [],
        follows: null,
        createdAt,
        updatedAt: createdAt,
      };
    },
  };
  return reader;
}

function isMoment(text: string): boolean {
  const match = MOMENT.exec(text.trim());
  if (!match?.[1] || !isDay(match[1] satisfies Day)) return false;
  const [hours = 0, minutes = 0] = (match[2] ?? USUAL_TIME).split(':').map(Number);
  return hours < 24 && minutes < 60;
}
