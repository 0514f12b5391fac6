// A first playbook in English.
import type { PlaybookWords } from './words.ts';

export const en: PlaybookWords = {
  heading: [
    'Our way of working with customer results, as Liaison goes by it. Written by `liaison init`; it is yours from now on.',
    'Every key is explained in docs/configuration.md, every rule in docs/rules.md. `liaison doctor` checks all of it.',
  ],
  mode: 'observe: look and report, write nothing to ClickUp.   act: do what `liaison plan` shows.',
  locale: 'The language in which Liaison speaks in ClickUp.',
  pilot: 'Only this card is acted on; all others are looked at and shown. Take the key out to act on all.',
  limit:
    'So many changes a day at most, on all cards together; the rest waits for the next day. Take it out for no limit.',
  phases: 'Which status of the board means which phase.',
  resting: statuses => `In no phase, so that cards in them rest: ${statuses}.`,
  fields: 'Custom fields of the board.',
  people: 'User groups: who may support, and who works in which function.',
  owner: 'asked when nobody else can mend something',
  unmatched: labels => `Labels without a user group: ${labels}.`,
  calendar: 'When people work, and when the whole company meets.',
  holidays: 'public holidays of this region',
  rules: [
    'What is checked on every customer result. inform: show it in the status comment.   warn: also ask somebody.',
    'revert: undo the very change that somebody just made. The numbers are a beginning: change them.',
  ],
  teamList: 'The list that every customer result gets from this phase on.',
  listDescription: 'The work of the team behind “{name}”. What you change by hand stays yours.',
  adopt: 'Lists that were there before, by the id of their card: such a list is taken over, never doubled.',
  adoptNone: 'gets a new one',
  unanswered: cards => `Not answered yet, so that these get no list: ${cards}.`,
  workItems: 'The tasks that Liaison makes in every team list; they move with the dates of the card.',
  feedback: 'Whoever collects feedback is reminded until enough is in.',
  digest: 'The agenda of the all-hands: a task in this list, made the working day before.',
  items: {
    kickOff: {
      key: 'kick-off',
      title: 'Kick-off',
      description: 'Meet once as a team, with your supporter. When is your weekly sync?',
    },
    understand: {
      key: 'understand-the-problem',
      title: 'Understand the problem',
      description: 'Talk to customers before you plan.',
    },
    plan: {
      key: 'make-the-plan',
      title: 'Make the plan with your supporter',
      description: 'What first, what could go wrong, how will you notice the outcome?',
    },
    presentPlan: {
      key: 'present-the-plan',
      title: 'Present the plan at the all-hands',
      description: 'Five minutes: the problem, the plan, what you need from others.',
    },
    sync: {
      key: 'weekly-sync',
      title: 'Weekly sync',
      description: 'What did customers tell you, what is next, who needs help?',
    },
    planEvaluation: {
      key: 'plan-the-evaluation',
      title: 'Plan the evaluation',
      description: 'Which customers will you ask, which numbers will you look at, who does what?',
    },
    feedback: {
      key: 'collect-feedback',
      title: 'Collect customer feedback',
      description: 'Add one subtask for each piece: who said it, and what they said.',
    },
    metrics: {
      key: 'gather-metrics',
      title: 'Gather the metrics',
      description: 'What do the numbers say, compared with the time before?',
    },
    evaluate: {
      key: 'evaluate',
      title: 'Evaluate with your supporter',
      description: 'Did customers feel the outcome? What would you do again, what not?',
    },
    share: {
      key: 'share-the-outcome',
      title: 'Share the outcome at the all-hands',
      description: 'What is there to celebrate, what to learn?',
    },
    feedBack: {
      key: 'feed-ideas-back',
      title: 'Feed ideas back to the board',
      description: 'Add a task for each idea and tag it with follow-up: each becomes a card of its own.',
    },
  },
};
