// The doctor's look at the playbook's rules: which of them cannot work as wished, though the playbook is a fine one.
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type NamedRule, rulesOf } from '../../domain/rules/rules-of.ts';
import { type Check, checksIn, type Topic } from './check.ts';

const rules = checksIn('rules');

const NAME_AN_OWNER = 'Name the board’s owner under people.owner';

/** Warnings about rules, each with what to do; one that all is well where there are none. */
export function probeRules(playbook: Playbook): Check[] {
  const { people, maxReverts } = playbook;
  const where = (isMeant: (named: NamedRule) => boolean): string =>
    rulesOf(playbook)
      .filter(isMeant)
      .map(({ rule }) => rule.key)
      .join(', ');
  const checks: Check[] = [];
  const warn = (topic: Topic<'rules'>, keys: string, message: string, hint: string): void => {
    if (keys !== '') checks.push(rules.warn(topic, `${message} ${keys}.`, hint));
  };

  const reverting = where(({ params }) => params.enforce === 'revert');
  if (maxReverts === 0) {
    const message = 'With maxReverts: 0 nothing is ever undone; these only ask:';
    warn('revert', reverting, message, 'Allow some a day with maxReverts, or write enforce: warn.');
  }
  warn(
    'nothing to undo',
    where(({ rule, params }) => params.enforce === 'revert' && !rule.undo),
    'No change breaks these rules, so with enforce: revert they only ask:',
    'Write enforce: warn.',
  );
  if (people.owner === undefined) {
    warn(
      'waiving',
      where(({ rule, params: { waivableBy } }) => {
        const others = waivableBy.filter(role => role !== 'owner');
        // Where there is no supporter, the supporter cannot waive that there is none.
        const isNobody = others.every(role => role === 'supporter' && rule.mayLackSupporter);
        return waivableBy.includes('owner') && isNobody;
      }),
      'Only the board’s owner could waive these rules, and the playbook names none:',
      `${NAME_AN_OWNER}, or somebody else under waivableBy.`,
    );
    warn(
      'escalation',
      where(({ rule, params }) => params.enforce !== 'inform' && rule.escalatesToOwnerAlone === true),
      'A question that stays open is brought to nobody else, since the supporter was asked or is missing:',
      `${NAME_AN_OWNER}.`,
    );
  }
  if (checks.length > 0) return checks;
  return [rules.ok('enforcement', 'Every rule can work as wished.')];
}
