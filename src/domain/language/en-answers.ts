// What Liaison answers to commands, in English. Every other language has the same keys.
import { EN_COMMANDS } from './en-commands.ts';

export const EN_ANSWERS = {
  'answer.waived-until':
    'Until {day} I ask nobody about {rule}, and I take nothing back because of it. This ends by itself; `/unwaive {rule}` ends it earlier.',
  'answer.waived':
    'Until further notice I ask nobody about {rule}, and I take nothing back because of it. `/unwaive {rule}` ends this.',
  'answer.waived-until-then':
    'Until {day} I ask nobody about {rule}, and I take nothing back because of it. This ends by itself.',
  'answer.waived-for-good':
    'Until further notice I ask nobody about {rule}, and I take nothing back because of it. Another `/waive {rule} until …` gives this an end.',
  'answer.reason': 'Your reason: “{reason}”',
  'answer.unwaived': 'From now on {rule} counts here again.',
  'answer.revoked':
    'The change by which {person} had the right to waive is taken back. From now on {rule} counts here again.',
  'answer.waiver-over': '{day} was the last day of this waiver. From now on {rule} counts here again.',
  'answer.not-waived': '{rule} is not waived here, so there is nothing to end.',
  'answer.may-not':
    'Thank you for asking. In this company {rule} can be waived by {roles}. Could you ask them? Nothing has changed.',
  'answer.supporter-unseen':
    'I can’t see the field for the supporter at the moment, so I may not know that it is you.',
  'answer.may-nobody': 'Thank you for asking. In this company {rule} is never waived. Nothing has changed.',
  'answer.near-rule': 'I know no rule “{given}” here. Did you mean this? {forms}',
  'answer.no-rule': 'I know no rule “{given}” here. The rules of this company are: {rules}.',
  'answer.which-rule': 'Which rule do you mean? The rules of this company are: {rules}.',
  'answer.bad-date':
    'I could not read “{given}” as a date or a length of time. Please write it like one of these: {examples}.',
  'answer.no-end': 'Until when? Please write it like one of these: {examples}.',
  'answer.end-in-reason':
    'Your reason ends in “{given}”. Should the waiver end then, or not? Please write one of these: {forms}. Nothing has changed.',
  'answer.past-date': '{day} is over already. Please name a day that is still to come.',
  'answer.too-much': 'I do not understand “{given}” here. A waiver is written like this: {form}.',
  'answer.one-rule': 'Please name one rule in each comment: {forms}. Nothing has changed.',
  'answer.on-the-card':
    'This counts for the whole customer result, so please write it on its card, where everybody sees it: {command} on {card}. Nothing has changed.',
  'answer.second':
    'I answer {count} commands in one comment. Please write {command} in a comment of its own.',
  'answer.meant': 'I do not know “/{given}”. Did you mean this? {forms}',
  'answer.unknown': 'I do not know “/{given}”. What I understand: {commands}.',
  'answer.rechecked': 'I have looked at everything again.',
  'answer.rule-holds': '✓ {rule}: {message}',
  'answer.rule-open': '○ {rule}: {message}',
  'answer.rule-fails': '✗ {rule}: {message}',
  'answer.rule-waived': '– {rule}: {message}',
  'answer.rule-unknown': '· {rule}: unknown, since I do not see all that it takes.',
  'answer.rule-not-checked': '· {rule}: not looked at in this phase.',
  'answer.enforce-inform': 'If it fails, that is only shown.',
  'answer.enforce-warn': 'If it fails, somebody who can mend it is asked.',
  'answer.enforce-revert': 'A change that breaks it is taken back, after an explanation.',
  'answer.all-hold': 'Nothing needs anybody right now.',
  'answer.next': 'What comes next: {step}, on {day}.',

  'role.team': 'the team',
  'role.supporter': 'the supporter',
  'role.owner': 'the board’s owner',
  'role.anyone': 'everybody',
  'role.group': 'people of {group}',

  'snooze.done': 'No reminders about customer feedback until {day}; from then on they come again.',
  'snooze.no-length': 'For how long? Please name its end like one of these: {examples}.',
  'snooze.endless':
    'Reminders can pause for a while, though not until further notice. Please name an end, like one of these: {examples}.',
  'snooze.nothing': 'There are no reminders to pause: this customer result is not being evaluated.',

  ...EN_COMMANDS,
} as const;
