// Rules as people meet them: how the stage is set, how a rule is violated and mended, whom Liaison may ask, what it
// undoes. Each rule has one row, and some can be violated in further ways.
import { ENFORCEMENTS, type Enforcement } from '../../src/domain/finding.ts';
import { type CardIdea, OWNER, type Stage } from './rules-stage.ts';

type Act = (people: Stage) => Promise<unknown>;

export type Row = {
  rule: string;
  /** What people do against it. */
  how: string;
  params: object;
  /** The enforcements that the rule knows; all of them if left out. */
  enforcements?: readonly Enforcement[];
  /** Nothing said: forming, a team of Jonas, Noah and Mateo, supported by Amara, eight weeks. */
  card?: CardIdea;
  /** Another card on the board. */
  beside?: CardIdea;
  /** Brings the card to where people can violate the rule, from wherever it is. */
  prepare: Act;
  violate: Act;
  /** Brings the card in order, also where Liaison has undone the violation. */
  mend: Act;
  mayBeAsked: string[];
  /** What undoing looks like; null where Liaison asks instead. */
  undone: string | null;
  waivedBy: string;
};

const TEAM = ['Jonas', 'Noah', 'Mateo'];

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
    rule: 'feedback-collected',
    how: 'it is ended with too little feedback',
    params: { min: 2 },
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

/** Other ways to violate rules of the table above. */
export const FURTHER_ROWS: readonly Row[] = [
  {
    rule: 'team-size',
    how: 'work begins with too few people',
    params: { min: 2, max: 3 },
    card: { team: ['Jonas'] },
    async prepare(people) {
      await people.moves('forming');
      await people.leaves('Noah');
    },
    violate: people => people.moves('in progress'),
    async mend(people) {
      await people.joins('Noah');
      await people.moves('in progress');
    },
    mayBeAsked: ['Amara', 'Jonas', OWNER],
    undone: 'the card is back in forming',
    waivedBy: 'Amara',
  },
  {
    rule: 'supporter-present',
    how: 'a second supporter is named at work',
    params: {},
    async prepare(people) {
      await people.isSupportedBy('Amara');
      await people.moves('in progress');
    },
    violate: people => people.isSupportedBy('Amara', 'Sofia'),
    mend: people => people.isSupportedBy('Sofia'),
    mayBeAsked: [...TEAM, OWNER],
    undone: null,
    waivedBy: OWNER,
  },
  {
    rule: 'supporter-eligible',
    how: 'the supporter joins the team',
    params: {},
    prepare: people => people.leaves('Amara'),
    violate: people => people.joins('Amara'),
    mend: people => people.leaves('Amara'),
    mayBeAsked: [...TEAM, OWNER],
    undone: null,
    waivedBy: OWNER,
  },
  {
    rule: 'cross-functional',
    how: 'work begins without a wanted function',
    params: { minFunctions: 1 },
    card: { needs: 'Sales' },
    async prepare(people) {
      await people.moves('forming');
      await people.leaves('Aylin');
    },
    violate: people => people.moves('in progress'),
    async mend(people) {
      await people.joins('Aylin');
      await people.moves('in progress');
    },
    mayBeAsked: ['Amara', ...TEAM, OWNER],
    undone: 'the card is back in forming',
    waivedBy: 'Amara',
  },
  {
    rule: 'timebox',
    how: 'it runs beyond its due date',
    params: { minWeeks: 4, maxWeeks: 12 },
    async prepare(people) {
      await people.takes(12);
      await people.moves('in progress');
    },
    async violate(people) {
      await people.takes(4);
      await people.passUntilDay(4 * 7 + 1);
    },
    mend: people => people.takes(12),
    mayBeAsked: [...TEAM, 'Amara', OWNER],
    undone: null,
    waivedBy: 'Amara',
  },
];

/** What Liaison does about a violation. */
export type Reaction = 'shows it' | 'asks somebody' | 'takes it back';

/** Every row with every enforcement that its rule knows. */
export const COMBINATIONS = [...ROWS, ...FURTHER_ROWS].flatMap(row =>
  (row.enforcements ?? ENFORCEMENTS).map(enforcement => ({
    ...row,
    enforcement,
    reaction: reactionOf(row, enforcement),
    reactionOnceExpired: reactionOf({ ...row, undone: null }, enforcement),
  })),
);

function reactionOf({ undone }: Row, enforcement: Enforcement): Reaction {
  if (enforcement === 'inform') return 'shows it';
  return enforcement === 'revert' && undone !== null ? 'takes it back' : 'asks somebody';
}
