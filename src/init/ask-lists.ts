// Which lists that people made are whose card's.
import { isAbsent } from '../clickup/places/choose.ts';
import { itemMatches, listCandidates } from '../domain/mirror/adoption.ts';
import { type Adopt, NO_LIST } from '../domain/playbook/adopt.ts';
import type { AdoptAnswer } from './answers.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { type Given, isNone, NONE, pairOf, refuseTwice } from './flags.ts';
import { asBefore, sayGone } from './former.ts';
import { type Elsewhere, whyElsewhere } from './list-elsewhere.ts';
import { namedBy } from './settle.ts';
import type { Place } from './survey.ts';

/** A card of the board; `hasEnded` ones need no list any more, `isAtWork` ones need theirs now. */
export type BoardCard = Place & { hasEnded: boolean; isAtWork: boolean };

/** A list of the folder with the names of its tasks; `ownerId` is the card whose it is already. */
export type FolderList = Place & { ownerId: string | null; tasks: Place[] };

type Titles = readonly { key: string; title: string }[];

/** `withdrawn` are cards of which the playbook says what does not hold any more, and that have no other answer yet. */
export type AskedLists = { adopt: AdoptAnswer[]; unanswered: BoardCard[]; withdrawn: string[] };

/** Later on: with several candidates nobody is made to guess. */
const LATER = 'later';

/**
 * Settles for each card with a list that may be its own whether it is. Without an answer it gets no list. `former` is what the
 * playbook says of them, null where none is there; then a card that it does not name stays without an answer.
 */
export async function askLists(
  asker: Asker,
  cards: readonly BoardCard[],
  lists: readonly FolderList[],
  { titles, elsewhere, former }: { titles: Titles; elsewhere: Elsewhere; former: Adopt | null },
  given: Given,
): Promise<AskedLists> {
  const said = await saidLists(cards, lists, elsewhere, given.adopt ?? []);
  const taken = new Set(said.flatMap(({ listId }) => listId ?? []));
  const adopt = [...said];
  const unanswered: BoardCard[] = [];
  const free = lists.filter(({ ownerId }) => ownerId === null);
  const candidates = listCandidates(cards, free);
  const haveOne = new Set(lists.flatMap(({ ownerId }) => ownerId ?? []));
  const open = cards.filter(
    ({ id, hasEnded }) => !hasEnded && !haveOne.has(id) && !said.some(({ cardId }) => cardId === id),
  );
  const before = formerLists(asker, open, free, taken, former ?? {});
  for (const card of open) {
    const isMine = ({ id }: Place) => before.get(card.id)?.id === id;
    const isTheirs = ({ id }: Place) => [...before.values()].some(list => list?.id === id);
    const named = (candidates.get(card.id) ?? []).flatMap(
      ({ listId }) => free.find(({ id }) => id === listId) ?? [],
    );
    const own = [...free.filter(isMine), ...named.filter(list => !taken.has(list.id) && !isTheirs(list))];
    if (own.length === 0) continue;
    const answer = await askList(asker, card, own, titles, former ? { list: before.get(card.id) } : null);
    if (answer === LATER) {
      unanswered.push(card);
      continue;
    }
    adopt.push(answerOf(card, answer));
    if (answer) taken.add(answer.id);
  }
  const withdrawn = withdrawnFrom(former ?? {}, adopt, { open, before, unanswered, taken });
  return { adopt, unanswered, withdrawn };
}

/** The lists that the playbook names for cards that are still to be settled; null for a new one. What is gone is said. */
function formerLists(
  asker: Asker,
  open: readonly BoardCard[],
  free: readonly FolderList[],
  taken: ReadonlySet<string>,
  former: Adopt,
): Map<string, FolderList | null> {
  const found = new Map<string, FolderList | null>();
  for (const { id, name } of open) {
    const listId = former[id];
    if (listId === undefined) continue;
    const list = free.find(one => one.id === listId);
    if (listId === NO_LIST) found.set(id, null);
    else if (list && !taken.has(listId)) found.set(id, list);
    else if (!list) {
      const why = `“${name}” can’t get it: no list in the folder that is free has that id.`;
      sayGone(asker, `teamList.adopt.${id}`, listId, why);
    }
  }
  return found;
}

/** A list is one card's, and what names a list that is gone would keep its card waiting. */
function withdrawnFrom(
  former: Adopt,
  adopt: readonly AdoptAnswer[],
  now: {
    open: readonly BoardCard[];
    before: ReadonlyMap<string, unknown>;
    unanswered: readonly BoardCard[];
    taken: ReadonlySet<string>;
  },
): string[] {
  return Object.entries(former).flatMap(([cardId, listId]) => {
    if (adopt.some(answer => answer.cardId === cardId)) return [];
    const isGone = now.open.some(({ id }) => id === cardId) && !now.before.has(cardId);
    const isLater = now.unanswered.some(({ id }) => id === cardId);
    return isGone || isLater || now.taken.has(listId) ? [cardId] : [];
  });
}

function answerOf(card: Place, list: Place | null): AdoptAnswer {
  return { cardId: card.id, cardName: card.name, listId: list?.id ?? null, listName: list?.name ?? null };
}

/** `former` is what the playbook says of the card, null where none is there. */
async function askList(
  asker: Asker,
  card: Place,
  own: readonly FolderList[],
  titles: Titles,
  former: { list: FolderList | null | undefined } | null,
): Promise<FolderList | null | typeof LATER> {
  const before = former?.list;
  const options: Option<FolderList | null | typeof LATER>[] = own.map(list => ({
    value: list,
    label: list.name,
    hint: asBefore(tasksIn(list, titles), list === before) ?? '',
  }));
  const [only] = options;
  options.push({ value: null, label: NONE, hint: asBefore('it gets a new list', before === null) ?? '' });
  const later = { value: LATER, label: LATER, hint: 'it gets no list until this is answered' } as const;
  options.push(later);
  const likely = own.length === 1 && !former ? (only ?? later) : later;
  const proposed = options.find(({ value }) => before !== undefined && value === before) ?? likely;
  return asker.choose({
    flag: `--adopt "${card.name}=LIST"`,
    message: `“${card.name}”: is one of these lists its own, so that it is taken over?`,
    options,
    proposed,
  });
}

/** What taking it over would mean for its tasks. */
function tasksIn({ tasks }: FolderList, titles: Titles): string {
  const matched = [...itemMatches(titles, tasks).values()].map(({ name }) => `“${name}”`);
  const count = `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`;
  return matched.length === 0 ? count : `${count}, known by name: ${matched.join(', ')}`;
}

async function saidLists(
  cards: readonly BoardCard[],
  lists: readonly FolderList[],
  elsewhere: Elsewhere,
  pairs: readonly string[],
): Promise<AdoptAnswer[]> {
  const form = `CARD=LIST (names or ids), or CARD=${NONE} for a new list`;
  const answers: AdoptAnswer[] = [];
  for (const pair of pairs) {
    const [cardText, listText] = pairOf('--adopt', pair, form);
    const card = namedBy({ flag: '--adopt', all: cards, kind: 'card on the board' }, cardText);
    const list = isNone(listText) ? null : await listNamed(lists, elsewhere, pair, listText);
    if (!card) continue;
    refuseTwice(
      '--adopt',
      card.name,
      pair,
      answers.some(({ cardId }) => cardId === card.id),
    );
    const said = list && answers.find(({ listId }) => listId === list.id)?.cardName;
    const other = said ?? ownerOf(list, card, cards);
    if (list && other) {
      throw new InitRefused(
        `--adopt — given "${pair}", but “${list.name}” is the list of “${other}” already. A list is one card’s: name another one, or ${NONE}.`,
      );
    }
    answers.push(answerOf(card, list));
  }
  return answers;
}

async function listNamed(
  lists: readonly FolderList[],
  elsewhere: Elsewhere,
  pair: string,
  text: string,
): Promise<FolderList | null> {
  const why = isAbsent(lists, text) ? await whyElsewhere(elsewhere, text) : null;
  if (why) throw new InitRefused(`--adopt — given "${pair}". ${why} Or name another one, or ${NONE}.`);
  return namedBy({ flag: '--adopt', all: lists, kind: 'list in the folder of team lists' }, text);
}

/** The name of another card whose list it is; a card that left the board goes by its id. */
function ownerOf(list: FolderList | null, card: Place, cards: readonly BoardCard[]): string | null {
  if (!list?.ownerId || list.ownerId === card.id) return null;
  return cards.find(({ id }) => id === list.ownerId)?.name ?? list.ownerId;
}
