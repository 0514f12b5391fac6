// One line of the doctor's examination, and what there is to look at.

/** Everything that is looked at, by group, in the order in which it is shown. docs/doctor.md has an entry for each. */
export const TOPICS = {
  ClickUp: ['token', 'reachable', 'seat', 'role', 'rights', 'budget', 'plan', 'clock'],
  places: [
    'board and folder',
    'other lists',
    'looked at instead',
    'not looked at',
    'right list',
    'statuses',
    'fields',
    'groups',
    'owner',
  ],
  names: ['celebrate', 'functions', 'labels', 'people', 'board', 'working days'],
  'existing lists': ['answers', 'answer', 'unanswered', 'reading'],
  calendar: ['zone', 'mode', 'pilot', 'changes a day'],
  rules: ['enforcement', 'revert', 'nothing to undo', 'waiving', 'escalation'],
  people: ['absences', 'departed'],
  store: ['reachable', 'settings', 'version', 'durability', 'memory', 'folder', 'free space'],
  webhooks: ['hearing', 'webhook', 'public address'],
  cards: ['known', 'another user', 'resting', 'set aside', 'unreadable'],
  running: ['checks', 'processes'],
} as const;

export type CheckGroup = keyof typeof TOPICS;
export type Topic<G extends CheckGroup> = (typeof TOPICS)[G][number];

/**
 * What was looked at and how it is; a hint says what to do where that is not plain. `docs` is the page and the entry in it
 * that say more.
 */
export type Check = {
  group: string;
  name: string;
  state: 'ok' | 'warn' | 'fail';
  message: string;
  hint: string | null;
  docs: string;
};

const PAGE = 'docs/doctor.md';

/** Where the documentation says more. */
export function docsOf<G extends CheckGroup>(group: G, topic: Topic<G>): string {
  return `${PAGE}#${`${group} ${topic}`.toLowerCase().replaceAll(' ', '-')}`;
}

/** Makes checks of one group. What is looked at is a topic; `name` is of the one thing, where there may be several. */
export function checksIn<G extends CheckGroup>(group: G) {
  const check = (
    state: Check['state'],
    [topic, name]: [Topic<G>, string],
    message: string,
    hint: string | null,
  ): Check => ({ group, name, state, message, hint, docs: docsOf(group, topic) });
  return {
    ok: (topic: Topic<G>, message: string, name: string = topic): Check =>
      check('ok', [topic, name], message, null),
    warn: (topic: Topic<G>, message: string, hint: string, name: string = topic): Check =>
      check('warn', [topic, name], message, hint),
    fail: (topic: Topic<G>, message: string, hint: string, name: string = topic): Check =>
      check('fail', [topic, name], message, hint),
  };
}

/** The checks by group, each group's in the order in which they were made. */
export function inOrder(checks: readonly Check[]): Check[] {
  const groups = Object.keys(TOPICS);
  return checks.toSorted((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group));
}
