// The rules that a playbook names, and what they bound and may affect.
import { memoizeByObject } from '../../base/memoize.ts';
import { RULE_LIST } from './registry.ts';
import type { Bound, Bounded, CommonParams, Rule } from './rule.ts';

/** As much of a playbook as tells which rules it names. */
export type NamedRules = { rules: Readonly<Record<string, CommonParams | undefined>> };

/** A rule that a playbook names, with the parameters that stand there. */
export type NamedRule = { rule: Rule<CommonParams>; params: CommonParams };

/** The rules that a playbook names, in the order in which people read them. */
export function rulesOf({ rules }: NamedRules): readonly NamedRule[] {
  return namedIn(rules);
}

const namedIn = memoizeByObject((rules: NamedRules['rules']): readonly NamedRule[] =>
  RULE_LIST.flatMap(rule => {
    const params = rules[rule.key];
    return params ? [{ rule, params }] : [];
  }),
);

/** The parameters of a rule, null where the playbook does not name it. */
export function paramsOf(key: string, { rules }: NamedRules): CommonParams | null {
  return rules[key] ?? null;
}

/** What the playbook's rules allow at most, and by which parameter; null where none of them bounds it. */
export function boundOf(bounded: Bounded, playbook: NamedRules): Bound | null {
  for (const { rule, params } of rulesOf(playbook)) {
    const parameter = rule.bounds?.[bounded];
    if (parameter === undefined) continue;
    return { max: Number(params[parameter]), parameter: `${rule.key}.${parameter}` };
  }
  return null;
}

/** Whether a rule counts what is on other cards. */
export function looksAcrossCards(key: string): boolean {
  return RULE_LIST.some(rule => rule.key === key && rule.affects !== undefined);
}
