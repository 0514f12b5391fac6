// Whose list is whose. A list names its card twice: in its description, which people may edit, and in the record of its
// about item, which only Liaison writes. The record holds; where the two name different cards, both cards hear of it.
import { aboutItems } from '../board-index.ts';
import { compareIds } from '../compare-ids.ts';
import type { Board, TeamList, WorkItem } from '../observation.ts';
import type { TeamRecord } from './record.ts';

/** A list that names two cards: one in its description, another in the record of a page in it. */
export type Contested = { list: TeamList; described: string; recorded: string };

export type ListOwners = {
  /** The lists of a card, the one that counts first: what its record says goes before what its description says. */
  of(cardId: string, knownListId: string | null): readonly TeamList[];
  /** The card that a list belongs to, null if it names none. */
  cardOf(listId: string): string | null;
  /** Whether the record in a list says whose it is, and not its description alone. */
  isRecorded(listId: string): boolean;
  /** The lists that name this card and another one. */
  contestedBy(cardId: string): readonly Contested[];
};

type Claim = {
  list: TeamList;
  owner: string | null;
  isRecorded: boolean;
  isDescribed: boolean;
  renewed: number;
};

const NONE: readonly never[] = [];

const known = new WeakMap<readonly TeamList[], { abouts: readonly WorkItem[]; owners: ListOwners }>();

/** Worked out once for the same lists and about items. */
export function listOwners({ lists, items }: Pick<Board, 'lists' | 'items'>): ListOwners {
  const abouts = aboutItems(items);
  const found = known.get(lists);
  if (found?.abouts === abouts) return found.owners;
  const owners = workedOut(lists, abouts);
  known.set(lists, { abouts, owners });
  return owners;
}

function workedOut(lists: readonly TeamList[], abouts: readonly WorkItem[]): ListOwners {
  const records = recordsByList(abouts);
  const byList = new Map<string, string | null>();
  const byCard = new Map<string, Claim[]>();
  const contested = new Map<string, Contested[]>();
  const sure = new Set<string>();
  const contest = (cardId: string, one: Contested): void => {
    contested.set(cardId, [...(contested.get(cardId) ?? []), one]);
  };
  for (const list of lists) {
    const written = records.get(list.id) ?? NONE;
    const claim = claimOf(list, written);
    byList.set(list.id, claim.owner);
    if (claim.isRecorded) sure.add(list.id);
    if (claim.owner !== null) byCard.set(claim.owner, [...(byCard.get(claim.owner) ?? []), claim]);
    const { cardId: described } = list;
    if (described === null) continue;
    for (const recorded of new Set(written.map(({ card }) => card))) {
      if (recorded === described) continue;
      contest(described, { list, described, recorded });
      contest(recorded, { list, described, recorded });
    }
  }
  return {
    of(cardId, knownListId) {
      const claims = byCard.get(cardId) ?? NONE;
      if (claims.length < 2) return claims.map(({ list }) => list);
      return claims.toSorted((one, other) => compare(one, other, knownListId)).map(({ list }) => list);
    },
    cardOf: listId => byList.get(listId) ?? null,
    isRecorded: listId => sure.has(listId),
    contestedBy: cardId => contested.get(cardId) ?? NONE,
  };
}

/** The readable records in each list, the oldest page first. */
function recordsByList(abouts: readonly WorkItem[]): Map<string, TeamRecord[]> {
  const pages = new Map<string, WorkItem[]>();
  for (const item of abouts) {
    const same = pages.get(item.listId);
    if (same) same.push(item);
    else pages.set(item.listId, [item]);
  }
  return new Map(
    [...pages].map(([listId, inList]) => {
      const byAge = inList.toSorted((one, other) => one.createdAt - other.createdAt);
      return [
        listId,
        byAge.flatMap(({ record }) => (record === null || record === 'unreadable' ? [] : [record])),
      ];
    }),
  );
}

function claimOf(list: TeamList, written: readonly TeamRecord[]): Claim {
  const { cardId: described } = list;
  const own = written.find(({ card }) => card === described) ?? written[0];
  const owner = own?.card ?? described;
  return {
    list,
    owner,
    isRecorded: own !== undefined,
    isDescribed: owner !== null && owner === described,
    renewed: own?.renewed ?? 0,
  };
}

/** The list that both name, the one that people asked for last, the one that is remembered, the oldest. */
function compare(one: Claim, other: Claim, knownListId: string | null): number {
  return (
    Number(other.isRecorded) - Number(one.isRecorded) ||
    other.renewed - one.renewed ||
    Number(other.isDescribed) - Number(one.isDescribed) ||
    Number(other.list.id === knownListId) - Number(one.list.id === knownListId) ||
    compareIds(one.list.id, other.list.id)
  );
}
