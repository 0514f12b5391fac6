// What stands on the page “About this list”, and what Liaison says of tasks in the list that it can't tell any more, in
// English. Every other language has the same keys.

export const EN_LIST_PAGE = {
  'about.name': 'About this list',
  'about.card': 'This list belongs to the customer result {card}.',
  'about.next': 'Liaison’s comment on that card says how it stands and what comes next.',
  'about.what':
    'Liaison makes the tasks of the playbook here and moves their dates with the dates of the card.',
  'about.yours':
    'What you change by hand stays yours; a task that you delete stays deleted; a copy of a task is your own. Add your own tasks as you like.',
  'about.help':
    'Would you like something else? Write `/help` in a comment on the card, and Liaison answers with what it understands. Your supporter helps with everything else.',
  'about.record':
    'The lines below are Liaison’s notes about what it wrote here. Please leave them as they are.',

  'unclear.message': {
    one: 'I cannot tell any more which of my tasks this is: {tasks}. Until I can, I make nothing new in this list.',
    other:
      'I cannot tell any more which of my tasks these are: {tasks}. Until I can, I make nothing new in this list.',
  },
  'unclear.mend': {
    one: 'Please bring back its description from the task’s history; or take its tag that begins with “liaison-” off, and it is your own task.',
    other:
      'Please bring back their descriptions from the tasks’ history; or take their tags that begin with “liaison-” off, and they are your own tasks.',
  },
  'unclear.settled': 'I can tell all of my tasks in the team’s list again.',
} as const;
