// What the status comment says of those on a card who have left the workspace: whose seat is free.
import type { CustomerResult } from '../customer-result.ts';
import type { RuleContext } from '../rules/rule.ts';

/** The line with the word before it; none where nobody has left. Nobody takes them off the card: that is for people. */
export function leftLines({
  subject: { left },
  context: { texts },
}: {
  subject: CustomerResult;
  context: Pick<RuleContext, 'texts'>;
}): { label: string; words: string }[] {
  const words = [
    ...left.members.map(({ name }) => texts.render('left.member', { person: name })),
    ...left.supporters.map(({ name }) => texts.render('left.supporter', { person: name })),
  ];
  return words.length === 0 ? [] : [{ label: texts.render('status.left'), words: words.join('; ') }];
}
