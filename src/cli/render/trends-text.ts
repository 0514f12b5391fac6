// The trends as people read them in a terminal: the whole time in sentences, then a line for each month, then today's load.
import pc from 'picocolors';
import type { Figures, Spread, Tally } from '../../domain/trends/figures.ts';
import type { Share } from '../../domain/trends/load.ts';
import type { Month, Trends } from '../../domain/trends/trends.ts';
import type { RequestCount } from '../../reconcile/ports.ts';
import { wrapped } from './wrapped.ts';

const LABEL = 13;
/** How long those took whose pauses nobody knows is said by itself, and without an end they are in no month. */
const LEFT_OUT = [
  ['no-start', 'without a start date'],
  ['backwards', 'with a start after their end'],
] as const;

/** All of it; `colours` only where a person reads it. */
export function trendsText(
  trends: Trends & { requests: RequestCount },
  { colours }: { colours: boolean },
): string {
  const { bold, dim } = pc.createColors(colours);
  const { since, until, total, months, load, requests, leftOut } = trends;
  const ended = `Ended from ${since} to ${until}: ${total.done} done, ${total.dropped} dropped`;
  const facts: [string, string[]][] = [
    ['cycle time', cycleWords(trends)],
    ['evaluated', evaluatedWords(total)],
    ['feedback', feedbackWords(trends)],
    ['on time', onTimeWords(total)],
    ['target', targetWords(total)],
    ['outcome', outcomeWords(total)],
  ];
  const lines = [bold(ended)];
  if (total.stillOpen > 0) {
    lines.push(
      ...wrapped(
        `${total.stillOpen} of those done still ${total.stillOpen === 1 ? 'has' : 'have'} something open.`,
        '  ',
        '',
      ),
    );
  }
  if (total.done > 0) lines.push(...facts.flatMap(fact => labelled(...fact)));
  lines.push('', bold('Month by month'), ...monthTable(months), '', bold('Today'));
  lines.push(
    ...labelled('under way', [`${load.underWay} running or evaluating`, peopleOnTeams(load.teams)]),
    ...labelled('members', [atOnce(load.members.shares, load.members.max)]),
    ...labelled('supporters', [atOnce(load.supporters.shares, load.supporters.max)]),
  );
  const missing = [
    ...(leftOut.noEnd > 0 ? [`${leftOut.noEnd} that ended on a day nobody knows`] : []),
    ...(leftOut.noStart > 0 ? [`${leftOut.noStart} under way without a start date`] : []),
    ...(leftOut.unreadable > 0 ? [`${leftOut.unreadable} that can’t be read`] : []),
  ];
  if (missing.length > 0) lines.push('', ...wrapped(`In no month: ${missing.join(', ')}.`, '', ''));
  lines.push('', dim(`(${requests.reads} ${requests.reads === 1 ? 'read' : 'reads'})`));
  return lines.join('\n');
}

function labelled(label: string, sentences: readonly string[]): string[] {
  return sentences
    .filter(sentence => sentence !== '')
    .flatMap((sentence, index) => {
      const head = (index === 0 ? label : '').padEnd(LABEL);
      return wrapped(`${head}${sentence}`, '  ', ' '.repeat(LABEL));
    });
}

function cycleWords({ total: { weeks, evaluationWeeks }, wanted }: Trends): string[] {
  const within =
    weeks.within === null || wanted.weeks === null
      ? ''
      : `; ${weeks.within} of ${weeks.of} took ${wanted.weeks.min} to ${wanted.weeks.max} weeks`;
  const left = LEFT_OUT.flatMap(([why, words]) =>
    weeks.untimed[why] ? [`${weeks.untimed[why]} ${words}`] : [],
  );
  return [
    weeks.of === 0 ? 'nobody can tell' : `${spread(weeks)} weeks, without pauses (${weeks.of})${within}`,
    evaluationWeeks.of === 0
      ? ''
      : `of it the evaluation: ${spread(evaluationWeeks)} weeks (${evaluationWeeks.of})`,
    weeks.metLate === 0
      ? ''
      : `Liaison met ${weeks.metLate} of them after their start: an earlier pause would still be in it`,
    weeks.withPauses.of === 0
      ? ''
      : `with any pauses: ${spread(weeks.withPauses)} weeks (${weeks.withPauses.of} whose pauses nobody knows)`,
    left.length === 0 ? '' : `left out: ${left.join(', ')}`,
  ];
}

function evaluatedWords({ evaluated }: Figures): string[] {
  return [`with customer feedback before the end: ${tally(evaluated)}`];
}

function feedbackWords({ total: { feedback }, wanted }: Trends): string[] {
  if (feedback === null || wanted.feedback === null) return ['the playbook collects none'];
  const { enough, some, none, unknown, pieces } = feedback;
  const of = enough + some + none;
  if (of === 0) return ['nobody can tell'];
  return [
    `${enough} of ${of} had the ${wanted.feedback} pieces that the playbook wants, ${some} fewer, ${none} none${others(unknown)}`,
    `${spread(pieces)} pieces each`,
  ];
}

function onTimeWords({ onTime: { byDue, byPlan, moved } }: Figures): string[] {
  return [
    `by the due date: ${tally(byDue)}`,
    `by the last day that the playbook plans for the evaluation: ${tally(byPlan)}`,
    moved === 0
      ? ''
      : `${moved} had an earlier or later due date before a pause; other moves are kept nowhere`,
  ];
}

function targetWords({ target }: Figures): string[] {
  if (target === null) return [];
  const { reached, missed, unclear } = target;
  return [
    `${reached} reached, ${missed} missed, ${unclear} to be judged by people, ${target['not-recorded']} not recorded`,
  ];
}

function outcomeWords({ outcomes }: Figures): string[] {
  return [outcomes.map(({ outcome, count }) => `${outcome ?? 'none recorded'}: ${count}`).join(', ')];
}

function tally({ yes, no, unknown }: Tally): string {
  return yes + no === 0 ? 'nobody can tell' : `${yes} of ${yes + no}${others(unknown)}`;
}

function others(unknown: number): string {
  return unknown === 0 ? '' : `; of ${unknown} nobody can tell`;
}

function spread({ median, least, most }: Spread): string {
  return least === most ? String(median) : `${median} (median; ${least} to ${most})`;
}

function peopleOnTeams(teams: Spread): string {
  return teams.of === 0 ? '' : `${spread(teams)} people on a team`;
}

function atOnce(shares: readonly Share[], max: number | null): string {
  if (shares.length === 0) return 'nobody';
  const words = shares.map(share => `${share.people} on ${share.atOnce}`);
  return `${words.join(', ')}${max === null ? '' : `; at most ${max} are allowed`}`;
}

const COLUMNS: [title: string, cell: (month: Month) => string][] = [
  ['month', ({ month, from }) => (from.endsWith('-01') ? month : `${month}*`)],
  ['done', ({ done }) => String(done)],
  ['dropped', ({ dropped }) => String(dropped)],
  ['weeks', ({ weeks }) => (weeks.of === 0 ? '–' : `${weeks.median} (${weeks.of})`)],
  ['evaluated', ({ evaluated }) => share(evaluated)],
  [
    'feedback',
    ({ feedback }) =>
      feedback === null ? '–' : share({ yes: feedback.enough, no: feedback.some + feedback.none }),
  ],
  ['by due date', ({ onTime }) => share(onTime.byDue)],
  ['as planned', ({ onTime }) => share(onTime.byPlan)],
  ['under way', ({ underWay }) => String(underWay)],
];

function share({ yes, no }: Pick<Tally, 'yes' | 'no'>): string {
  return yes + no === 0 ? '–' : `${yes} of ${yes + no}`;
}

function monthTable(months: readonly Month[]): string[] {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...months.map(month => COLUMNS.map(([, cell]) => cell(month))),
  ];
  const widths = COLUMNS.map((_, index) => Math.max(...rows.map(row => row[index]?.length ?? 0)));
  const lines = rows.map(row =>
    `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd(),
  );
  const isPartial = months.some(({ from }) => !from.endsWith('-01'));
  return isPartial ? [...lines, `  * from ${months[0]?.from} on`] : lines;
}
