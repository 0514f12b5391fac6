// Single sentences of answers to commands: what was not understood, what is waived, who may ask.

import type { Day } from '../day.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { END_EXAMPLES, END_IN_REASON, formOf, type Understood } from './command.ts';

/** What about a command was not understood, and how it can be written. */
export function unclearLine(
  understood: Extract<Understood, { name: 'unclear' }>,
  rules: string,
  { speech }: RuleContext,
): string {
  const examples = END_EXAMPLES[speech.locale].join(' · ');
  switch (understood.why) {
    case 'no-rule':
      return speech.say('answer.no-rule', { given: understood.given, rules });
    case 'which-rule':
      return speech.say('answer.which-rule', { rules });
    case 'too-much': {
      const form = `\`${formOf('waive', speech.locale)}\``;
      return speech.say('answer.too-much', { given: understood.given, form });
    }
    case 'bad-date':
      return speech.say('answer.bad-date', { given: understood.given, examples });
    case 'past-date':
      return speech.say('answer.past-date', { day: speech.day(understood.day) });
    case 'no-end':
      return speech.say('answer.no-end', { examples });
    case 'end-in-reason': {
      const { rule, given } = understood;
      const forms = END_IN_REASON[speech.locale].map(
        form => `\`/waive ${rule} ${form.replace('END', given)}\``,
      );
      return speech.say('answer.end-in-reason', { given, forms: forms.join(' · ') });
    }
    case 'one-rule': {
      const forms = [understood.rule, understood.other].map(rule => `\`/unwaive ${rule}\``);
      return speech.say('answer.one-rule', { forms: forms.join(' · ') });
    }
    case 'no-length':
      return speech.say('snooze.no-length', { examples });
    case 'endless':
      return speech.say('snooze.endless', { examples });
  }
}

/** Names `/unwaive` only where it is understood. */
export function waivedLine(
  rule: string,
  until: Day | null,
  { commands }: Playbook,
  { speech }: RuleContext,
): string {
  const canEnd = commands.includes('unwaive');
  if (until === null) return speech.say(canEnd ? 'answer.waived' : 'answer.waived-for-good', { rule });
  const day = speech.day(until);
  return speech.say(canEnd ? 'answer.waived-until' : 'answer.waived-until-then', { rule, day });
}

/** Names only those who are there: a playbook need not name the board's owner. */
export function refusalOf(rule: string, allowed: readonly string[], { speech, view }: RuleContext): string {
  const roles = allowed.filter(role => role !== 'owner' || view.owner !== null);
  if (roles.length === 0) return speech.say('answer.may-nobody', { rule });
  const words = roles.map(role =>
    role === 'team' || role === 'supporter' || role === 'owner' || role === 'anyone'
      ? speech.say(`role.${role}`)
      : speech.say('role.group', { group: role }),
  );
  return speech.say('answer.may-not', { rule, roles: speech.list(words) });
}
