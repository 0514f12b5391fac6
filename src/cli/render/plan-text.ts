// A plan as people read it in a terminal: times are those of the playbook's zone.
import { companyTextsOf } from '../../domain/language/texts.ts';
import type { BoardReport, CustomerResultReport, SyncReport } from '../../reconcile/report.ts';

/** The terminal speaks English around what Liaison says in the company's language. */
const texts = companyTextsOf('en');

/** What would change and why, card by card; cards that are as they should be are counted. */
export function planText(report: BoardReport, zone: string): string {
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
  if (report.mode === 'observe' && operations > 0) {
    lines.push('The playbook says mode: observe, so Liaison does none of this until it says mode: act.');
  }
  return lines.join('\n');
}

/** What a sync did. */
export function syncText(report: SyncReport, zone: string): string {
  const { customerResults, applied, failed, requests } = report;
  const lines = customerResults.filter(isWorthTelling).flatMap(result => customerResultLines(result, zone));
  lines.push(...unreadableLines(report));
  for (const { id, reason } of failed) lines.push(`✗ ${id}: ${reason}`);
  if (failed.length > 0) lines.push('');
  const did =
    report.mode === 'observe' ? 'mode: observe, nothing applied' : `${count(applied, 'operation')} applied`;
  lines.push(
    `${count(customerResults.length, 'customer result')} looked at, ${did}, ${failed.length} failed. (${count(requests.reads, 'read')}, ${count(requests.writes, 'write')})`,
  );
  return lines.join('\n');
}

function unreadableLines({ unreadable }: BoardReport): string[] {
  if (unreadable.length === 0) return [];
  const lines = unreadable.map(
    ({ kind, id, name, where, reason }) =>
      `? ${kind} ${[name, id && `(${id})`].filter(Boolean).join(' ')}: ${where}: ${reason}`,
  );
  return ['These can not be read and are left alone; everything else goes on:', ...lines, ''];
}

function isWorthTelling(result: CustomerResultReport): boolean {
  return result.operations.length > 0 || result.findings.length > 0;
}

function customerResultLines(result: CustomerResultReport, zone: string): string[] {
  const lines = [`${result.name}  (${result.phase ?? 'no phase'}, ${result.url})`];
  for (const finding of result.findings) {
    lines.push(`  ${finding.state === 'waived' ? '–' : '✗'} ${finding.rule}: ${finding.message}`);
  }
  if (result.openSeats.length > 0) lines.push(`  ○ open seats: ${result.openSeats.join(', ')}`);
  for (const operation of result.operations) lines.push(`  → ${operation.summary}`);
  if (result.next) {
    const { what, at } = result.next;
    lines.push(`  next: ${what}, ${texts.time(Date.parse(at), zone)}`);
  }
  return [...lines, ''];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
