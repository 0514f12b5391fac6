// Where a card's list is while Liaison acts: other reads may come in between, also those of another process.
import { describe, expect, it } from 'vitest';
import type { Board, TeamList } from '../../../src/domain/observation.ts';
import { afterActing } from '../../../src/reconcile/team-list/find-list.ts';

const LIST: TeamList = { id: 'L1', name: 'Orders arrive whole', cardId: 'C1', isFinished: false };
const OTHER: TeamList = { ...LIST, id: 'L2', name: 'Orders arrive whole (2)' };
const PAGE = 'https://app.clickup.com/t/about';
const LINK = { id: LIST.id, name: LIST.name, page: PAGE, away: null, at: 1 };

const showing = (...lists: TeamList[]): Board => ({ cards: [], lists, items: [], people: [], groups: [] });
const seen = { knownListId: LIST.id, outOfSight: null, board: showing(LIST) };

describe('after something was done, a list', () => {
  it('that is still shown is where it was', () => {
    expect(afterActing({ link: LINK }, seen, showing(LIST))).toEqual({ knownListId: 'L1', outOfSight: null });
  });

  it('that is shown no more has to be asked for, and is not taken for gone', () => {
    expect(afterActing({ link: LINK }, seen, showing())).toEqual({
      knownListId: 'L1',
      outOfSight: { why: 'unread', list: { id: 'L1', name: LIST.name }, page: PAGE },
    });
  });

  it('that was not shown before, and is since others have read, has to be asked for', () => {
    const before = { knownListId: 'L1', outOfSight: null, board: showing() };
    expect(
      afterActing({ link: { ...LINK, away: 'hidden' } }, before, showing(LIST)).outOfSight,
    ).toMatchObject({
      why: 'unread',
    });
  });

  it('that was made meanwhile is the one', () => {
    const link = { ...LINK, id: OTHER.id, page: null };
    expect(afterActing({ link }, seen, showing(OTHER))).toEqual({ knownListId: 'L2', outOfSight: null });
  });

  it('that nobody needed before is none', () => {
    const before = { knownListId: 'L1', outOfSight: null, board: showing() };
    expect(afterActing({ link: LINK }, before, showing())).toEqual({ knownListId: 'L1', outOfSight: null });
  });
});
