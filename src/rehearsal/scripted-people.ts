// What people do in a rehearsal, done to the in-memory ClickUp, together with what a webhook would say of it.
import { isCommand } from '../domain/commands/command-parts.ts';
import type { Day, Instant } from '../domain/day.ts';
import type { InMemoryClickUp } from '../domain/in-memory/in-memory-clickup.ts';
import { templateOf } from '../domain/mirror/desired-items.ts';
import { FOLLOW_UP_TAG } from '../domain/mirror/finish.ts';
import type { Card, Person, ReportedChange, WorkItem } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { occurrenceNumber } from '../domain/schedule/recurrence.ts';

/**
 * One thing that somebody does. `template` is the key of one of the playbook's work items; of work that comes again also
 * that of one occurrence.
 */
export type Act =
  | { kind: 'join' | 'leave'; person: Person }
  | { kind: 'supporter'; people: Person[] }
  | { kind: 'move'; status: string }
  | { kind: 'dates'; startOn?: Day | null; dueOn?: Day | null }
  | { kind: 'close' | 'reopen' | 'delete'; template: string }
  | { kind: 'item-due'; template: string; dueOn: Day | null }
  /** A piece of it, told where the playbook counts: as a subtask, or by a number on the card that is one more now. */
  | { kind: 'feedback'; name: string }
  /** A task of the team's own, tagged to become a card once the customer result is done. */
  | { kind: 'idea'; name: string }
  | { kind: 'outcome'; outcome: string | null }
  | { kind: 'metric'; which: 'target' | 'actual'; value: string | null }
  | { kind: 'priority'; priority: number | null }
  | { kind: 'comment'; text: string }
  /** A new card on the board. */
  | { kind: 'create'; card: Card };

/** Who does what on which card, and when. */
export type ScriptEvent = { at: Instant; cardId: string; by: Person; act: Act };

/**
 * What was done in a sentence, and what a webhook would tell of it. Where nothing could be done `change` is null, and
 * `why` says why.
 */
export type Done = { summary: string; change: ReportedChange['change'] | null; why?: string };

/** Does what somebody does on an existing card. */
export function applyScripted(
  inMemory: InMemoryClickUp,
  { by, act, at }: ScriptEvent,
  playbook: Playbook,
): Done {
  const card = inMemory.card();
  const whose = (person: Person): boolean => person.id === by.id;
  const nothing = (summary: string, why: string): Done => ({ summary, change: null, why });

  switch (act.kind) {
    case 'join': {
      const { person } = act;
      const summary = whose(person) ? `${by.name} joins` : `${by.name} puts ${person.name} on the team`;
      if (card.assignees.some(({ id }) => id === person.id)) return nothing(summary, 'already assigned');
      inMemory.changeCard({ assignees: [...card.assignees, person] });
      return { summary, change: { kind: 'joined', person } };
    }
    case 'leave': {
      const { person } = act;
      const summary = whose(person) ? `${by.name} leaves` : `${by.name} takes ${person.name} off the team`;
      const assignees = card.assignees.filter(({ id }) => id !== person.id);
      if (assignees.length === card.assignees.length) return nothing(summary, 'not assigned');
      inMemory.changeCard({ assignees });
      return { summary, change: { kind: 'left', person } };
    }
    case 'supporter': {
      const names = act.people.map(({ name }) => name).join(' and ');
      const summary = names ? `${by.name} sets ${names} as supporter` : `${by.name} takes the supporter away`;
      if (idsOf(card.supporters) === idsOf(act.people)) return nothing(summary, 'it is like that already');
      inMemory.changeCard({ supporters: act.people });
      return { summary, change: { kind: 'supporter' } };
    }
    case 'move': {
      const { status: from } = card;
      const summary = `${by.name} moves the card from “${from}” to “${act.status}”`;
      if (from === act.status) return nothing(summary, 'it is there already');
      inMemory.changeCard({ status: act.status });
      return { summary, change: { kind: 'moved', from, to: act.status } };
    }
    case 'dates':
      return setDates(inMemory, by, act);
    case 'outcome':
      inMemory.changeCard({ outcome: act.outcome });
      return setTo(by, 'outcome', act.outcome);
    case 'metric':
      inMemory.changeCard({ [act.which]: act.value });
      return setTo(by, act.which, act.value);
    case 'priority':
      inMemory.changeCard({ priority: act.priority });
      return {
        summary: `${by.name} sets the priority to ${act.priority ?? 'none'}`,
        change: { kind: 'other' },
      };
    case 'idea': {
      const summary = `${by.name} writes down an idea: “${act.name}”`;
      if (!inMemory.list()) return nothing(summary, 'the card has no list now');
      inMemory.addItem({ name: act.name, tags: [FOLLOW_UP_TAG] });
      return { summary, change: { kind: 'item' } };
    }
    case 'comment':
      return speak(inMemory, by, act.text, at);
    case 'feedback': {
      if (playbook.feedback?.countBy !== 'field') return actOnItem(inMemory, by, act, playbook);
      inMemory.changeCard({ feedbackCount: Math.max(0, card.feedbackCount ?? 0) + 1 });
      return { summary: `${by.name} ${wordsFor(act, '')}`, change: { kind: 'other' } };
    }
    case 'close':
    case 'reopen':
    case 'delete':
    case 'item-due':
      return actOnItem(inMemory, by, act, playbook);
    case 'create':
      return {
        summary: `${by.name} puts the card on the board (“${card.status}”)`,
        change: { kind: 'other' },
      };
  }
}

function setDates(inMemory: InMemoryClickUp, by: Person, act: Extract<Act, { kind: 'dates' }>): Done {
  const card = inMemory.card();
  const { startOn = card.startOn, dueOn = card.dueOn } = act;
  const words = [
    ...(act.startOn === undefined ? [] : [`the start to ${act.startOn ?? 'no day'}`]),
    ...(act.dueOn === undefined ? [] : [`the due date to ${act.dueOn ?? 'no day'}`]),
  ];
  inMemory.changeCard({ startOn, dueOn });
  return { summary: `${by.name} sets ${words.join(' and ')}`, change: { kind: 'other' } };
}

function speak(inMemory: InMemoryClickUp, by: Person, text: string, at: Instant): Done {
  const { commands } = inMemory.rest();
  const isForLiaison = isCommand(text);
  inMemory.note({ lastWordAt: at });
  inMemory.changeCard({});
  if (isForLiaison) {
    const command = { id: `said-${inMemory.number()}`, by: by.id, at, text, answers: [] };
    inMemory.note({ commands: [...commands, command] });
  }
  return {
    summary: `${by.name} says: ${text.split('\n', 1)[0]}`,
    change: { kind: 'comment', isCommand: isForLiaison },
  };
}

function actOnItem(
  inMemory: InMemoryClickUp,
  by: Person,
  act: Extract<Act, { kind: 'close' | 'reopen' | 'delete' | 'item-due' | 'feedback' }>,
  playbook: Playbook,
): Done {
  const template = act.kind === 'feedback' ? (playbook.feedback?.item ?? '') : act.template;
  const { which, item } = itemMeant(inMemory.items(), { kind: act.kind, template }, playbook);
  const summary = `${by.name} ${wordsFor(act, item?.name ?? template)}`;
  if (!item) return { summary, change: null, why: `the card has no ${which} “${template}” now` };
  switch (act.kind) {
    case 'close':
    case 'reopen':
      inMemory.changeItem(item.id, () => ({ isClosed: act.kind === 'close' }));
      break;
    case 'delete':
      inMemory.removeItem(item.id);
      break;
    case 'item-due':
      inMemory.changeItem(item.id, () => ({ dueOn: act.dueOn }));
      break;
    case 'feedback':
      inMemory.addItem({ name: act.name, parentId: item.id });
      break;
  }
  return { summary, change: { kind: 'item' } };
}

function wordsFor(act: Parameters<typeof actOnItem>[2], name: string): string {
  switch (act.kind) {
    case 'close':
      return `closes “${name}”`;
    case 'reopen':
      return `reopens “${name}”`;
    case 'delete':
      return `deletes “${name}”`;
    case 'item-due':
      return `sets the due date of “${name}” to ${act.dueOn ?? 'no day'}`;
    case 'feedback':
      return `records a piece of feedback: “${act.name}”`;
  }
}

/**
 * The managed item that is meant, the oldest if there are twins. Of work that comes again it is the open one, or, to be
 * reopened, the one that was closed last; unless the key names an occurrence.
 */
function itemMeant(
  items: readonly WorkItem[],
  { kind, template: key }: { kind: Act['kind']; template: string },
  playbook: Playbook,
): { which: string; item: WorkItem | undefined } {
  const template = templateOf(key, playbook);
  if (template?.key !== key || !template.due || !('during' in template.due)) {
    const twins = items.filter(item => item.template === key);
    return { which: 'task', item: twins.sort((one, other) => one.createdAt - other.createdAt)[0] };
  }
  const isReopened = kind === 'reopen';
  const found = items
    .map(item => ({ item, number: occurrenceNumber(key, item.template ?? '') ?? 0 }))
    .filter(({ item, number }) => number > 0 && item.isClosed === isReopened)
    .sort(
      (one, other) =>
        (isReopened ? other.item.updatedAt - one.item.updatedAt : one.number - other.number) ||
        one.item.createdAt - other.item.createdAt,
    );
  return { which: isReopened ? 'closed task' : 'open task', item: found[0]?.item };
}

function idsOf(people: readonly Person[]): string {
  return people
    .map(({ id }) => id)
    .sort((one, other) => one - other)
    .join();
}

function setTo(by: Person, what: string, value: string | null): Done {
  const words = value === null ? 'nothing' : `“${value}”`;
  return { summary: `${by.name} sets the ${what} to ${words}`, change: { kind: 'other' } };
}
