// One line of a rehearsal's timeline: what happens on which card, why, and whom it tells.
import type { Day, Instant } from '../domain/day.ts';
import type { Finding } from '../domain/findings/finding.ts';
import { plainText, type RichText } from '../domain/language/rich-text.ts';
import { templateOf } from '../domain/mirror/desired-items.ts';
import type { OwnComment, Person } from '../domain/observation.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Duration } from '../domain/schedule/duration.ts';

/** `person` is what the script has somebody do, `agenda` that of an all-hands; `unsettled` a card that still wants something after every round. */
export type EntryKind = Operation['kind'] | 'person' | 'agenda' | 'unsettled';

/** `day` and `time` (14:30) are those of the playbook's zone. */
export type TimelineEntry = {
  at: Instant;
  day: Day;
  time: string;
  /** An agenda is on no card: its id is null, and the name that of the task. */
  card: { id: string | null; name: string };
  kind: EntryKind;
  summary: string;
  /** What of card or playbook calls for it. */
  reason: string | null;
  /** Names of the people whom it asks, mentions or gives work. */
  to: string[];
  /** What made Liaison look: a sweep, a step that was due, something that somebody did. */
  because: string;
  /** Only of an agenda: the day of the all-hands. */
  allHandsOn?: Day;
};

/** What an operation is decided from, as far as the timeline tells of it. */
export type Decided = {
  plan: Plan;
  playbook: Playbook;
  comments: readonly OwnComment[];
  people: readonly Person[];
};

/** What of card or playbook calls for an operation, in a few words. */
export function reasonOf(operation: Operation, decided: Decided): string | null {
  const { plan, playbook, comments } = decided;
  switch (operation.kind) {
    case 'create-list':
    case 'adopt-list':
    case 'create-about':
      return `every customer result has its own list from ${playbook.teamList.from} on`;
    case 'update-about':
      return 'what people change by hand stays theirs';
    case 'create-item':
      return templateWords(operation.template, playbook, { isNew: true });
    case 'update-item':
      return templateWords(operation.template, playbook, {
        isNew: false,
        hasDue: operation.dueOn !== undefined,
        hasPeople: operation.assignees !== undefined,
      });
    case 'post-status':
      return 'one comment tells how the card stands, and is edited in place';
    case 'edit-status': {
      const former = comments.find(({ id }) => id === operation.commentId)?.text ?? '';
      return changeWords(former, plainText(operation.text));
    }
    case 'ask':
    case 'escalate':
      return messagesOf(plan.findings, [operation.rule]);
    case 'settle-ask': {
      const asked = comments.find(({ id }) => id === operation.commentId)?.rules ?? [];
      const isWaived = plan.findings.some(({ rule, state }) => asked.includes(rule) && state === 'waived');
      return `${asked.join(', ')} ${isWaived ? 'is waived' : 'no longer fails'}`;
    }
    case 'answer':
      return plainText(operation.text).split('\n').slice(1).join(' ') || null;
    case 'mark-list':
      return operation.isFinished ? 'the customer result has come to its end' : 'it has come to life again';
    case 'close-item':
      return 'the customer result was dropped';
    case 'reopen-item':
      return 'it has come to life again';
    case 'create-follow-up':
    case 'link-follow-up':
      return 'ideas found on the way go back to the board';
    case 'tag':
      return operation.isOn ? 'a rule is waived on this card' : 'no rule is waived on this card any more';
    case 'explain-undo':
      return messagesOf(plan.findings, operation.rules);
    case 'take-off':
    case 'move-back':
    case 'put-back-supporter': {
      const rules = plan.operations.flatMap(other => (other.kind === 'explain-undo' ? other.rules : []));
      return messagesOf(plan.findings, rules);
    }
    case 'remind': {
      const { feedback } = playbook;
      if (!feedback) return null;
      const cadence = `every ${lengthOf(feedback.remindEvery)} until ${feedback.min} are in`;
      const [, supporter] = mentionsIn(operation.text);
      if (operation.number !== feedback.escalateAt || supporter === undefined) return cadence;
      return `reminder ${operation.number} asks ${supporter} as well; ${cadence}`;
    }
  }
}

/** Names of the people whom an operation asks, mentions or gives work, each once. */
export function entriesOf(operation: Operation, { people }: Decided): string[] {
  const names = new Set<string>();
  if ('text' in operation && typeof operation.text !== 'string') {
    for (const name of mentionsIn(operation.text)) names.add(name);
  }
  if ('person' in operation) names.add(operation.person.name);
  const given =
    operation.kind === 'create-item'
      ? operation.values.assignees
      : operation.kind === 'update-item'
        ? (operation.assignees?.add ?? [])
        : [];
  for (const { id, name } of people) if (given.includes(id)) names.add(name);
  return [...names];
}

function mentionsIn(text: RichText): string[] {
  return text.flatMap(({ spans }) =>
    spans.flatMap(span => (typeof span === 'object' && 'mention' in span ? [span.mention.name] : [])),
  );
}

function messagesOf(findings: readonly Finding[], rules: readonly string[]): string | null {
  const meant = findings.filter(({ rule, state }) => rules.includes(rule) && state === 'fails');
  return meant.map(({ message }) => message).join(' ') || null;
}

/** What the playbook says of a work item: when it appears, when it is due, who gets it. */
function templateWords(
  key: string,
  playbook: Playbook,
  changed: { isNew: boolean; hasDue?: boolean; hasPeople?: boolean },
): string | null {
  const template = templateOf(key, playbook);
  if (!template) return null;
  const words = [
    ...(changed.isNew ? [template.from ? `made ${template.from.text}` : `made in ${template.phase}`] : []),
    ...((changed.isNew || changed.hasDue) && template.due ? [`due ${template.due.text}`] : []),
    ...(changed.hasDue && !template.due ? ['due on no day'] : []),
    ...(changed.hasPeople ? [`for ${template.assign}`] : []),
  ];
  return words.join(', ') || null;
}

/** What a text says that it did not say before; where it only says less, what it says no longer. */
function changeWords(former: string, now: string): string | null {
  const added = newLines(former, now);
  if (added.length > 0) return added.join(' · ');
  const gone = newLines(now, former);
  return gone.length > 0 ? `no longer: ${gone.join(' · ')}` : null;
}

/** Lines of a text that an earlier text did not have. */
function newLines(former: string, now: string): string[] {
  const known = new Set(former.split('\n'));
  return now.split('\n').filter(line => !known.has(line));
}

function lengthOf(duration: Duration): string {
  if (duration.unit === 'working day') return countOf(duration.count, 'working day');
  const days = duration.ms / 86_400_000;
  return days >= 1 ? countOf(Math.round(days), 'day') : countOf(Math.round(days * 24), 'hour');
}

function countOf(count: number, unit: string): string {
  return count === 1 ? unit : `${count} ${unit}s`;
}
