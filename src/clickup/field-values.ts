// What stands in the custom fields that the playbook names. Nothing is guessed: a value that can't be understood makes
// the card unreadable, and says which field it is.
import type { Person } from '../domain/observation.ts';
import type { ClickUpFailure } from '../reconcile/ports.ts';
import { misread as misreadThing } from './http/misread.ts';
import type { FieldRef } from './places/fields.ts';
import { type CardTask, type FieldValue, fieldValueIn, PersonValue } from './schemas.ts';

/** Whether the card shows the field at all; an empty one is shown without a value (API reference, CreateTask example). */
export function isFieldShown(task: CardTask, field: FieldRef): boolean {
  return valueOf(task, field) !== undefined;
}

/** The people in a users field; groups in it are passed over. */
export function peopleIn(task: CardTask, field: FieldRef): Person[] {
  const value = filled(valueOf(task, field)?.value) ?? [];
  if (!Array.isArray(value)) throw misread(task, field, 'is no list of people');
  return value.flatMap((one: unknown) => {
    if (one === null) return [];
    const person = PersonValue.safeParse(one);
    if (!person.success) throw misread(task, field, 'names somebody without an id');
    return person.data === 'group' ? [] : { id: person.data.id, name: person.data.name };
  });
}

/** The names of the labels that are set; a label that the field no longer has is passed over. */
export function labelsIn(task: CardTask, field: FieldRef): string[] {
  const given = valueOf(task, field);
  const value = filled(given?.value) ?? [];
  if (!Array.isArray(value)) throw misread(task, field, 'is no list of labels');
  const options = optionsOf(given, field);
  return value.flatMap((one: unknown) => {
    if (one === null || one === '') return [];
    if (typeof one !== 'string') throw misread(task, field, 'names a label by something else than its id');
    return options.find(option => option.id === one)?.name ?? [];
  });
}

/** The option that is chosen. A drop-down is read as the place of its option, though it is written as the option's id. */
export function choiceIn(task: CardTask, field: FieldRef): string | null {
  const given = valueOf(task, field);
  const value = filled(given?.value);
  if (value === null) return null;
  const options = optionsOf(given, field);
  const place = numberFrom(value);
  const chosen =
    options.find(option => option.id === value) ??
    (place === null ? undefined : options.find(option => option.orderIndex === place));
  if (chosen) return chosen.name;
  throw misread(task, field, 'names no option of the field');
}

/** A number is read as text. */
export function numberIn(task: CardTask, field: FieldRef): number | null {
  const value = filled(valueOf(task, field)?.value);
  if (value === null) return null;
  const number = numberFrom(value);
  if (number !== null) return number;
  throw misread(task, field, 'is no number');
}

/** What stands in a field of words or of a number, as people read it. */
export function wordsIn(task: CardTask, field: FieldRef): string | null {
  const value = filled(valueOf(task, field)?.value);
  if (value === null) return null;
  if (typeof value === 'string') return value.trim().replace(/\s+/g, ' ');
  if (typeof value === 'number') return String(value);
  throw misread(task, field, 'is neither words nor a number');
}

/** Null where a field is empty; the vendor also says so with an empty text. */
function filled(value: unknown): unknown {
  return value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;
}

function numberFrom(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** The task's own copy of the options is as fresh as its value; the field's may be older. */
function optionsOf(given: FieldValue | undefined, field: FieldRef): FieldRef['options'] {
  return given && given.type_config.length > 0 ? given.type_config : field.options;
}

function valueOf(task: CardTask, field: FieldRef): FieldValue | undefined {
  return fieldValueIn(task.custom_fields, field.id);
}

function misread(task: CardTask, field: FieldRef, reason: string): ClickUpFailure {
  const message = `The value of the field "${field.name}" on card ${task.id} ${reason}.`;
  const where = `custom_fields.${field.name}.value`;
  return misreadThing({ kind: 'card', id: task.id, name: task.name || null, where, reason }, { message });
}
