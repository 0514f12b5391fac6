// What `liaison run` says on a terminal once it runs.
import pc from 'picocolors';
import type { Instant } from '../../domain/day.ts';
import { companyTextsOf } from '../../domain/language/texts.ts';
import { dayOf } from '../../domain/schedule/calendar.ts';

type Start = {
  version: string;
  workspace: string;
  board: string;
  mode: 'observe' | 'act';
  role: 'all' | 'web' | 'worker';
  locale: string;
  zone: string;
  store: string;
  publicUrl: string | null;
  listensAt: string | null;
  adminUrl: string;
  nextSweepAt: Instant | null;
};

const ROLES = { all: 'addresses, work and timers', web: 'only the addresses', worker: 'only the work' };
const texts = companyTextsOf('en');

/** A few lines: who runs where, how, and where to look. */
export function startText(note: Start, { colours }: { colours: boolean }): string {
  const { bold, dim, cyan, yellow } = pc.createColors(colours);
  const { version, workspace, board, mode, role, locale, zone, store, nextSweepAt } = note;
  const rows: [string, string][] = [
    ['board', `“${board}” in “${workspace}”`],
    ['mode', mode === 'observe' ? yellow('observe: it writes nothing to ClickUp') : 'act'],
    ['role', `${role}: ${ROLES[role]}`],
    ['language', `${locale}, days of ${zone}`],
    ['store', store],
    ['ClickUp', deliveries(note)],
    ['next sweep', nextSweepAt === null ? 'left to the workers' : timeOf(nextSweepAt, zone)],
    ['status page', `${cyan(`${note.adminUrl}/`)} ${dim('(also /metrics and /queues)')}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    bold(`Liaison ${version} is running`),
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    dim('Ctrl-C ends it, once what is in hand is done.'),
  ].join('\n');
}

function deliveries({ publicUrl, listensAt }: Start): string {
  if (publicUrl !== null)
    return listensAt === null
      ? `delivers to ${publicUrl}, which another process hears`
      : `delivers to ${publicUrl}, heard at ${listensAt}`;
  return 'is polled, so nothing is undone; webhooks need PUBLIC_URL, and mode: act';
}

function timeOf(at: number, zone: string): string {
  const time = new Date(at).toLocaleTimeString('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${texts.day(dayOf(at, zone))}, ${time}`;
}
