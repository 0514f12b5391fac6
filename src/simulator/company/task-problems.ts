// What is wrong with one task of a company: names of people, statuses and fields that are not there, values that don't fit.
import { z } from 'zod';
import type { CompanyField, CompanyTask } from './company.ts';
import { namesIn } from './company-names.ts';
import { type KnownNames, unknownName } from './known-names.ts';

/** What holds in the list of a task. */
type Surroundings = { statuses: ReadonlySet<string>; fields: readonly CompanyField[]; known: KnownNames };

/** The problems of a task and its subtasks, each with its place. */
export function taskProblems(task: CompanyTask, place: string, around: Surroundings): string[] {
  const { statuses, known } = around;
  const everybody = new Set([...known.people, ...known.groups]);
  const status = (at: string, name: string) =>
    unknownName(`${place}.${at}`, 'status', name.trim().toLowerCase(), statuses);
  const { creator, history = [], assignees = [], subtasks = [] } = task;
  const now = task.status ?? [...statuses][0] ?? '';
  const last = history.at(-1)?.status ?? now;
  return [
    ...status('status', now),
    ...history.flatMap((each, index) => status(`history[${index}]`, each.status)),
    ...(last.toLowerCase() === now.toLowerCase()
      ? []
      : [`${place}.history: it must end with the present status "${now}"`]),
    ...assignees.flatMap(name => unknownName(`${place}.assignees`, 'person or group', name, everybody)),
    ...(creator === undefined ? [] : unknownName(`${place}.creator`, 'person', creator, known.people)),
    ...Object.entries(task.fields ?? {}).flatMap(([name, value]) =>
      valueProblems(`${place}.fields`, name, value, around),
    ),
    ...subtasks.flatMap((each, index) => taskProblems(each, `${place}.subtasks[${index}]`, around)),
  ];
}

const isNumber = (value: unknown) => /^-?\d+(\.\d+)?$/u.test(String(value));

/** How a value of a simple field has to look. Types that are not here hold text. */
const SIMPLE: Record<string, { fits(value: unknown): boolean; like: string }> = {
  number: { fits: isNumber, like: 'a number' },
  currency: { fits: isNumber, like: 'a number' },
  checkbox: { fits: value => typeof value === 'boolean', like: 'true or false' },
  emoji: { fits: value => Number.isInteger(value), like: 'a whole number' },
  date: {
    fits: value => typeof value === 'number' || z.iso.date().safeParse(value).success,
    like: 'days from the start, or a date such as "2027-01-15"',
  },
};

function valueProblems(place: string, name: string, value: unknown, around: Surroundings): string[] {
  const field = around.fields.find(each => each.name === name);
  const names = new Set(around.fields.map(each => each.name));
  if (field === undefined) return unknownName(place, 'field', name, names);
  const at = `${place}.${name}`;
  const { people, groups } = around.known;
  if (field.type === 'users') {
    return namesIn(value).flatMap(each =>
      unknownName(at, 'person or group', each, new Set([...people, ...groups])),
    );
  }
  if (field.type === 'labels' || (field.type === 'drop_down' && typeof value === 'string')) {
    return namesIn(value).flatMap(each => unknownName(at, 'option', each, new Set(field.options)));
  }
  if (field.type === 'tasks') return [`${at}: links to tasks can't be given at the start`];
  if (field.type === 'drop_down') return [`${at}: a drop_down takes one of its options`];
  const { fits, like } = SIMPLE[field.type] ?? {
    fits: (given: unknown) => typeof given === 'string',
    like: 'a text',
  };
  return fits(value) ? [] : [`${at}: a field of type ${field.type} takes ${like}`];
}
