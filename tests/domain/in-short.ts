// A plan in the words of a case folder: what a reader needs to judge it, without what repeats itself.
import { Temporal } from 'temporal-polyfill';
import type { Finding } from '../../src/domain/findings/finding.ts';
import { plainText } from '../../src/domain/language/rich-text.ts';
import type { TeamRecord, Written } from '../../src/domain/mirror/record.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { Plan } from '../../src/domain/plan.ts';

/** Findings, operations and what comes next, as plain JSON. Instants are written in `zone`. */
export function inShort(plan: Plan, zone: string): Record<'findings' | 'operations' | 'next', unknown> {
  return {
    findings: plan.findings.map(findingInShort),
    operations: plan.operations.map(operationInShort),
    next: plan.next && `${sayInstant(plan.next.at, zone)}: ${plan.next.what}`,
  };
}

function findingInShort({ menders, mend, waiver, ...finding }: Finding): unknown {
  if (finding.state === 'fails') return { ...finding, mend, menders: menders.map(({ name }) => name) };
  return waiver ? { ...finding, waiver: { ...waiver, grantedAt: undefined } } : finding;
}

function operationInShort(operation: Operation): unknown {
  const { kind, target, summary } = operation;
  const said = 'text' in operation && typeof operation.text !== 'string' ? plainText(operation.text) : null;
  return {
    kind,
    target,
    summary,
    ...(said === null ? {} : { says: said.split('\n') }),
    ...factsOf(operation),
  };
}

function factsOf(operation: Operation): object {
  switch (operation.kind) {
    case 'create-list':
    case 'adopt-list':
      return { description: operation.description };
    case 'create-about':
    case 'update-about':
      return { record: recordInShort(operation.record) };
    case 'create-item':
      return { values: valuesInShort(operation.values) };
    case 'update-item': {
      const { dueOn, assignees } = operation;
      return { ...(dueOn === undefined ? {} : { dueOn }), ...(assignees ? { assignees } : {}) };
    }
    case 'ask':
    case 'escalate':
    case 'welcome':
    case 'resume-ask':
      return { person: operation.person.name };
    case 'take-off':
      return { people: operation.people.map(({ name }) => name) };
    case 'put-back-supporter':
      return {
        add: operation.add.map(({ name }) => name),
        remove: operation.remove.map(({ name }) => name),
      };
    case 'mark-list':
      return {
        name: operation.name,
        isFinished: operation.isFinished,
        ...(operation.stillOpen === undefined ? {} : { stillOpen: operation.stillOpen }),
        note: operation.note,
      };
    case 'create-follow-up':
      return { status: operation.status, description: operation.description };
    case 'note-absence':
    case 'change-absence':
      return { from: operation.from, until: operation.until };
    case 'post-status':
    case 'edit-status':
    case 'close-absence':
    case 'close-item':
    case 'reopen-item':
    case 'link-follow-up':
    case 'settle-ask':
    case 'answer':
    case 'tag':
    case 'explain-undo':
    case 'move-back':
    case 'remind':
    case 'tell-team':
    case 'correct-told':
      return {};
  }
}

function recordInShort({ sequence, metOn, entered, templates, ...more }: TeamRecord): unknown {
  const lines = Object.entries(templates).map(([key, { isMade, written, meant }]) => {
    const [was, will] = [valuesInShort(written), valuesInShort(meant)];
    return [key, `${isMade ? 'made' : 'not made'}, ${was}${was === will ? '' : ` → ${will}`}`];
  });
  const { followUps = [], closed = [] } = more;
  const noted = { ...(followUps.length > 0 ? { followUps } : {}), ...(closed.length > 0 ? { closed } : {}) };
  return { sequence, metOn, entered, templates: Object.fromEntries(lines) as unknown, ...noted };
}

function valuesInShort({ due, assignees }: Written): string {
  return `${due ?? 'no date'} · ${assignees.join(' ') || 'nobody'}`;
}

function sayInstant(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
