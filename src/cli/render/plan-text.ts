// A plan as people read it in a terminal: times are those of the playbook's zone.
import { type CompanyTexts, companyTextsOf } from '../../domain/language/texts.ts';
import { dayOf } from '../../domain/schedule/calendar.ts';
import type {
  BoardReport,
  CustomerResultReport,
  OperationReport,
  PlanSyncReport,
  SyncReport,
} from '../../reconcile/report.ts';
import { contentRows, type Row } from './content-rows.ts';
import { NARROW, wrapped } from './wrapped.ts';

/** The terminal speaks English around what Liaison says in the company's language. */
const texts = companyTextsOf('en');

/** A plan whose contents are in rows already, so that each line of theirs is made harmless by itself. */
export type ShownPlan = Omit<BoardReport, 'customerResults'> & {
  customerResults: (Omit<CustomerResultReport, 'operations'> & { operations: ShownOperation[] })[];
};
type ShownOperation = Pick<OperationReport, 'kind' | 'target' | 'summary'> & { rows: Row[] };

/** Puts the contents of a plan in rows, in the company's language; `brief` leaves them out. */
export function inRows(
  report: BoardReport,
  { speech, brief = false }: { speech: CompanyTexts; brief?: boolean | undefined },
): ShownPlan {
  const customerResults = report.customerResults.map(({ operations, ...result }) => {
    let page = '';
    const shown = ({ content, ...operation }: OperationReport): ShownOperation => {
      if (!content || brief) return { ...operation, rows: [] };
      const { before, after } = content;
      const { text, record } = after;
      // The list's own page is written again for the notes at its end: what people read there is shown where it is new.
      const former = before?.record;
      const isNoted = former !== undefined && former.metrics === record?.metrics;
      const isAgain = record !== undefined && text !== undefined && (isNoted || text === page);
      if (record !== undefined && text !== undefined) page = text;
      const rows = contentRows(isAgain ? { before, after: { record } } : content, speech);
      return { ...operation, rows };
    };
    return { ...result, operations: operations.map(shown) };
  });
  return { ...report, customerResults };
}

/** What would change and why, card by card; cards that are as they should be are counted. */
export function planText(report: ShownPlan, zone: string): string {
  const { customerResults, operations, requests } = report;
  const talked = customerResults.filter(isWorthTelling);
  const lines = talked.flatMap(result => customerResultLines(result, zone));
  const quiet = customerResults.length - talked.length;
  lines.push(...unreadableLines(report));
  if (quiet > 0) lines.push(`${count(quiet, 'customer result')} as they should be.`, '');
  lines.push(
    operations === 0
      ? `Nothing to do. (${count(requests.reads, 'read')})`
      : `${count(operations, 'operation')} to do. (${count(requests.reads, 'read')})`,
  );
  const { maxChangesPerDay: limit } = report;
  if (limit !== undefined && operations > limit) {
    lines.push(
      `The playbook allows ${count(limit, 'change')} a day: this takes ${Math.ceil(operations / limit)} days or more.`,
    );
  }
  for (const id of report.strangersInPilot ?? []) {
    lines.push(
      `No card of the board has the id ${id}, which the playbook names under pilot.`,
      '    Write what stands at the end of the card’s address, in quotes.',
    );
  }
  if (report.mode === 'observe' && operations > 0) {
    lines.push('The playbook says mode: observe, so Liaison does none of this until it says mode: act.');
  }
  return lines.join('\n');
}

/** What a sync did. */
export function syncText(report: SyncReport, zone: string): string {
  const { customerResults, applied, failed, waiting, requests } = report;
  const lines = customerResults.filter(isWorthTelling).flatMap(result => customerResultLines(result, zone));
  lines.push(...unreadableLines(report));
  for (const { id, reason } of failed) lines.push(`✗ ${id}: ${reason}`);
  for (const { id, reason } of waiting) lines.push(`… ${id}: ${reason}`);
  if (failed.length + waiting.length > 0) lines.push('');
  const did =
    report.mode === 'observe' ? 'mode: observe, nothing applied' : `${count(applied, 'operation')} applied`;
  lines.push(
    `${count(customerResults.length, 'customer result')} looked at, ${did}, ${failed.length} failed. (${count(requests.reads, 'read')}, ${count(requests.writes, 'write')})`,
  );
  return lines.join('\n');
}

/** What became of a plan from a file. */
export function planSyncText(report: PlanSyncReport, zone: string): string {
  const { customerResults, applied, failed, refused, done, requests, plan } = report;
  const isObserving = report.mode === 'observe';
  const lines = customerResults.flatMap(({ id, name, url, operations }) => [
    `${name}  (${url})`,
    ...operations.flatMap(({ summary }) =>
      wrapped(`${isObserving ? '→' : '✓'} ${summary}`, '  ', '  ', NARROW),
    ),
    ...failed.filter(one => one.id === id).map(({ reason }) => `  ✗ ${reason}`),
    '',
  ]);
  for (const { id, name, changes } of refused) {
    const told = changes.flatMap(change => wrapped(`- ${change}`, '    ', '  ', NARROW));
    lines.push(`✗ ${name} (${id}) is not as it was planned; nothing of it is done:`, ...told, '');
  }
  if (report.new.length > 0) {
    const names = report.new.map(({ name }) => name).join(', ');
    lines.push(...wrapped(`Not in the plan, and left for the next one: ${names}.`, '', '', NARROW), '');
  }
  const did = isObserving
    ? `${count(customerResults.length, 'customer result')} as planned`
    : `${count(applied, 'operation')} applied`;
  const counts = [
    did,
    ...(done.length > 0 ? [`${count(done.length, 'customer result')} with nothing left to do`] : []),
    `${refused.length} refused`,
    `${failed.length} failed`,
  ].join(', ');
  const madeAt = texts.time(Date.parse(plan.at), zone);
  const spent = `${count(requests.reads, 'read')}, ${count(requests.writes, 'write')}`;
  lines.push(...wrapped(`The plan of ${madeAt}: ${counts}. (${spent})`, '', '', NARROW));
  if (isObserving)
    lines.push('The playbook says mode: observe, so nothing was applied; with mode: act it is.');
  if (refused.length > 0 && isOtherDay(plan.at, report.at, zone)) {
    lines.push('Another day has begun since then: what is due, and who is asked, goes by the day.');
  }
  if (refused.length + failed.length > 0)
    lines.push(`For what is left, plan again: liaison plan --out ${plan.file}`);
  return lines.join('\n');
}

function isOtherDay(one: string, other: string, zone: string): boolean {
  return dayOf(Date.parse(one), zone) !== dayOf(Date.parse(other), zone);
}

function unreadableLines({ unreadable }: Pick<BoardReport, 'unreadable'>): string[] {
  if (unreadable.length === 0) return [];
  const lines = unreadable.map(
    ({ kind, id, name, where, reason }) =>
      `? ${kind} ${[name, id && `(${id})`].filter(Boolean).join(' ')}: ${where}: ${reason}`,
  );
  return ['These can not be read and are left alone; everything else goes on:', ...lines, ''];
}

type ShownResult = Omit<CustomerResultReport, 'operations'> & {
  operations: (Pick<OperationReport, 'summary'> & { rows?: Row[] })[];
};

function isWorthTelling(result: ShownResult): boolean {
  return result.operations.length > 0 || result.findings.length > 0;
}

function customerResultLines(result: ShownResult, zone: string): string[] {
  const lines = [`${result.name}  (${result.phase ?? 'no phase'}, ${result.url})`];
  for (const finding of result.findings) {
    lines.push(`  ${finding.state === 'waived' ? '–' : '✗'} ${finding.rule}: ${finding.message}`);
    // In one line, so that what it says to write can be copied.
    if (finding.mend !== undefined) lines.push(`      ${finding.mend}`);
  }
  if (result.openSeats.length > 0) lines.push(`  ○ open seats: ${result.openSeats.join(', ')}`);
  if (result.observedOnly && result.operations.length > 0) {
    lines.push('  Only observed, as pilot in the playbook says. Otherwise Liaison would:');
  }
  for (const { summary, rows = [] } of result.operations) {
    lines.push(...wrapped(`→ ${summary}`, '  ', '  ', NARROW), ...rows.flatMap(rowLines));
  }
  if (result.next) {
    const { what, at } = result.next;
    lines.push(`  next: ${what}, ${texts.time(Date.parse(at), zone)}`);
  }
  return [...lines, ''];
}

function rowLines(row: Row): string[] {
  if ('value' in row) return wrapped(`${row.label}: ${row.value}`, '      ', '  ', NARROW);
  return [
    `      ${row.label}:`,
    ...row.lines.flatMap(({ sign, text }) =>
      wrapped(sign === '' ? text : `${sign} ${text}`, '        ', sign === '' ? '' : '  ', NARROW),
    ),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
