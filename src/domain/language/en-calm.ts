// What Liaison says so that it stays calm, in English: the end of reminders, hand-overs, coming back. Every other language
// has the same keys.

export const EN_CALM = {
  'step.last-reminder': 'the last word about feedback for “{item}”',
  'reminder.last': {
    one: '{have} of {min} pieces of customer feedback are in, 1 is missing. I have reminded the team of it and will not do so again.',
    other:
      '{have} of {min} pieces of customer feedback are in, {count} are missing. I have reminded the team of it and will not do so again.',
  },
  'reminder.last-do':
    'Could you agree with the team who asks which customers, and by when? If no more feedback is to come, please close this task.',
  'settled.handed-on': '{person} is away, so I ask {to} about this now. Nothing is left to do here.',
  'step.welcome': '{person} hears what waits for them',
  'welcome.waits': 'good that you are back. This waits for you:',
  'welcome.also': 'Good that you are back. This waits for you as well:',
  'welcome.item': '({card}), due {day}',
  'welcome.questions': 'on this card, my questions about {rules}',
  'back.waits': 'This waits for you:',
} as const;
