// What work items of a playbook must keep to, beside each other and with the team list that they are made in.
import type { z } from 'zod';
import { hasReached } from '../phase.ts';
import { occurrenceNumber } from '../schedule/recurrence.ts';
import { WORK_PHASES, type WorkItemTemplate } from './work-item-template.ts';

type Context = Pick<z.RefinementCtx, 'addIssue'>;
type WorkItems = { workItems: readonly WorkItemTemplate[] };

/** Each key stands for one work item. */
export function checkKeys({ workItems }: WorkItems, context: Context): void {
  const keys = new Set<string>();
  workItems.forEach(({ key }, index) => {
    if (keys.has(key)) refuse(context, [index, 'key'], 'is used by an earlier work item', key);
    keys.add(key);
  });
}

/** Work that comes again needs keys of its own for each time, and knows neither `from` nor `ahead`. */
export function checkRecurring({ workItems }: WorkItems, context: Context): void {
  workItems.forEach(({ key, phase, due, from, ahead }, index) => {
    if (!due || !('during' in due)) return;
    const taken = workItems.find(other => occurrenceNumber(key, other.key) !== null);
    const wrong = (path: string, message: string, input: unknown): void =>
      refuse(context, [index, path], message, input);
    if (taken) wrong('key', `would make a task with the key of another work item (${taken.key})`, key);
    if (isOneOf(due.during, WORK_PHASES) && phase !== due.during) {
      wrong('due', `happens while ${due.during}, and the work item is of another phase`, due.text);
    }
    if (key.length > 36)
      wrong('key', 'is too long for work that comes again; use at most 36 characters', key);
    if (ahead) wrong('ahead', 'does not go together with work that comes again', '');
    if (from) wrong('from', 'does not go together with work that comes again', from.text);
  });
}

/** Only of work that comes again there is a next time to go to somebody else. */
export function checkRotating({ workItems }: WorkItems, context: Context): void {
  workItems.forEach(({ assign, due }, index) => {
    if (assign !== 'rotate' || (due && 'during' in due)) return;
    const message =
      'is for work that comes again (“due: every week while running”); for work that comes once write one-of-team';
    refuse(context, [index, 'assign'], message, assign);
  });
}

/** The day on which a phase was entered is known only of those in which a customer result has its list. */
export function checkPhases(
  { workItems, teamList }: WorkItems & { teamList: { from: (typeof WORK_PHASES)[number] } },
  context: Context,
): void {
  const known = WORK_PHASES.filter(phase => hasReached(phase, teamList.from));
  workItems.forEach((template, index) => {
    for (const path of ['from', 'due'] as const) {
      const schedule = template[path];
      if (!schedule) continue;
      const phase = 'during' in schedule ? schedule.during : schedule.anchor;
      if (phase === 'start' || phase === 'due' || isOneOf(phase, known)) continue;
      const instead = isOneOf(template.phase, known) ? template.phase : teamList.from;
      const example = schedule.text.replace(new RegExp(`${phase}\\b`), instead);
      const noted = `with teamList.from: ${teamList.from} Liaison notes when ${known.join(' or ')} begins, and not ${phase}`;
      const message = `has no day: ${noted}; write for example "${example}"`;
      refuse(context, [index, path], message, schedule.text);
    }
  });
}

function isOneOf(phase: string, phases: readonly string[]): boolean {
  return phases.includes(phase);
}

function refuse(context: Context, path: PropertyKey[], message: string, input: unknown): void {
  context.addIssue({ code: 'custom', path: ['workItems', ...path], message, input });
}
