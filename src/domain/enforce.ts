// From findings to what Liaison does about people's changes: undo (explained first), ask, settle what was mended.

import { compareCards } from './board-order.ts';
import { type Calendar, dayOf } from './calendar.ts';
import { customerResultOf, findGroup } from './customer-result.ts';
import { after, parseDuration } from './duration.ts';
import type { Evaluated, Evaluation } from './evaluate.ts';
import type { Undo } from './finding.ts';
import type { Card, Hint, Observation, OwnComment, Person } from './observation.ts';
import type { Operation, Upcoming } from './operation.ts';
import type { Playbook } from './playbook.ts';
import { isSameText, plainText, type RichText } from './rich-text.ts';
import { names } from './rules/rule.ts';
import { askText, mendedText, undoText } from './voice.ts';

/** A change may be undone only this soon after it was reported. */
export const UNDO_WITHIN_MS = 10 * 60_000;
/** How many open cards a person who was taken off is offered. */
const OFFERS = 3;

export type Enforced = {
  /** Undoing comes alone: afterwards the card is another one and is looked at again. */
  undoing: Operation[];
  asking: Operation[];
  upcoming: Upcoming[];
};

/** Decides what to do about failing rules, from the hints at hand and from what was already said on the card. */
export function enforce(
  observation: Observation,
  evaluation: Evaluation,
  playbook: Playbook,
  calendar: Calendar,
): Enforced {
  const failing = evaluation.evaluated.filter(({ finding }) => finding.state === 'fails');
  const undos = chooseUndos(failing, observation, playbook, calendar);
  const undone = new Set(undos.flatMap(choice => choice.causes.map(({ finding }) => finding.rule)));
  const asking: Operation[] = [];
  const upcoming: Upcoming[] = [];
  for (const evaluated of failing) {
    const { finding } = evaluated;
    if (finding.enforcement === 'inform' || undone.has(finding.rule)) continue;
    if (openAsk(observation.comments, finding.rule)) continue;
    const askAt = endOfGrace(evaluated, observation, calendar);
    const person = finding.menders[0];
    if (askAt > observation.at) {
      upcoming.push({ at: askAt, what: `somebody is asked about ${finding.rule}` });
    } else if (person) {
      asking.push({
        kind: 'ask',
        rule: finding.rule,
        person,
        text: askText(finding, person),
        target: observation.card.id,
        summary: `Ask ${person.name} about ${finding.rule}: ${finding.message}`,
      });
    }
  }
  return {
    undoing: undos.flatMap(choice => undoOperations(choice, observation, playbook)),
    asking: [...asking, ...settleMended(observation, new Set(failing.map(({ finding }) => finding.rule)))],
    upcoming,
  };
}

type Choice = { undo: Undo; causes: Evaluated[]; hints: Hint[]; isExplained: boolean };

function chooseUndos(
  failing: readonly Evaluated[],
  observation: Observation,
  playbook: Playbook,
  calendar: Calendar,
): Choice[] {
  if (!observation.hearsWebhooks) return [];
  const hints = observation.hints.filter(hint => observation.at - hint.receivedAt <= UNDO_WITHIN_MS);
  const choices = new Map<Undo['kind'], Choice>();
  for (const evaluated of failing) {
    const { finding } = evaluated;
    if (finding.enforcement !== 'revert') continue;
    const undo = evaluated.undo(hints);
    if (!undo) continue;
    const same = choices.get(undo.kind);
    if (same) same.causes.push(evaluated);
    else choices.set(undo.kind, { undo, causes: [evaluated], hints, isExplained: false });
  }
  return [...choices.values()].flatMap(choice => {
    const explained = alreadyExplained(choice, observation, playbook);
    if (explained) return explained;
    const causes = choice.causes.filter(
      ({ finding }) => undoneToday(finding.rule, observation, calendar) < playbook.maxReverts,
    );
    return causes.length > 0 ? { ...choice, causes } : [];
  });
}

/** A run that was killed between the word and the deed: the explanation stands and is no earlier undo. */
function alreadyExplained(choice: Choice, observation: Observation, playbook: Playbook): Choice | null {
  const reportedAt = Math.min(...choice.hints.map(hint => hint.at));
  for (const comment of observation.comments) {
    if (comment.kind !== 'undo' || comment.at < reportedAt) continue;
    const causes = choice.causes.filter(({ finding }) => comment.rules.includes(finding.rule));
    const same = { ...choice, causes, isExplained: true };
    if (isSameText(comment.text, plainText(explanationOf(same, observation, playbook)))) return same;
  }
  return null;
}

function undoneToday(rule: string, { comments, at }: Observation, calendar: Calendar): number {
  const today = dayOf(at, calendar.zone);
  return comments.filter(
    comment =>
      comment.kind === 'undo' && comment.rules.includes(rule) && dayOf(comment.at, calendar.zone) === today,
  ).length;
}

function undoOperations(choice: Choice, observation: Observation, playbook: Playbook): Operation[] {
  const { card } = observation;
  const rules = choice.causes.map(({ finding }) => finding.rule);
  const explanation: Operation = {
    kind: 'explain-undo',
    rules,
    text: explanationOf(choice, observation, playbook),
    target: card.id,
    summary: `Explain on the card why the change is taken back (${rules.join(', ')})`,
  };
  return [...(choice.isExplained ? [] : [explanation]), undoOperation(choice.undo, card)];
}

function explanationOf(
  { undo, causes, hints }: Choice,
  observation: Observation,
  playbook: Playbook,
): RichText {
  const people = undo.kind === 'take-off' ? undo.people : [];
  const { people: everybody } = observation.board;
  return undoText({
    findings: causes.map(({ finding }) => finding),
    undo,
    changedBy: everybody.find(person => person.id === reporterOf(undo, hints)) ?? null,
    offers: people.map(person => ({ person, cards: offersFor(person, observation, playbook) })),
  });
}

function undoOperation(undo: Undo, card: Card): Operation {
  const target = card.id;
  switch (undo.kind) {
    case 'take-off':
      return {
        kind: 'take-off',
        people: undo.people,
        target,
        summary: `Take ${names(undo.people)} off the card`,
      };
    case 'move-back':
      return {
        kind: 'move-back',
        status: undo.toStatus,
        target,
        summary: `Move the card back to “${undo.toStatus}”`,
      };
    case 'put-back-supporter':
      return {
        kind: 'put-back-supporter',
        add: undo.add,
        remove: undo.remove,
        target,
        summary: `Put ${names(undo.add) || 'the former supporter'} back as supporter`,
      };
  }
}

function reporterOf(undo: Undo, hints: readonly Hint[]): number | null {
  const kind = undo.kind === 'move-back' ? 'moved' : 'supporter';
  return hints.findLast(hint => hint.change.kind === kind)?.by ?? null;
}

/** The next open cards, in board order, on which somebody with this person's functions is still wanted. */
function offersFor(person: Person, observation: Observation, playbook: Playbook): Card[] {
  const { board, card } = observation;
  const functions = Object.entries(playbook.people.functions).map(([name, group]) => ({
    name: name.toLowerCase(),
    members: new Set(findGroup(board.groups, group)?.members),
  }));
  const theirs = functions.filter(({ members }) => members.has(person.id));
  const max = playbook.rules['team-size']?.max ?? Infinity;
  const isOpen = (candidate: Card): boolean => {
    const subject = customerResultOf(candidate, board, playbook.phases);
    if (subject.phase !== 'forming' || candidate.id === card.id || subject.members.length >= max)
      return false;
    if (subject.assigned.some(member => member.id === person.id)) return false;
    if (candidate.functionsNeeded.length === 0) return true;
    return theirs.some(
      ({ name, members }) =>
        candidate.functionsNeeded.some(needed => needed.toLowerCase() === name) &&
        !subject.members.some(member => members.has(member.id)),
    );
  };
  return board.cards.filter(isOpen).sort(compareCards).slice(0, OFFERS);
}

function openAsk(comments: readonly OwnComment[], rule: string): OwnComment | undefined {
  return comments.find(
    comment => comment.kind === 'ask' && !comment.isMended && comment.rules.includes(rule),
  );
}

function endOfGrace(evaluated: Evaluated, { at, failingSince }: Observation, calendar: Calendar): number {
  const grace = evaluated.grace === undefined ? null : parseDuration(evaluated.grace);
  if (!grace) return at;
  return after(failingSince[evaluated.finding.rule] ?? at, grace, calendar);
}

function settleMended(observation: Observation, failing: ReadonlySet<string>): Operation[] {
  return observation.comments.flatMap((comment): Operation[] => {
    const isOpen = comment.kind === 'ask' && !comment.isMended;
    if (!isOpen || comment.rules.some(rule => failing.has(rule))) return [];
    return [
      {
        kind: 'settle-ask',
        commentId: comment.id,
        text: mendedText(comment.rules),
        target: comment.id,
        summary: `Close the question about ${comment.rules.join(', ')}: it is mended`,
      },
    ];
  });
}
