// Rules that can be violated in more ways than their row in the table says.
import { type Row, TEAM } from './rules-row.ts';
import { OWNER } from './rules-stage.ts';

export const FURTHER_WAYS: readonly Row[] = [
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
