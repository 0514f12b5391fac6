// What the rules of a playbook need ClickUp to have: fields of the board, and user groups whose people may waive.
import type { FieldKey } from '../observation.ts';
import { ROLES } from './rule.ts';
import { type NamedRules, rulesOf } from './rules-of.ts';

/** The playbook's rules that look at a field of the board, in the order in which people read rules. */
export function rulesNeeding(field: FieldKey, playbook: NamedRules): string[] {
  return rulesOf(playbook).flatMap(({ rule }) => (rule.needsFields?.includes(field) ? [rule.key] : []));
}

/** The user groups whose people may waive a rule: whatever `waivableBy` names besides the roles. */
export function waivingGroups({ rules }: NamedRules): { rule: string; group: string }[] {
  const roles: readonly string[] = ROLES;
  return Object.entries(rules).flatMap(([rule, params]) =>
    (params?.waivableBy ?? []).flatMap(role => (roles.includes(role) ? [] : [{ rule, group: role }])),
  );
}
