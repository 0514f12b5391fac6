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
  begin: 'gentle' | 'full';
  pilot: { id: string; name: string } | null;
  adopted: { card: { id: string; name: string }; list: { id: string; name: string } | null }[];
  unanswered: { id: string; name: string }[];
  inNoGroup: string[];
  guests: string[];
  labelsWithoutGroup: string[];
  firstDay: { full: FirstDay; chosen: FirstDay };
  doctor: { ok: boolean; checks: Check[] };
};

type Draft = {
  begin: { kind: 'full' } | { kind: 'gentle'; pilot: { id: string; name: string } };
  answers: {
    labelsAlone: string[];
    adopt: { cardId: string; cardName: string; listId: string | null; listName: string | null }[];
  };
} & Pick<InitReport, 'unanswered' | 'inNoGroup' | 'guests' | 'firstDay'>;

/** Puts together what was decided, written and found. */
export function reportOf(
  playbook: string,
  { begin, answers, unanswered, inNoGroup, guests, firstDay }: Draft,
  doctor: InitReport['doctor'],
  env: InitReport['env'],
): InitReport {
  return {
    playbook,
    env,
    begin: begin.kind,
    pilot: begin.kind === 'gentle' ? { id: begin.pilot.id, name: begin.pilot.name } : null,
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
  const { playbook, env, begin, pilot, unanswered, inNoGroup, guests, labelsWithoutGroup, firstDay, doctor } =
    report;
  const lines = [doctorText(doctor), '', `The playbook is ${playbook}; it is yours to change.`];
  if (env && env.added.length > 0)
    lines.push(`${env.file} has ${env.added.join(' and ')} now, for you alone.`);
  if (env && env.kept.length > 0) {
    lines.push(
      `${env.file} has another ${env.kept.join(' and ')} than the one used here, and keeps it: change it by hand if it is wrong.`,
    );
  }
  const open = [
    told(
      'Lists that may be theirs, not answered yet, so that they get none',
      unanswered.map(({ name }) => name),
    ),
    told('In no user group of the playbook', inNoGroup),
    told('Guests, who are counted nowhere', guests),
    told('Labels without a user group', labelsWithoutGroup),
  ].filter(line => line !== null);
  if (open.length > 0) lines.push('', 'Worth a look:', ...open);
  const name = playbook === 'config/playbook.yaml' ? '' : ` --playbook ${playbook}`;
  lines.push(
    '',
    `All at once: ${firstDayText(firstDay.full)}.`,
    ...(pilot ? [`As it is now, with “${pilot.name}” alone: ${firstDayText(firstDay.chosen)}.`] : []),
    '',
    'Next:',
    `  liaison plan${name}    every word that would be written`,
    `  set mode: act in ${playbook}, then liaison run${name}`,
  );
  if (begin === 'gentle')
    lines.push('  when you trust it: take out `pilot` and `maxChangesPerDay`, and let rules warn');
  return lines.join('\n');
}

function told(what: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `  ${what}: ${names.join(', ')}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
