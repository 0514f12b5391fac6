// Whose list is whose. A list names its card twice: in its description, which people may edit, and in the record of its
// about item, which only Liaison writes. The record holds; where the two name different cards, both cards hear of it.
import { changedPlaces } from '../../base/changed-places.ts';
import { LayeredMap } from '../../base/layered-map.ts';
import { aboutItems, itemsOfList } from '../board-index.ts';
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
  /** The other cards that its records name. */
  recorded: readonly string[];
};

/** What was worked out of lists and about items. */
type Claims = {
  lists: readonly TeamList[];
  abouts: readonly WorkItem[];
  byList: LayeredMap<string, Claim>;
  byCard: LayeredMap<string, readonly Claim[]>;
  contested: ReadonlyMap<string, readonly Contested[]>;
};

const NONE: readonly never[] = [];

/** Those of a board of before as well: a reconcile that ends looks at what it has decided upon. */
const known = new WeakMap<readonly TeamList[], WeakMap<readonly WorkItem[], ListOwners>>();
/** What was worked out last: most boards differ from the one before in a list or two. */
let latest: Claims | null = null;

/** Worked out once for the same lists and about items. */
export function listOwners({ lists, items }: Pick<Board, 'lists' | 'items'>): ListOwners {
  const abouts = aboutItems(items);
  const ofLists = known.get(lists) ?? new WeakMap<readonly WorkItem[], ListOwners>();
  known.set(lists, ofLists);
  const found = ofLists.get(abouts);
  if (found) return found;
  const claims = (latest && claimsFrom(latest, { lists, items })) ?? claimsIn(lists, abouts);
  latest = claims;
  const owners = ownersBy(claims);
  ofLists.set(abouts, owners);
  return owners;
}

function claimsIn(lists: readonly TeamList[], abouts: readonly WorkItem[]): Claims {
  const records = recordsByList(abouts);
  const byList = new Map<string, Claim>();
  const byCard = new Map<string, Claim[]>();
  const contested = new Map<string, Contested[]>();
  for (const list of lists) {
    const claim = claimOf(list, records.get(list.id) ?? NONE);
    byList.set(list.id, claim);
    if (claim.owner !== null) byCard.set(claim.owner, [...(byCard.get(claim.owner) ?? []), claim]);
    const { cardId: described } = list;
    if (described === null) continue;
    for (const recorded of claim.recorded) {
      const one = { list, described, recorded };
      for (const cardId of [described, recorded])
        contested.set(cardId, [...(contested.get(cardId) ?? []), one]);
    }
  }
  return { lists, abouts, byList: new LayeredMap(byList), byCard: new LayeredMap(byCard), contested };
}

/**
 * The claims of a board that differs from another one in few lists, by a look at those alone; null where much differs, where
 * lists are gone, or where a list is contested.
 */
function claimsFrom(former: Claims, { lists, items }: Pick<Board, 'lists' | 'items'>): Claims | null {
  const abouts = aboutItems(items);
  const changedLists = changedPlaces(former.lists, lists);
  const changedPages = changedPlaces(former.abouts, abouts);
  if (!changedLists || !changedPages || former.contested.size > 0) return null;
  if (changedPages.some(({ before, after }) => before && before.listId !== after.listId)) return null;
  const ids = new Set([
    ...changedLists.map(({ after }) => after.id),
    ...changedPages.map(({ after }) => after.listId),
  ]);
  const present = new Map(changedLists.map(({ after }) => [after.id, after]));
  for (const id of ids) {
    const list = present.get(id) ?? former.byList.get(id)?.list;
    if (list) present.set(id, list);
  }
  const pages = [...ids].flatMap(id => itemsOfList(items, id).filter(({ isAbout }) => isAbout));
  const records = recordsByList(pages);
  const byList = new Map<string, Claim>();
  const byCard = new Map<string, readonly Claim[]>();
  const claimsOf = (cardId: string): readonly Claim[] =>
    byCard.get(cardId) ?? former.byCard.get(cardId) ?? NONE;
  for (const [id, list] of present) {
    const claim = claimOf(list, records.get(id) ?? NONE);
    if (claim.recorded.length > 0 && list.cardId !== null) return null;
    const owner = former.byList.get(id)?.owner ?? null;
    const others = (cardId: string) => claimsOf(cardId).filter(other => other.list.id !== id);
    if (owner !== null) byCard.set(owner, others(owner));
    if (claim.owner !== null) byCard.set(claim.owner, [...others(claim.owner), claim]);
    byList.set(id, claim);
  }
  return {
    lists,
    abouts,
    contested: former.contested,
    byList: former.byList.with(byList),
    byCard: former.byCard.with(byCard),
  };
}

function ownersBy({ byList, byCard, contested }: Claims): ListOwners {
  return {
    of(cardId, knownListId) {
      const claims = byCard.get(cardId) ?? NONE;
      if (claims.length < 2) return claims.map(({ list }) => list);
      return claims.toSorted((one, other) => compare(one, other, knownListId)).map(({ list }) => list);
    },
    cardOf: listId => byList.get(listId)?.owner ?? null,
    isRecorded: listId => byList.get(listId)?.isRecorded === true,
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
    recorded: [...new Set(written.map(({ card }) => card))].filter(card => card !== described),
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
