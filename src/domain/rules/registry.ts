// Every rule, one line each. The playbook's schema, the documentation and the case folders follow this list.
import type { Rule } from './rule.ts';
import { supporterEligible } from './supporter-eligible.ts';
import { supporterPresent } from './supporter-present.ts';
import { teamSize } from './team-size.ts';
import { timebox } from './timebox.ts';

export const RULES = {
  'team-size': teamSize,
  'supporter-present': supporterPresent,
  'supporter-eligible': supporterEligible,
  timebox,
} as const;

/** The rules in the order in which people read them, with their parameters' type forgotten. */
export const RULE_LIST = Object.values(RULES) as unknown as readonly Rule<{
  enforce: 'inform' | 'warn' | 'revert';
  grace?: string;
}>[];
