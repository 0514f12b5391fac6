// Tasks that Liaison made and of which nothing tells any more which ones they are: somebody has to say so, and until then
// nothing is made in the list. Everything else goes on.
import type { CustomerResult } from '../customer-result.ts';
import type { Finding } from '../findings/finding.ts';
import { hasOpenQuestion, holdingOutsideRules, teamSupportersOwner } from '../findings/outside-rules.ts';
import { hasEnded } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { needsTeamList } from './desired-items.ts';

/** What the finding and the question about it are called; no rule of a playbook has this name. */
export const UNCLEAR_TASK = 'unclear-task';

/** The finding while there are such tasks where something may be made; one that holds closes its question. */
export function unclearItems(
  subject: CustomerResult,
  { team, texts, view, observation }: RuleContext,
  playbook: Playbook,
): Finding[] {
  const { unclear } = team;
  const { phase } = subject;
  const holding = () => holdingOutsideRules(UNCLEAR_TASK, texts.render('unclear.settled'));
  const isMaking = phase !== null && !hasEnded(phase) && needsTeamList(phase, playbook);
  if (!isMaking || unclear.length === 0) return hasOpenQuestion(UNCLEAR_TASK, observation) ? [holding()] : [];
  const count = unclear.length;
  return [
    {
      ...holding(),
      enforcement: 'warn',
      state: 'fails',
      message: texts.render('unclear.message', { count, tasks: texts.someQuoted(unclear) }),
      evidence: { tasks: unclear.map(({ id }) => id) },
      mend: texts.render('unclear.mend', { count }),
      menders: teamSupportersOwner(subject, view),
    },
  ];
}
