// The doctor's look at the playbook's rules: which of them cannot work as wished, though the playbook is a fine one.
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { CommonParams } from '../../domain/rules/rule.ts';
import type { Check } from './check.ts';

/** Rules about time that passed: nobody's change broke them, so there is none to take back. */
const NOTHING_TO_UNDO = new Set(['plan-presented', 'evaluation-planned', 'stale']);
/** Their questions go to the supporter first, or are asked for want of one: only the owner is left to hear of them. */
const LEAVE_ONLY_THE_OWNER = new Set([
  'team-size',
  'supporter-present',
  'supporter-load',
  'cross-functional',
]);
const NAME_AN_OWNER = 'Name the board’s owner under people.owner';

/** Warnings about rules, each with what to do; one that all is well where there are none. */
export function probeRules({ rules, people, maxReverts }: Playbook): Check[] {
  const all = Object.entries(rules).flatMap(([key, params]): [string, CommonParams][] =>
    params ? [[key, params]] : [],
  );
  const where = (isMeant: (key: string, params: CommonParams) => boolean): string =>
    all.flatMap(([key, params]) => (isMeant(key, params) ? [key] : [])).join(', ');
  const checks: Check[] = [];
  const warn = (name: string, keys: string, message: string, hint: string): void => {
    if (keys !== '')
      checks.push({ group: 'rules', name, state: 'warn', message: `${message} ${keys}.`, hint });
  };

  const reverting = where((_, { enforce }) => enforce === 'revert');
  if (maxReverts === 0) {
    const message = 'With maxReverts: 0 nothing is ever undone; these only ask:';
    warn('revert', reverting, message, 'Allow some a day with maxReverts, or write enforce: warn.');
  }
  warn(
    'nothing to undo',
    where((key, { enforce }) => enforce === 'revert' && NOTHING_TO_UNDO.has(key)),
    'No change breaks these rules, so with enforce: revert they only ask:',
    'Write enforce: warn.',
  );
  if (people.owner === undefined) {
    warn(
      'waiving',
      where((key, { waivableBy }) => {
        const others = waivableBy.filter(role => role !== 'owner');
        // Where there is no supporter, the supporter cannot waive that there is none.
        const isNobody = others.every(role => role === 'supporter' && key === 'supporter-present');
        return waivableBy.includes('owner') && isNobody;
      }),
      'Only the board’s owner could waive these rules, and the playbook names none:',
      `${NAME_AN_OWNER}, or somebody else under waivableBy.`,
    );
    warn(
      'escalation',
      where((key, { enforce }) => enforce !== 'inform' && LEAVE_ONLY_THE_OWNER.has(key)),
      'A question that stays open is brought to nobody else, since the supporter was asked or is missing:',
      `${NAME_AN_OWNER}.`,
    );
  }
  if (checks.length > 0) return checks;
  return [
    {
      group: 'rules',
      name: 'enforcement',
      state: 'ok',
      message: 'Every rule can work as wished.',
      hint: null,
    },
  ];
}
