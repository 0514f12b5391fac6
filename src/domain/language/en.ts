// Everything that Liaison says in ClickUp, in English: plain, friendly, and only when it helps.
// `{name}` is filled in; a text with `one` and `other` follows its `count`. Every other language has the same keys.
import { EN_ANSWERS } from './en-answers.ts';
import { EN_CALM } from './en-calm.ts';
import { EN_LEAVING } from './en-leaving.ts';
import { EN_LIST_PAGE } from './en-list-page.ts';
import { EN_LISTS } from './en-lists.ts';
import { EN_METRICS } from './en-metrics.ts';
import { EN_MOMENTS } from './en-moments.ts';
import { EN_PAUSE } from './en-pause.ts';
import { EN_PEOPLE } from './en-people.ts';
import { EN_PLAN } from './en-plan.ts';
import { EN_SUPPORTERS } from './en-supporters.ts';
import { EN_TROUBLE } from './en-trouble.ts';

export const EN = {
  people: { one: '1 person', other: '{count} people' },
  more: { one: '1 more', other: '{count} more' },
  'more-people': { one: '1 more person', other: '{count} more people' },
  weeks: { one: '1 week', other: '{count} weeks' },
  'weeks-from-to': '{min} to {max} weeks',
  days: { one: '1 day', other: '{count} days' },
  'weeks-and-days': '{weeks} and {days}',
  'time-on-day': '{time} on {day}',
  nobody: 'nobody',
  somebody: 'somebody',
  'by-somebody': 'somebody',
  quoted: '“{name}”',

  'phase.candidate': 'on the board, not started',
  'phase.forming': 'forming its team',
  'phase.running': 'running',
  'phase.evaluating': 'being evaluated',
  'phase.done': 'done',
  'phase.dropped': 'dropped',

  'fill.supporter': 'your supporter',
  'fill.start': 'the start',
  'fill.due': 'the due date',

  'status.phase': 'This customer result is {phase}.',
  'status.who': 'Who can mend it: {people}.',
  'status.seats': 'Open seats: ',
  'status.team': 'Team: ',
  'status.member': '{name} ({of})',
  'status.flock': 'liaison to {flock}',
  'status.metrics': 'Metrics: ',
  'status.next': 'Next: ',
  'status.overdue': 'Overdue: ',
  'status.next-item': '{item}, by {day}',
  'status.next-step': '{step}, on {day}',
  'status.list': 'Open the team’s list',
  'status.page': 'The page of the team’s list',
  'status.waived-until': 'Waived until {day} by {by}',
  'status.waived': 'Waived until further notice by {by}',
  'status.because': '{waived}: “{reason}”.',
  'status.out-of-date': 'Out of date: a newer comment says how this customer result stands.',

  'step.rule': '{rule} may fail',
  'step.overdue': '“{item}” becomes overdue',
  'step.appears': '“{item}” appears',
  'step.reminder': 'feedback reminder for “{item}”',
  'step.list': 'Liaison looks for the team’s list again',
  'step.rested': 'Liaison looks after this card again',
  'step.ask': 'somebody is asked about {rule}',
  'step.escalate': '{rule} is brought to {person}',
  'step.waiver-ends': 'the waiver of {rule} ends',

  'settled.nothing-left': 'Nothing is left to do here.',
  'settled.asked-elsewhere': 'I ask about this on another customer result now, the one that started last.',
  'settled.asked-anew': 'The question behind this is closed; what is the matter by now is a new one.',
  'settled.not-looked-at': 'As this customer result stands now, this is not looked at any more.',
  'escalation.asks': 'I asked {person} about {rule} on {day}, and it is still open. Could you help?',

  'undo.joined': {
    one: 'thank you for wanting to join. {because} So I am taking you off again.',
    other: 'thank you for wanting to join. {because} So I am taking you all off again.',
  },
  'undo.added-by': 'added by',
  'undo.added': {
    one: '{because} So I am taking you off again.',
    other: '{because} So I am taking you all off again.',
  },
  'undo.moved': '{because} So I am moving the card back to “{status}”. {mend}',
  'undo.supporter': '{because} So I am putting {people} back.',
  'undo.former-supporter': 'the former supporter',
  'undo.offers': '{name}, these still look for people like you: ',

  'reminder.asks': {
    one: '{have} of {min} pieces of customer feedback so far, 1 is missing. Each one is a subtask of this task; whom could you ask next?',
    other:
      '{have} of {min} pieces of customer feedback so far, {count} are missing. Each one is a subtask of this task; whom could you ask next?',
  },
  'reminder.asks-count': {
    one: '{have} of {min} pieces of customer feedback so far, 1 is missing. The number on the card counts them; whom could you ask next?',
    other:
      '{have} of {min} pieces of customer feedback so far, {count} are missing. The number on the card counts them; whom could you ask next?',
  },

  'refused.people': 'ClickUp does not let {people} be assigned here; it goes on without them.',
  'refused.invite': 'Give them access to the team list and the board in ClickUp.',
  'refused.left-out': 'ClickUp refused this, and it was left out: {what}.',
  'refused.mend': 'It is tried again within a day, and at once when somebody writes `/recheck`.',
  'rebuilt.message': 'Liaison’s notes in “{about}” could not be read and were made anew.',
  'rebuilt.mend': 'Dates and assignees that differ from the playbook count as yours from now on.',
  'rest.message':
    'Liaison has changed this card {count} times within an hour and leaves it alone until {until}.',
  'rest.mend': 'Does another automation work on this card?',

  'team-size.too-many': 'The team has {people}; at most {max} keep it quick.',
  'team-size.leave': 'Please agree among yourselves who moves on, so that at most {max} remain.',
  'team-size.holds': 'Team of {people}: {names}.',
  'team-size.nobody': 'Nobody is on the team yet; it needs at least {people}.',
  'team-size.too-few': 'The team has {people}; it needs at least {min}.',
  'team-size.find': 'Please find {people} for the team; until then the card belongs in forming.',

  'self-assigned.holds': 'Whoever joined did so by themselves, or is fine with it.',
  'self-assigned.added': '{person} put {name} on the team; here people join by themselves.',
  'self-assigned.answer':
    'If that is fine with you, please resolve this comment; if not, just take yourself off the card.',

  'member-load.holds': {
    one: 'Nobody is on more than 1 team at once.',
    other: 'Nobody is on more than {count} teams at once.',
  },
  'member-load.too-many': '{name} is on {count} teams at once ({cards}); at most {max} leave time for each.',
  'member-load.elsewhere': '{name} is on more than {max} teams at once.',
  'member-load.leave': 'Please decide together which of them {name} stays on.',
  'member-load.too-many-each':
    '{names} are each on {count} teams at once ({cards}); at most {max} leave time for each.',
  'member-load.elsewhere-each': '{names} are each on more than {max} teams at once.',
  'member-load.leave-each': 'Please decide together who stays on which of them: {names}.',

  'cross-functional.holds': 'Functions in the team: {names}.',
  'cross-functional.too-few': 'Functions in the team: {names}; a cross-functional team has at least {min}.',
  'cross-functional.missing': 'Nobody on the team is from {names}.',
  'cross-functional.unknown': 'The playbook knows no function {names}.',
  'cross-functional.find': {
    one: 'Please find somebody from {names}, or change what the card asks for.',
    other: 'Please find people from {names}, or change what the card asks for.',
  },
  'cross-functional.find-any': {
    one: 'Please find somebody from another function.',
    other: 'Please find people from {count} more functions.',
  },
  'cross-functional.seat': 'somebody from {name}',
  'cross-functional.seat-any': { one: 'another function', other: '{count} more functions' },

  'timebox.missing-start': 'The start date is missing.',
  'timebox.missing-due': 'The due date is missing.',
  'timebox.missing-both': 'The start and due dates are missing.',
  'timebox.set-start': 'Please set the start date on the card; the milestones follow from there.',
  'timebox.set-due': 'Please set the due date on the card; the milestones follow from there.',
  'timebox.set-both': 'Please set both dates on the card; the milestones follow from there.',
  'timebox.backwards': 'The due date {due} is before the start date {start}.',
  'timebox.correct': 'Please correct the dates on the card.',
  'timebox.length': 'It is planned for {length}, from {start} to {due}. A customer result takes {allowed}.',
  'timebox.longer': 'Please plan a later due date, or make this part of another customer result.',
  'timebox.shorter': 'Please plan an earlier due date, or split the customer result.',
  'timebox.overrun': 'It was planned to end on {due} and is still running.',
  'timebox.end': 'Please move the card to evaluation, or agree with your supporter on a new due date.',
  'timebox.holds': '{length}, from {start} to {due}.',

  'priority-order.holds': 'No customer result above this one looks for somebody of this team.',
  'priority-order.fails': {
    one: '“{card}” stands higher on the board and still looks for {function}; {names} could help there.',
    other: '“{card}” stands higher on the board and still looks for {function}; {names} could help there.',
  },
  'priority-order.look': 'Please look at the card above first; it is your choice.',

  'plan-presented.holds': '“{item}” is done.',
  'plan-presented.open': '“{item}” is to be done by {day}.',
  'plan-presented.fails': '“{item}” was to be done by {day} and is still open.',
  'plan-presented.present': 'Please present the plan at the next all-hands and close the task.',

  'evaluation-planned.holds': '“{item}” is done.',
  'evaluation-planned.open': '“{item}” is to be done by {day}.',
  'evaluation-planned.fails': '“{item}” was to be done by {day}, {weeks} before the end, and is still open.',
  'evaluation-planned.plan':
    'Please agree which customers you will ask and which numbers you will look at, and close the task.',

  'feedback-collected.holds': {
    one: '1 piece of customer feedback is in.',
    other: '{count} pieces of customer feedback are in.',
  },
  'feedback-collected.at-the-end': 'enough customer feedback',
  'feedback-collected.open': '{have} of {min} pieces of customer feedback so far.',
  'feedback-collected.fails': 'It is done with {have} of {min} pieces of customer feedback.',
  'feedback-collected.collect':
    'Please record what customers say, each as a subtask of “{item}”; until then the card belongs in evaluation.',
  'feedback-collected.count':
    'Please record in “{item}” what customers say, and count it in the number on the card; until then the card belongs in evaluation.',

  'outcome-recorded.holds': 'The outcome is recorded ({outcome}) and shared.',
  'outcome-recorded.at-the-end': 'the outcome, recorded and shared',
  'outcome-recorded.open-both': 'The outcome is not recorded yet and not shared yet.',
  'outcome-recorded.open-outcome': 'The outcome is not recorded yet.',
  'outcome-recorded.open-share': 'The outcome ({outcome}) is not shared yet.',
  'outcome-recorded.fails-both':
    'It is done, but its outcome is neither recorded nor shared at an all-hands.',
  'outcome-recorded.fails-outcome': 'It is done, but its outcome is not recorded.',
  'outcome-recorded.fails-share': 'It is done, but its outcome was not shared at an all-hands.',
  'outcome-recorded.record': 'Please set the field for the outcome on the card.',
  'outcome-recorded.share':
    'Please share the outcome at the next all-hands and close “{item}”; until then the card belongs in evaluation.',

  'stale.holds': 'Nothing has stood still for long.',
  'stale.fails': 'Nothing has moved since {day}.',
  'stale.move': 'Please bring the tasks up to date, or say in a comment what holds you up.',

  ...EN_CALM,
  ...EN_LISTS,
  ...EN_METRICS,
  ...EN_TROUBLE,
  ...EN_ANSWERS,
  ...EN_MOMENTS,
  ...EN_PAUSE,
  ...EN_LIST_PAGE,
  ...EN_PEOPLE,
  ...EN_LEAVING,
  ...EN_PLAN,
  ...EN_SUPPORTERS,
  'reminder.supporter': 'could you help the team with this?',

  'follow-up.description': 'An idea that was found on the way: {item}, from the customer result {card}.',
  'farewell.done': 'It has come to its definitive end. Thank you all for the work!',
  'farewell.dropped-early': 'It was given up before it began. Thank you for thinking about it.',
  'farewell.dropped': 'It was given up. Thank you for trying; what you learned stays in the team’s list.',

  'dates.missing': 'Without {dates} the tasks of this customer result have no days.',
  'dates.start': 'a start date',
  'dates.due': 'a due date',
  'dates.set': 'Please set what is missing on the card.',

  'digest.title': 'All-hands on {day}',
  'digest.plans': 'Plans to present',
  'digest.celebrate': 'Outcomes to celebrate',
  'digest.learn': 'Outcomes to learn from',
  'digest.share': 'Outcomes to share',
  'digest.no-outcome': 'outcome not recorded yet',
  'digest.unseen-outcome': 'its outcome is in a field that Liaison can’t see',
  'digest.forming': 'Forming',
  'digest.running': 'Running',
  'digest.evaluating': 'Being evaluated',
  'digest.week': 'week {week}',
  'digest.week-of': 'week {week} of {of}',
  'digest.week-over': {
    one: 'week {week}, {count} was planned',
    other: 'week {week}, {count} were planned',
  },
  'digest.seats': 'Open seats',
  'digest.evaluations': 'Evaluations due',
  'digest.long': 'Open for more than two weeks',
  'digest.since': 'since {day}',
  'digest.nothing': 'There is nothing to share this time.',
} as const;
