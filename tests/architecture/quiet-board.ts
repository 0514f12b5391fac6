// A rule as anybody could add one: at most so many people on a card, whose outcome it looks at.
import { z } from 'zod';
import { CommonParams, type Rule } from '../../src/domain/rules/rule.ts';

const QuietBoardParams = z.strictObject({ ...CommonParams, most: z.number().int() });

export const quietBoard: Rule<z.infer<typeof QuietBoardParams>> = {
  key: 'quiet-board',
  params: QuietBoardParams,
  needsFields: ['outcome'],
  bounds: { 'team size': 'most' },
  escalatesToOwnerAlone: true,

  check({ most }, _sections, refuse) {
    if (most > 9) refuse(['most'], 'is no quiet board', most);
  },

  evaluate: ({ members }, { most }) => ({
    state: members.length > most ? 'fails' : 'holds',
    message: 'It is loud.',
    evidence: { most },
    mend: 'Be quiet.',
    menders: members,
  }),

  affects: ({ after }) => ({ members: after?.members ?? [] }),
};
