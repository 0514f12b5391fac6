// What Liaison says to each command, and who may ask for what. Decided from what was understood; nothing is looked up here.

import type { CustomerResult } from '../customer-result.ts';
import { mayWaive } from '../enforcement/waiver.ts';
import type { Waiver } from '../findings/finding.ts';
import { isOutOfSight } from '../former-fields.ts';
import type { Headline } from '../language/headline.ts';
import type { TextLine } from '../language/rich-text.ts';
import { needsTeamList } from '../mirror/desired-items.ts';
import { nextLines } from '../moments/next.ts';
import type { Command } from '../observation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { paramsOf } from '../rules/rules-of.ts';
import { refusalOf, unclearLine, unknownLine, waivedLine } from './answer-lines.ts';
import { answerAway } from './away-answer.ts';
import type { Understood } from './command.ts';
import { quoteOf } from './command-parts.ts';
import { helpLines, rulesShown } from './help.ts';

const NEW_LIST = 'newlist' as const;

/** An answer: the facts of its first line, and what follows. */
export type Answer = Pick<Headline, 'kind' | 'rules' | 'until' | 'command'> & {
  lines: (string | TextLine)[];
};

/** What to say to a command; null where it depends on what the rules find. */
export function answerTo(
  understood: Understood,
  command: Command,
  facts: {
    waivers: ReadonlyMap<string, Waiver>;
  } & Asked,
): Answer | null {
  const { subject, rights, context, playbook, waivers } = facts;
  const { texts, view } = context;
  const plain = (...lines: (string | TextLine)[]): Answer => ({
    kind: 'answer',
    rules: [],
    until: null,
    lines,
  });
  if (command.taskId !== undefined && isOfTheCard(understood, command.taskId, facts)) {
    const form = `\`${quoteOf(command.text).replaceAll('`', '')}\``;
    return plain(texts.render('answer.on-the-card', { command: form, card: subject.card.url }));
  }
  if (understood.name === 'unknown') return plain(unknownLine(understood, playbook, texts));
  switch (understood.name) {
    case 'recheck':
    case 'explain':
      return null;
    case 'newlist': {
      if (getsNewList(command, facts)) return plain(texts.render('newlist.made'));
      if (!mayAsk(command, facts)) return plain(texts.render('newlist.may-not'));
      return plain(texts.render(context.team.list ? 'newlist.there' : 'newlist.too-early'));
    }
    case 'snooze': {
      const { until } = understood;
      if (subject.phase !== 'evaluating' || !playbook.feedback) return plain(texts.render('snooze.nothing'));
      return {
        kind: 'snooze',
        rules: [],
        until,
        lines: [texts.render('snooze.done', { day: texts.day(until) })],
      };
    }
    case 'away':
    case 'back':
      return plain(...answerAway(understood, command, context).lines);
    case 'unclear':
      return plain(unclearLine(understood, rulesShown(playbook, texts), context));
    case 'next':
      return plain(...nextLines(command.by, context, playbook));
    case 'help':
      return plain(...helpLines(playbook, texts));
    case 'waive':
    case 'unwaive': {
      const { rule } = understood;
      const roles = paramsOf(rule, playbook)?.waivableBy ?? [];
      if (!mayWaive(command.by, roles, rights, view)) {
        const isUnseen = roles.includes('supporter') && isOutOfSight(rights.card, ['supporter']);
        const unseen = isUnseen ? [texts.render('answer.supporter-unseen')] : [];
        return plain(refusalOf(rule, roles, context), ...unseen);
      }
      if (understood.name === 'unwaive') {
        if (!waivers.has(rule)) return plain(texts.render('answer.not-waived', { rule }));
        const lines = [texts.render('answer.unwaived', { rule })];
        return { kind: 'waiver-end', rules: [rule], until: null, lines };
      }
      const { until, because } = understood;
      const lines = [
        waivedLine(rule, until, playbook, context),
        ...(because === '' ? [] : [texts.render('answer.reason', { reason: because })]),
      ];
      return { kind: 'waiver', rules: [rule], until, lines };
    }
  }
}

/**
 * What lasts is said where everybody looks for it, and where it is found again whatever is forgotten: on the card. A pause
 * of reminders may be asked for where they are, too.
 */
function isOfTheCard({ name }: Understood, taskId: string, { context, playbook }: Asked): boolean {
  if (name === 'snooze') return context.team.items.get(playbook.feedback?.item ?? '')?.id !== taskId;
  return name === 'waive' || name === 'unwaive' || name === 'newlist';
}

/** `rights` is the customer result on which it is decided who has a say. */
export type Asked = {
  subject: CustomerResult;
  rights: CustomerResult;
  context: RuleContext;
  playbook: Playbook;
};

function mayAsk({ by }: Command, { rights, context, playbook }: Asked): boolean {
  const roles = playbook.commands.includes(NEW_LIST)
    ? ['team', 'supporter', 'owner']
    : ['supporter', 'owner'];
  return mayWaive(by, roles, rights, context.view);
}

/** Where a list is seen, there is one; and no list is made before its time. */
export function getsNewList(command: Command, asked: Asked): boolean {
  const { phase } = asked.subject;
  const isWanted = phase !== null && needsTeamList(phase, asked.playbook) && asked.context.team.list === null;
  return isWanted && mayAsk(command, asked);
}
