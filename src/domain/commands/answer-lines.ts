// Single sentences of answers to commands: what was not understood, what is waived, who may ask.

import type { Day } from '../day.ts';
import type { CompanyTexts, Locale } from '../language/texts.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays } from '../schedule/calendar.ts';
import { AWAY_EXAMPLES } from './away-answer.ts';
import { END_EXAMPLES, END_IN_REASON, type Understood } from './command.ts';
import { ALWAYS, commandsOf, formOf } from './command-words.ts';

/** What about a command was not understood, and how it can be written. */
export function unclearLine(
  understood: Extract<Understood, { name: 'unclear' }>,
  rules: string,
  { texts }: RuleContext,
): string {
  const examples = END_EXAMPLES[texts.locale].join(' · ');
  switch (understood.why) {
    case 'no-rule':
      return texts.render('answer.no-rule', { given: understood.given, rules });
    case 'near-rule':
      return texts.render('answer.near-rule', { given: understood.given, forms: toCopy(understood.meant) });
    case 'which-rule':
      return texts.render('answer.which-rule', { rules });
    case 'too-much': {
      const form = `\`${formOf('waive', texts.locale)}\``;
      return texts.render('answer.too-much', { given: understood.given, form });
    }
    case 'bad-date':
      return texts.render('answer.bad-date', { given: understood.given, examples });
    case 'past-date':
      return texts.render('answer.past-date', { day: texts.day(understood.day) });
    case 'no-end':
      return texts.render('answer.no-end', { examples });
    case 'end-in-reason': {
      const { rule, given } = understood;
      const forms = END_IN_REASON[texts.locale].map(
        form => `\`/waive ${rule} ${form.replace('END', given)}\``,
      );
      return texts.render('answer.end-in-reason', { given, forms: forms.join(' · ') });
    }
    case 'one-rule': {
      const forms = [understood.rule, understood.other].map(rule => `\`/unwaive ${rule}\``);
      return texts.render('answer.one-rule', { forms: forms.join(' · ') });
    }
    case 'no-length':
      return texts.render('snooze.no-length', { examples });
    case 'no-return':
      return texts.render('away.no-end', { examples: AWAY_EXAMPLES[texts.locale] });
    case 'backwards': {
      const { from, until } = understood;
      const days = { from: texts.day(from), until: texts.day(until) };
      return texts.render('away.backwards', { ...days, examples: AWAY_EXAMPLES[texts.locale] });
    }
    case 'bad-absence': {
      const { given } = understood;
      return texts.render('answer.bad-date', { given, examples: AWAY_EXAMPLES[texts.locale] });
    }
    case 'far-end': {
      const { from, until } = understood;
      const days = { from: texts.day(from), until: texts.day(until) };
      return texts.render('away.far-end', { ...days, example: awayFrom(from, until, texts) });
    }
    case 'not-back-yet': {
      const { day } = understood;
      const example = `\`/away ${UNTIL[texts.locale]} ${addDays(day, -1)}\``;
      return texts.render('back.not-yet', { day: texts.day(day), example });
    }
    case 'endless':
      return texts.render('snooze.endless', { examples });
  }
}

const FROM: Record<Locale, string> = { en: 'from', de: 'vom' };
const UNTIL: Record<Locale, string> = { en: 'until', de: 'bis' };

function awayFrom(from: Day, until: Day, { locale }: CompanyTexts): string {
  return `\`/away ${FROM[locale]} ${from} ${UNTIL[locale]} ${until}\``;
}

/** A command that nobody knows: what may have been meant, else all that there are. */
export function unknownLine(
  { given, meant }: Extract<Understood, { name: 'unknown' }>,
  playbook: Playbook,
  texts: CompanyTexts,
): string {
  if (meant.length > 0) return texts.render('answer.meant', { given, forms: toCopy(meant) });
  const known = [...new Set([...commandsOf(playbook), ...ALWAYS.filter(name => name !== 'newlist')])];
  const forms = known.map(name => formOf(name, texts.locale));
  return texts.render('answer.unknown', { given, commands: toCopy(forms) });
}

function toCopy(forms: readonly string[]): string {
  return forms.map(form => `\`${form}\``).join(' · ');
}

/** Names `/unwaive` only where it is understood. */
export function waivedLine(
  rule: string,
  until: Day | null,
  { commands }: Playbook,
  { texts }: RuleContext,
): string {
  const canEnd = commands.includes('unwaive');
  if (until === null) return texts.render(canEnd ? 'answer.waived' : 'answer.waived-for-good', { rule });
  const day = texts.day(until);
  return texts.render(canEnd ? 'answer.waived-until' : 'answer.waived-until-then', { rule, day });
}

/** Names only those who are there: a playbook need not name the board's owner. */
export function refusalOf(rule: string, allowed: readonly string[], { texts, view }: RuleContext): string {
  const roles = allowed.filter(role => role !== 'owner' || view.owner !== null);
  if (roles.length === 0) return texts.render('answer.may-nobody', { rule });
  const words = roles.map(role =>
    role === 'team' || role === 'supporter' || role === 'owner' || role === 'anyone'
      ? texts.render(`role.${role}`)
      : texts.render('role.group', { group: role }),
  );
  return texts.render('answer.may-not', { rule, roles: texts.list(words) });
}
