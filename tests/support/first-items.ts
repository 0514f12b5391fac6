// The tasks that most tests begin with.

/** What the shipped playbook makes for a card in progress, sorted by name. */
export const FIRST_ITEMS = [
  'About this list',
  'Kick-off',
  'Make the plan with your supporter',
  'Present the plan at the all-hands',
  'Understand the problem',
  'Weekly sync',
];
