// What Liaison says of absences, in English. Every other language has the same keys.

export const EN_PEOPLE = {
  'status.away': 'Away: ',
  'status.away-soon': 'Away soon: ',
  'status.waits': 'Waits: ',
  'away.until': '{person} until {day}',
  'away.from': '{person} from {from} until {until}',
  'away.waits': '{what}, for {person}',
  'away.waits-until': '{what}, for {person}, away until {day}',
  'away.reminder': 'the feedback reminder',
  'away.task': '{person} is away',
  'step.away': '{person} goes away',
  'step.back': '{person} comes back',
  'step.away-soon': 'it shows that {person} will be away',
  'step.hand-over': '“{item}” goes to somebody who is there',

  'away.noted':
    'Noted, thank you. From {from} until {until} I ask you nothing and give you no work. `/back` ends this earlier.',
  'away.known': 'The list of absences says so already: you are away from {from} until {until}.',
  'away.no-end': 'Until when? Please write it like one of these: {examples}.',
  'away.backwards': '{until} comes before {from}. Please write it like one of these: {examples}.',
  'away.far-end':
    'That would be from {from} until {until}. If you mean it, please write it with the year: {example}. Nothing has changed.',
  'away.refused': 'ClickUp did not let me write into the list of absences. Could you note it there yourself?',
  'back.done': 'Welcome back! As far as I noted it, you are not away any more.',
  'back.later':
    'Noted for later, and left as it is: {days}. If it no longer holds, close its task in the list of absences.',
  'back.span': '{from} until {until}',
  'back.not-yet':
    '`/back` says that you are back now. If you will be on {day}, please write {example}. Nothing has changed.',
  'back.theirs':
    'The list of absences says that you are away until {until}, in a task that I did not make, so I leave it alone. Please close it there.',
} as const;
