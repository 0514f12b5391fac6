// One row per rule: how the stage is set, how people violate and mend the rule, whom Liaison may ask, what it undoes.
import { type Row, TEAM } from './rules-row.ts';
import { OWNER } from './rules-stage.ts';

/** What had ended for two weeks and goes on is asked for its dates as well. */
const NOT_ITS_DATES = /^(?!✗ It ended on)/;

export const ROWS: readonly Row[] = [
  {
    rule: 'team-size',
    how: 'somebody joins a full team',
    params: { min: 2, max: 3 },
    prepare: people => people.leaves('Aylin'),
    violate: people => people.joins('Aylin'),
    mend: people => people.leaves('Aylin'),
    mayBeAsked: [...TEAM, 'Aylin'],
    undone: 'who joined the full team is off again',
    waivedBy: 'Amara',
  },
  {
    rule: 'self-assigned',
    how: 'somebody is put on the team',
    params: {},
    enforcements: ['inform', 'warn'],
    async prepare(people) {
      await people.leaves('Mateo');
    },
    violate: people => people.puts('Mateo', 'Jonas'),
    async mend(people) {
      await people.leaves('Mateo');
      await people.rest();
      await people.joins('Mateo');
    },
    mayBeAsked: ['Mateo', 'Amara', OWNER],
    undone: null,
    waivedBy: 'Amara',
  },
  {
    rule: 'supporter-present',
    how: 'work begins without a supporter',
    params: {},
    card: { supporter: null },
    async prepare(people) {
      await people.moves('forming');
      await people.isSupportedBy();
    },
    violate: people => people.moves('in progress'),
    async mend(people) {
      await people.isSupportedBy('Amara');
      await people.moves('in progress');
    },
    mayBeAsked: [...TEAM, OWNER],
    undone: 'the card is back in forming',
    waivedBy: OWNER,
  },
  {
    rule: 'supporter-eligible',
    how: 'somebody outside the pool becomes supporter',
    params: {},
    prepare: people => people.isSupportedBy('Amara'),
    violate: people => people.isSupportedBy('Lukas'),
    mend: people => people.isSupportedBy('Sofia'),
    mayBeAsked: [...TEAM, OWNER],
    undone: 'the former supporter is back',
    waivedBy: OWNER,
  },
  {
    rule: 'supporter-load',
    how: 'a busy supporter is chosen',
    params: { max: 1 },
    beside: {
      name: 'Returns are easy',
      status: 'in progress',
      team: ['Priya', 'Hannah'],
      supporter: 'Clara',
    },
    prepare: people => people.isSupportedBy('Amara'),
    violate: people => people.isSupportedBy('Clara'),
    mend: people => people.isSupportedBy('Sofia'),
    mayBeAsked: ['Clara', ...TEAM, OWNER],
    undone: 'the former supporter is back',
    waivedBy: OWNER,
  },
  {
    rule: 'member-load',
    how: 'a busy person joins',
    params: { max: 1 },
    beside: {
      name: 'Returns are easy',
      status: 'in progress',
      team: ['Priya', 'Hannah'],
      supporter: 'Clara',
    },
    prepare: people => people.leaves('Priya'),
    violate: people => people.joins('Priya'),
    mend: people => people.leaves('Priya'),
    mayBeAsked: ['Priya', 'Amara', OWNER],
    undone: 'who is on another team already is off again',
    waivedBy: 'Amara',
  },
  {
    rule: 'cross-functional',
    how: 'work begins with one function',
    params: { minFunctions: 2 },
    card: { team: ['Jonas', 'Mei'] },
    async prepare(people) {
      await people.moves('forming');
      await people.leaves('Noah');
    },
    violate: people => people.moves('in progress'),
    async mend(people) {
      await people.joins('Noah');
      await people.moves('in progress');
    },
    mayBeAsked: ['Amara', 'Jonas', 'Mei', OWNER],
    undone: 'the card is back in forming',
    waivedBy: 'Amara',
  },
  {
    rule: 'starts-when-complete',
    how: 'a team that has everybody does not begin',
    params: { workingDays: 1 },
    enforcements: ['inform', 'warn'],
    needs: { 'team-size': { min: 3, max: 5, enforce: 'inform' } },
    line: /complete since/,
    // The card forms another time: its team is told that day.
    async prepare(people) {
      await people.moves('in progress');
      await people.rest();
      await people.moves('forming');
    },
    violate: people => people.passDays(4),
    mend: people => people.moves('in progress'),
    onceMended: { mark: null, headline: 'No longer asked: starts-when-complete' },
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: null,
    waivedBy: 'Amara',
  },
  {
    rule: 'timebox',
    how: 'work begins without a due date',
    params: { minWeeks: 4, maxWeeks: 12 },
    card: { weeks: null },
    async prepare(people) {
      await people.moves('forming');
      await people.takes(null);
    },
    violate: people => people.moves('in progress'),
    async mend(people) {
      await people.takes(8);
      await people.moves('in progress');
    },
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: 'the card is back in forming',
    waivedBy: 'Amara',
  },
  {
    rule: 'priority-order',
    how: 'somebody joins who is wanted higher up',
    params: {},
    enforcements: ['inform'],
    card: { team: ['Noah', 'Mateo'] },
    beside: {
      name: 'Returns are easy',
      team: ['Priya'],
      supporter: 'Clara',
      needs: 'Engineering',
      priority: 1,
    },
    prepare: people => people.leaves('Lukas'),
    violate: people => people.joins('Lukas'),
    mend: people => people.leaves('Lukas'),
    mayBeAsked: [],
    undone: null,
    waivedBy: 'Amara',
  },
  {
    rule: 'plan-presented',
    how: 'the plan is not presented in time',
    params: { item: 'present-the-plan', withinWeeks: 1 },
    async prepare(people) {
      await people.moves('in progress');
      await people.rest();
      await people.closes('present-the-plan');
    },
    async violate(people) {
      await people.reopens('present-the-plan');
      await people.passUntilDay(8);
    },
    mend: people => people.closes('present-the-plan'),
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: null,
    waivedBy: 'Amara',
  },
  {
    rule: 'evaluation-planned',
    how: 'the evaluation is not planned in time',
    params: { item: 'plan-the-evaluation', weeksBeforeDue: 3 },
    async prepare(people) {
      await people.moves('in progress');
      await people.passUntilDay(3 * 7 + 1);
      await people.closes('plan-the-evaluation');
    },
    async violate(people) {
      await people.reopens('plan-the-evaluation');
      await people.passUntilDay(5 * 7 + 1);
    },
    mend: people => people.closes('plan-the-evaluation'),
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: null,
    waivedBy: 'Amara',
  },
  {
    rule: 'metrics-recorded',
    how: 'it is ended without the actual value',
    params: { withinWeeks: 1 },
    line: NOT_ITS_DATES,
    async prepare(people) {
      await people.measures('target', '40 % of orders');
      await people.moves('evaluation');
      await people.rest();
      await people.measures('actual', null);
    },
    violate: people => people.moves('done'),
    async mend(people) {
      await people.measures('actual', '31 %');
      await people.moves('done');
    },
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: 'the card is back in evaluation',
    waivedBy: 'Amara',
  },
  {
    rule: 'feedback-collected',
    how: 'it is ended with too little feedback',
    params: { min: 2 },
    line: NOT_ITS_DATES,
    async prepare(people) {
      await people.moves('evaluation');
      await people.rest();
      await people.forgetsFeedback('collect-feedback');
    },
    violate: people => people.moves('done'),
    async mend(people) {
      await people.records('They smiled', 'collect-feedback');
      await people.records('They ordered again', 'collect-feedback');
      await people.moves('done');
    },
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: 'the card is back in evaluation',
    waivedBy: 'Amara',
  },
  {
    rule: 'outcome-recorded',
    how: 'it is ended without an outcome',
    params: { item: 'share-the-outcome' },
    line: NOT_ITS_DATES,
    async prepare(people) {
      await people.moves('evaluation');
      await people.rest();
      await people.concludes(null);
      await people.reopens('share-the-outcome');
    },
    violate: people => people.moves('done'),
    async mend(people) {
      await people.concludes('Achieved');
      await people.closes('share-the-outcome');
      await people.moves('done');
    },
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: 'the card is back in evaluation',
    waivedBy: 'Amara',
  },
  {
    rule: 'stale',
    how: 'nothing moves',
    params: { workingDays: 1 },
    async prepare(people) {
      await people.moves('in progress');
      await people.says('We talked to two customers.');
    },
    violate: people => people.passDays(4),
    mend: people => people.says('We wait for the new labels.'),
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: null,
    waivedBy: 'Amara',
  },
];
