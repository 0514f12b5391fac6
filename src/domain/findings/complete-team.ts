// Whether a team that forms has everybody: its people, its functions and its supporter, as far as the playbook names rules for them.

import type { CustomerResult } from '../customer-result.ts';
import { isOutOfSight } from '../former-fields.ts';
import type { CommonParams, Rule } from '../rules/rule.ts';
import { type NamedRules, rulesOf } from '../rules/rules-of.ts';
import type { Finding } from './finding.ts';

/** What is known by now of the rules of the playbook. */
export type Looked = {
  evaluated: readonly { finding: Finding; rule: Rule<CommonParams> }[];
  unknown: readonly string[];
};

/** Null where nobody can tell, since what these rules look at is out of sight. What is waived keeps nobody from starting. */
export function isTeamComplete(
  { phase, members, card }: CustomerResult,
  { evaluated, unknown }: Looked,
  playbook: NamedRules,
): boolean | null {
  const needed = rulesOf(playbook).flatMap(({ rule }) => (rule.completesTeam ? [rule] : []));
  if (needed.some(rule => unknown.includes(rule.key) || isOutOfSight(card, rule.needsFields))) return null;
  if (phase !== 'forming' || members.length === 0 || needed.length === 0) return false;
  return needed.every(rule => {
    const finding = evaluated.find(one => one.rule === rule)?.finding;
    return finding?.state === 'holds' || (finding?.waiver ?? null) !== null;
  });
}
