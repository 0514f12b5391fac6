// `/help`: what one may write to Liaison here, each line with an example to copy.

import type { CompanyTexts } from '../language/texts.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { END_EXAMPLES } from './command.ts';
import { ALWAYS, COMMANDS, commandsOf } from './command-words.ts';
import { ruleShown } from './rule-words.ts';

/** A line for each command that the playbook allows, then how days are written and what the rules are called. */
export function helpLines(playbook: Playbook, texts: CompanyTexts): string[] {
  const waivable = rulesOf(playbook).find(({ params }) => params.waivableBy.length > 0)?.rule.key;
  const allowed = COMMANDS.filter(name => commandsOf(playbook).includes(name) || ALWAYS.includes(name));
  const lines = allowed.flatMap((name): string[] => {
    if (name !== 'waive' && name !== 'unwaive') return [texts.render(`help.${name}`)];
    return waivable === undefined ? [] : [texts.render(`help.${name}`, { rule: waivable })];
  });
  const hasRules = allowed.includes('waive') && waivable !== undefined;
  return [
    texts.render('help.intro'),
    ...lines,
    ...(hasRules || allowed.includes('snooze')
      ? [texts.render('help.days', { examples: END_EXAMPLES[texts.locale].join(' · ') })]
      : []),
    ...(hasRules ? [texts.render('help.rules', { rules: rulesShown(playbook, texts) })] : []),
  ];
}

/** The rules of the playbook as people may write them. */
export function rulesShown({ rules }: Pick<Playbook, 'rules'>, texts: CompanyTexts): string {
  return Object.keys(rules)
    .map(rule => ruleShown(rule, texts))
    .join(', ');
}
