// The line of the status comment that tells of a time of rest. People read it; before there is a list, Liaison reads it back,
// in whatever language it spoke at the time. That is why the playbook cannot change these texts.
import type { Day } from '../day.ts';
import type { Pause } from '../pause.ts';
import type { Locale } from './texts.ts';

type Words = { since: string; by: string; over: string; planned: string };

const FORMS: Record<Locale, Words> = {
  en: {
    since: 'Resting since {from}',
    by: ', moved by {by}',
    over: 'Rested from {from} to {until}',
    planned: '; planned: {start} to {due}',
  },
  de: {
    since: 'Ruht seit {from}',
    by: ', bewegt von {by}',
    over: 'Ruhte von {from} bis {until}',
    planned: '; geplant: {start} bis {due}',
  },
};

/** Stands where a card had no such date. */
const NO_DAY = '…';
const PATTERNS = {
  from: '(?<from>\\d{4}-\\d{2}-\\d{2})',
  until: '(?<until>\\d{4}-\\d{2}-\\d{2})',
  by: '(?<by>.+?)',
  start: '(?<start>\\d{4}-\\d{2}-\\d{2}|…)',
  due: '(?<due>\\d{4}-\\d{2}-\\d{2}|…)',
};
const PLACEHOLDER = /\{(from|until|by|start|due)\}/g;

const READERS = Object.values(FORMS).flatMap(({ since, by, over, planned }) => [
  readerOf(`${since}(?:${by})?(?:${planned})?`),
  readerOf(`${over}(?:${planned})?`),
]);

/** The line of one pause, with how the dates stood when it began. `pauseLines` reads it back. */
export function writePauseLine(pause: Pause, locale: Locale): string {
  const { since, by, over, planned } = FORMS[locale];
  const { from, until, start, due } = pause;
  const hasDates = start !== null || due !== null;
  const form = (until === null ? since + (pause.by === null ? '' : by) : over) + (hasDates ? planned : '');
  const values = { from, until: until ?? '', by: pause.by ?? '', start: start ?? NO_DAY, due: due ?? NO_DAY };
  return `${form.replace(PLACEHOLDER, (_, name: keyof typeof values) => values[name])}.`;
}

/** The pauses that a comment of Liaison's tells of in lines of their own, in its order. */
export function pauseLines(text: string): Pause[] {
  return text.split('\n').flatMap(line => {
    for (const reader of READERS) {
      const groups = reader.exec(line.trim())?.groups;
      if (!groups) continue;
      const { from = '', until = null, by = null } = groups;
      return [{ from, until, by, start: dayIn(groups['start']), due: dayIn(groups['due']) }];
    }
    return [];
  });
}

function dayIn(found: string | undefined): Day | null {
  return found === undefined || found === NO_DAY ? null : found;
}

function readerOf(form: string): RegExp {
  return new RegExp(`^${form.replace(PLACEHOLDER, (_, name: keyof typeof PATTERNS) => PATTERNS[name])}\\.$`);
}
