// What the rules of a playbook need ClickUp to have: fields of the board, and user groups whose people may waive.
import type { Playbook } from '../playbook.ts';
import { ROLES } from './rule.ts';

type RuleKey = keyof Playbook['rules'];

/** The rules that have nothing to look at without the field. */
const LOOKING_AT: Record<keyof Playbook['fields'], readonly RuleKey[]> = {
  supporter: ['supporter-present', 'supporter-eligible', 'supporter-load'],
  functions: ['cross-functional', 'priority-order'],
  outcome: ['outcome-recorded'],
  feedback: ['feedback-collected'],
};

/** The playbook's rules that look at a field of the board. */
export function rulesLookingAt(
  field: keyof Playbook['fields'],
  { rules }: Pick<Playbook, 'rules'>,
): RuleKey[] {
  return LOOKING_AT[field].filter(rule => rules[rule] !== undefined);
}

/** The user groups whose people may waive a rule: whatever `waivableBy` names besides the roles. */
export function waivingGroups({ rules }: Pick<Playbook, 'rules'>): { rule: string; group: string }[] {
  const roles: readonly string[] = ROLES;
  return Object.entries(rules).flatMap(([rule, params]) =>
    (params?.waivableBy ?? []).flatMap(role => (roles.includes(role) ? [] : [{ rule, group: role }])),
  );
}
