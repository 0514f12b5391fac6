// Looks at one customer result with every rule of the playbook.
import { type Calendar, dayOf } from './calendar.ts';
import { type CustomerResult, customerResultOf, findGroup, peopleOf, phaseOf } from './customer-result.ts';
import type { Finding, Undo } from './finding.ts';
import type { Hint, Observation, Person } from './observation.ts';
import type { Playbook } from './playbook.ts';
import { RULE_LIST } from './rules/registry.ts';
import type { RuleContext } from './rules/rule.ts';

/** A finding together with the way in which the reported change could be undone. */
export type Evaluated = {
  finding: Finding;
  grace: string | undefined;
  undo(hints: readonly Hint[]): Undo | null;
};

export type Evaluation = {
  subject: CustomerResult;
  today: string;
  evaluated: Evaluated[];
  openSeats: string[];
  context: RuleContext;
};

/** Evaluates every rule that the playbook names; rules that do not apply to the phase leave no finding. */
export function evaluate(observation: Observation, playbook: Playbook, calendar: Calendar): Evaluation {
  const { board, card } = observation;
  const subject = customerResultOf(card, board, playbook.phases);
  const context: RuleContext = {
    today: dayOf(observation.at, calendar.zone),
    calendar,
    board,
    supporters: peopleOf(findGroup(board.groups, playbook.people.supporters), board.people),
    phaseOf: status => phaseOf(status, playbook.phases),
    owner: findPerson(board.people, playbook.people.owner),
    supportersBefore: observation.supportersBefore,
  };
  const evaluated: Evaluated[] = [];
  const openSeats = new Set<string>();
  for (const rule of RULE_LIST) {
    const params = playbook.rules[rule.key as keyof Playbook['rules']];
    if (!params) continue;
    const result = rule.evaluate(subject, params as never, context);
    if (result.state === 'not-checked') continue;
    for (const seat of result.openSeats ?? []) openSeats.add(seat);
    const isFailure = result.state === 'fails';
    evaluated.push({
      grace: params.grace,
      undo: hints => (isFailure ? rule.undo(subject, params as never, context, hints) : null),
      finding: {
        rule: rule.key,
        enforcement: params.enforce,
        state: result.state,
        message: result.message,
        evidence: result.evidence,
        mend: isFailure ? result.mend : '',
        menders: isFailure ? inWorkspace(result.menders, board.people) : [],
      },
    });
  }
  return { subject, today: context.today, evaluated, openSeats: [...openSeats], context };
}

/** The person with that id, e-mail or name (any case), if the workspace has one. */
export function findPerson(people: readonly Person[], wanted: string | undefined): Person | null {
  if (wanted === undefined) return null;
  const text = wanted.toLowerCase();
  return (
    people.find(person => String(person.id) === wanted || person.name.toLowerCase() === text) ??
    people.find(person => person.email?.toLowerCase() === text) ??
    null
  );
}

function inWorkspace(menders: readonly Person[], people: readonly Person[]): Person[] {
  const present = new Set(people.map(person => person.id));
  return menders.filter(
    (person, index) => present.has(person.id) && menders.findIndex(other => other.id === person.id) === index,
  );
}
