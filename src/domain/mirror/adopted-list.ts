// What is to be done where a card needs a list and has none: make one, use one that people made, or wait for an answer in
// the playbook. And which tasks that people made are managed ones, where a list has no page of Liaison's yet.
import { memoizeByObject } from '../../base/memoize.ts';
import { itemsOfList } from '../board-index.ts';
import type { Board, Card, TeamList, WorkItem } from '../observation.ts';
import { type Adopt, NO_LIST } from '../playbook/adopt.ts';
import { fill } from '../playbook/work-item-template.ts';
import { occurrenceKey } from '../schedule/recurrence.ts';
import { itemMatches, type ListCandidate, listCandidates } from './adoption.ts';
import { listOwners } from './list-owners.ts';
import type { Templates } from './managed-items.ts';

/** How a card comes to its list. What waits is mended in the playbook alone, or by a person who asks for a new list. */
export type Adoption =
  /** A new one is made; `mayUse` tells which list of the wanted name may be used instead. */
  | { kind: 'make'; mayUse(list: TeamList): boolean }
  | { kind: 'adopt'; list: TeamList }
  /** These may be the card's, and nobody has said so. */
  | { kind: 'unanswered'; candidates: ListCandidate[] }
  /** The playbook names a list that the folder does not show. */
  | { kind: 'not-in-folder'; listId: string }
  /** The playbook names a list that is another card's. */
  | { kind: 'of-another-card'; list: TeamList };

type Asked = { card: Card; board: Board; wantedName: string };

/** For a card without a list; `wantedName` is what a new one would be called. Asks nobody. */
export function adoptionOf(
  { card, board, wantedName }: Asked,
  { teamList: { adopt } }: { teamList: { adopt: Adopt } },
): Adoption {
  const answer = adopt[card.id];
  if (answer === NO_LIST) return { kind: 'make', mayUse: () => false };
  const owners = listOwners(board);
  if (answer !== undefined) {
    const list = board.lists.find(({ id }) => id === answer);
    if (!list) return { kind: 'not-in-folder', listId: answer };
    const owner = owners.cardOf(list.id);
    return owner === null || owner === card.id ? { kind: 'adopt', list } : { kind: 'of-another-card', list };
  }
  const answered = new Set(Object.values(adopt));
  const mayUse = (list: TeamList): boolean => !answered.has(list.id) && !isPeoples(list, board);
  const free = board.lists.filter(({ id }) => owners.cardOf(id) === null && !answered.has(id));
  // Nobody's work is in a list of the wanted name that is empty: ClickUp would refuse to make another one of that name.
  const open = free.filter(list => !isOurs(list, board) && !(isNamed(list, wantedName) && mayUse(list)));
  if (open.length === 0) return { kind: 'make', mayUse };
  const found = (candidatesAmong(board.cards, open).get(card.id) ?? []).filter(
    ({ name }) => !isNamed({ name }, wantedName),
  );
  const exact = open.flatMap(({ id, name }): ListCandidate[] =>
    isNamed({ name }, wantedName) ? [{ listId: id, name, match: 'exact' }] : [],
  );
  const candidates = [...exact, ...found];
  return candidates.length > 0 ? { kind: 'unanswered', candidates } : { kind: 'make', mayUse };
}

/** The tasks of people that have the words of a template of which `items` has none yet, by the template's key; the oldest first. */
export function matchedItems(
  byAge: readonly WorkItem[],
  items: ReadonlyMap<string, WorkItem>,
  { name, supporters, startOn, dueOn }: Card,
  { workItems }: Templates,
): Map<string, WorkItem> {
  const found = new Map<string, WorkItem>();
  const tasks = byAge.filter(({ isAbout, template, parentId }) => !isAbout && !template && !parentId);
  if (tasks.length === 0) return found;
  const words = { name, supporter: supporters[0]?.name ?? '', start: startOn ?? '', due: dueOn ?? '' };
  const keys = new Set(items.keys());
  const wanted = workItems.flatMap(({ key, title, due }) => {
    const again = due && 'during' in due;
    // Each of them is one time that the work came.
    const all = again ? tasks.map((_, index) => occurrenceKey(key, index + 1)) : [key];
    return all.filter(one => !keys.has(one)).map(one => ({ key: one, title: fill(title, words) }));
  });
  return itemMatches(wanted, tasks);
}

/** Whether Liaison made something in it. */
function isOurs({ id }: TeamList, { items }: Board): boolean {
  return itemsOfList(items, id).some(({ isAbout, template }) => isAbout || template !== null);
}

/** Whether people have put something into it, and Liaison nothing. */
function isPeoples(list: TeamList, board: Board): boolean {
  return itemsOfList(board.items, list.id).length > 0 && !isOurs(list, board);
}

function isNamed({ name }: Pick<TeamList, 'name'>, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}

const latest = memoizeByObject((_cards: readonly Card[]) => ({
  key: '',
  found: new Map<string, ListCandidate[]>(),
}));

/** Worked out anew only where cards or the lists in question are others. */
function candidatesAmong(
  cards: readonly Card[],
  lists: readonly TeamList[],
): ReadonlyMap<string, ListCandidate[]> {
  const known = latest(cards);
  const key = JSON.stringify(lists.map(({ id, name }) => [id, name]));
  if (known.key !== key) Object.assign(known, { key, found: listCandidates(cards, lists) });
  return known.found;
}
