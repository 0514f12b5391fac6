// What Liaison says while a card rests and when it comes back, in English. Every other language has the same keys.

export const EN_PAUSE = {
  'working-days': { one: '1 working day', other: '{count} working days' },
  'phase.paused': 'paused',
  'status.no-phase': 'This customer result rests: the playbook has no phase for its status “{status}”.',
  'status.resting': 'Until it goes on I ask and remind nobody, and no day of this counts.',
  'settled.resting': 'This customer result rests. If this still matters when it goes on, I ask here again.',
  'answer.rests': '· This customer result rests: no rule is looked at until it goes on.',
  'pause.rested': 'It rested from {from} to {until}, {days}.',
  'pause.rested-often': 'Between {from} and {until} it rested more than once, {days} in all.',
  'pause.propose': 'Moved by as much, it would run from {start} to {due}.',
  'pause.propose-start': 'Moved by as much, it would start on {start}.',
  'pause.propose-due': 'Moved by as much, it would end on {due}.',
  'pause.set':
    'Please set on the card the dates that are true now, before anything is late; if the old ones stay, resolve my comment.',
  'pause.settled': 'The dates after the pause are settled.',
  'digest.paused': 'Paused',
} as const;
