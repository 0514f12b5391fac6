// What findings that no rule of a playbook makes have in common: of a team list, of dates, of tasks that nobody can tell.
import type { CompanyView } from '../board-view.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Observation, Person } from '../observation.ts';
import type { Finding } from './finding.ts';

/** A finding of that name that holds; it closes the question about it. */
export function holdingOutsideRules(rule: string, message: string): Finding {
  return {
    rule,
    enforcement: 'inform',
    state: 'holds',
    message,
    evidence: {},
    mend: '',
    menders: [],
    waiver: null,
  };
}

/** Whether somebody is still asked about it on the card. */
export function hasOpenQuestion(rule: string, { comments }: Observation): boolean {
  return comments.some(
    ({ kind, isMended, rules }) =>
      (kind === 'ask' || kind === 'escalation') && !isMended && rules.includes(rule),
  );
}

/** The team, then the supporters, then the board's owner, as far as they are among the people of the workspace; each once. */
export function teamSupportersOwner(
  { members, card }: CustomerResult,
  view: Pick<CompanyView, 'people' | 'owner'>,
): Person[] {
  return inWorkspace([...members, ...card.supporters, ...(view.owner ? [view.owner] : [])], view);
}

/** Those of them who are among the people of the workspace, each once. */
export function inWorkspace(people: readonly Person[], view: Pick<CompanyView, 'people'>): Person[] {
  const found = new Map(people.map(person => [person.id, person]));
  return [...found.values()].filter(({ id }) => view.people.has(id));
}
