// What `liaison init` says at its end, and what a first day would bring.
import type { Check } from '../../queries/doctor/check.ts';
import { doctorText } from './doctor-text.ts';

type FirstDay = {
  cards: number;
  lists: number;
  adopted: number;
  tasks: number;
  changes: number;
  people: { name: string; times: number }[];
};

/** What machines read of it. `firstDay.full` is all cards at once, `firstDay.chosen` what the playbook does. */
export type InitReport = {
  playbook: string;
  env: { file: string; added: string[]; kept: string[] } | null;
  mode: 'observe' | 'act';
  begin: 'gentle' | 'full';
  /** The cards with which it begins gently; none where all are acted on. */
  pilots: { id: string; name: string }[];
  /** What became other in the playbook that was there, nothing where it stayed as it was; null where all of it was written. */
  changed: { key: string; from: unknown; to: unknown }[] | null;
  adopted: { card: { id: string; name: string }; list: { id: string; name: string } | null }[];
  unanswered: { id: string; name: string }[];
  inNoGroup: string[];
  guests: string[];
  labelsWithoutGroup: string[];
  firstDay: { full: FirstDay; chosen: FirstDay };
  /** Null where nothing was written, so that nothing was checked. */
  doctor: { ok: boolean; checks: Check[] } | null;
};

type Draft = {
  loaded: { playbook: { mode: InitReport['mode'] } };
  answers: {
    labelsAlone: string[];
    adopt: { cardId: string; cardName: string; listId: string | null; listName: string | null }[];
  };
} & Pick<InitReport, 'pilots' | 'changed' | 'unanswered' | 'inNoGroup' | 'guests' | 'firstDay'>;

/** Puts together what was decided, written and found. */
export function reportOf(
  playbook: string,
  { loaded, answers, pilots, changed, unanswered, inNoGroup, guests, firstDay }: Draft,
  doctor: InitReport['doctor'],
  env: InitReport['env'],
): InitReport {
  return {
    playbook,
    env,
    mode: loaded.playbook.mode,
    begin: pilots.length > 0 ? 'gentle' : 'full',
    pilots,
    changed,
    adopted: answers.adopt.map(({ cardId, cardName, listId, listName }) => ({
      card: { id: cardId, name: cardName },
      list: listId === null ? null : { id: listId, name: listName ?? listId },
    })),
    unanswered,
    inNoGroup,
    guests,
    labelsWithoutGroup: answers.labelsAlone,
    firstDay,
    doctor,
  };
}

/** For example `25 cards: 8 lists, 60 tasks; 24 people hear of it, Aylin 7 times`. */
export function firstDayText({ cards, lists, adopted, tasks, people }: FirstDay): string {
  const [most] = people;
  const works = [
    adopted > 0 ? `${counted(adopted, 'list')} taken over` : null,
    lists > 0 || adopted === 0 ? counted(lists, adopted > 0 ? 'new list' : 'list') : null,
    counted(tasks, 'task'),
  ].filter(Boolean);
  const hear = people.length === 1 ? '1 person hears of it' : `${people.length} people hear of it`;
  const often =
    most === undefined ? '' : `, ${most.name} ${most.times === 1 ? 'once' : `${most.times} times`}`;
  return `${counted(cards, 'card')}: ${works.join(', ')}; ${hear}${often}`;
}

/** The end of `liaison init`: what was written, what is still open, what comes next. */
export function initText(report: InitReport): string {
  const { playbook, env, pilots, firstDay, doctor } = report;
  const lines = [
    ...(doctor ? [doctorText(doctor), '', `The playbook is ${playbook}; it is yours to change.`] : []),
    ...(env ? envLines(env) : []),
  ];
  const open = openLines(report);
  if (open.length > 0) lines.push('', 'Worth a look:', ...open);
  const alone = pilots.map(({ name }) => `“${name}”`).join(', ');
  lines.push(
    '',
    `All at once: ${firstDayText(firstDay.full)}.`,
    ...(pilots.length > 0 ? [`As it is now, with ${alone} alone: ${firstDayText(firstDay.chosen)}.`] : []),
    '',
    'Next:',
    ...nextLines(report),
  );
  return lines.join('\n').trimStart();
}

function envLines({ file, added, kept }: NonNullable<InitReport['env']>): string[] {
  const lines: string[] = [];
  if (added.length > 0) lines.push(`${file} has ${added.join(' and ')} now, for you alone.`);
  if (kept.length > 0) {
    lines.push(
      `${file} has another ${kept.join(' and ')} than the one used here, and keeps it: change it by hand if it is wrong.`,
    );
  }
  return lines;
}

function openLines({ unanswered, inNoGroup, guests, labelsWithoutGroup }: InitReport): string[] {
  return [
    told(
      'Lists that may be theirs, not answered yet, so that they get none',
      unanswered.map(({ name }) => name),
    ),
    told('In no user group of the playbook', inNoGroup),
    told('Guests, who are counted nowhere', guests),
    told('Labels without a user group', labelsWithoutGroup),
  ].filter(line => line !== null);
}

function nextLines({ playbook, mode, begin, doctor }: InitReport): string[] {
  const name = playbook === 'config/playbook.yaml' ? '' : ` --playbook ${playbook}`;
  const run =
    mode === 'observe'
      ? `set mode: act in ${playbook}, then liaison run${name}`
      : `start liaison run${name} anew where it runs: it reads the playbook when it starts`;
  const lines = [`  liaison plan${name}    every word that would be written`];
  if (mode === 'observe' || doctor) lines.push(`  ${run}`);
  if (begin === 'gentle')
    lines.push('  when you trust it: take out `pilot` and `maxChangesPerDay`, and let rules warn');
  return lines;
}

function told(what: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `  ${what}: ${names.join(', ')}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
