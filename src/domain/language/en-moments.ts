// What Liaison says at the moments between phases, in English. Every other language has the same keys.

export const EN_MOMENTS = {
  'rule-name.starts-when-complete': 'starts when complete',
  'step.complete': 'the team hears that it is complete',

  'complete.says': 'Everybody is on board: {team}, with {supporters} as supporter.',
  'complete.says-alone': 'Everybody is on board: {team}.',
  'complete.day': 'The next day on which all of you are there is {day}. How about the kick-off then?',
  'complete.no-day':
    'In the next four weeks there is no day on which all of you are there. On {day} only {people} would be missing: is that a day for the kick-off?',
  'complete.begin': 'To begin, move the card to “{status}”.',
  'complete.begin-with-dates': 'To begin, move the card to “{status}”, and set its start and due date.',
  'complete.over':
    'Something has changed since. What is missing stands in the comment “How this customer result stands”.',

  'step.next': 'the team hears who looks for people like them',
  'next.forming': 'These look for somebody like you, the most important first:',
  'next.candidates': 'No team that forms looks for somebody like you. Next on the board:',
  'next.none': 'At present nothing on the board looks for somebody like you.',
  'next.enough': {
    one: 'You are on 1 team already; we agreed on {max} at most. You may want to end something first.',
    other:
      'You are on {count} teams already; we agreed on {max} at most. You may want to end something first.',
  },
  'next.anybody': 'Anybody',
  'next.offer-evaluating':
    'Feedback takes its time. Whoever has a hand free meanwhile: these look for people like you.',
  'next.offer-done': 'Whoever looks for the next customer result to join: these look for people like you.',
  'next.more': 'With `/next` I tell you what fits you.',

  'again.goes-on': 'It ended on {from} and has gone on since {until}.',
  'again.propose': 'With as much time as before, it would run from {start} to {due}.',
  'again.settled': 'The dates by which it goes on are settled.',

  'starts-when-complete.holds': 'The team has been complete since {since} and begins by {day}.',
  'starts-when-complete.fails':
    'The team has been complete since {since}; we agreed to begin within {days} of that.',
  'starts-when-complete.start':
    'Please begin, or say on the card what you are waiting for; if it can’t begin now, you may pause it or have the rule waived.',
} as const;
