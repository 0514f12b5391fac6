// What the rules of a playbook need ClickUp to have: fields of the board, and user groups whose people may waive.
import type { FieldKey } from '../observation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { RULE_LIST } from './registry.ts';
import { ROLES } from './rule.ts';

/** The playbook's rules that look at a field of the board, in the order in which people read rules. */
export function rulesLookingAt(field: FieldKey, { rules }: Pick<Playbook, 'rules'>): string[] {
  return RULE_LIST.flatMap(({ key, looksAtFields }) =>
    looksAtFields?.includes(field) && rules[key as keyof Playbook['rules']] ? [key] : [],
  );
}

/** The user groups whose people may waive a rule: whatever `waivableBy` names besides the roles. */
export function waivingGroups({ rules }: Pick<Playbook, 'rules'>): { rule: string; group: string }[] {
  const roles: readonly string[] = ROLES;
  return Object.entries(rules).flatMap(([rule, params]) =>
    (params?.waivableBy ?? []).flatMap(role => (roles.includes(role) ? [] : [{ rule, group: role }])),
  );
}
