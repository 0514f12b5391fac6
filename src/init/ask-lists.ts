// Which lists that people made are whose card's, and with which card Liaison begins.
import { isAbsent } from '../clickup/places/choose.ts';
import { itemMatches, type ListCandidate, listCandidates } from '../domain/mirror/adoption.ts';
import type { AdoptAnswer, Beginning } from './answers.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { type Given, isNone, NONE, pairOf, refuseTwice } from './flags.ts';
import { type Elsewhere, whyElsewhere } from './list-elsewhere.ts';
import { namedBy } from './settle.ts';
import type { Place } from './survey.ts';

/** A card of the board; `hasEnded` ones need no list any more, `isAtWork` ones need theirs now. */
export type BoardCard = Place & { hasEnded: boolean; isAtWork: boolean };

/** A list of the folder with the names of its tasks; `ownerId` is the card whose it is already. */
export type FolderList = Place & { ownerId: string | null; tasks: Place[] };

type Titles = readonly { key: string; title: string }[];

export type AskedLists = { adopt: AdoptAnswer[]; unanswered: BoardCard[] };

/** Later on: with several candidates nobody is made to guess. */
const LATER = 'later';

/** Settles for each card with a list that may be its own whether it is. Without an answer it gets no list. */
export async function askLists(
  asker: Asker,
  cards: readonly BoardCard[],
  lists: readonly FolderList[],
  { titles, elsewhere }: { titles: Titles; elsewhere: Elsewhere },
  given: Given,
): Promise<AskedLists> {
  const said = await saidLists(cards, lists, elsewhere, given.adopt ?? []);
  const taken = new Set(said.flatMap(({ listId }) => listId ?? []));
  const adopt = [...said];
  const unanswered: BoardCard[] = [];
  const candidates = listCandidates(
    cards,
    lists.filter(({ ownerId }) => ownerId === null),
  );
  const haveOne = new Set(lists.flatMap(({ ownerId }) => ownerId ?? []));
  for (const card of cards) {
    if (card.hasEnded || haveOne.has(card.id)) continue;
    if (said.some(({ cardId }) => cardId === card.id)) continue;
    const own = (candidates.get(card.id) ?? []).filter(({ listId }) => !taken.has(listId));
    if (own.length === 0) continue;
    const answer = await askList(asker, card, own, lists, titles);
    if (answer === LATER) {
      unanswered.push(card);
      continue;
    }
    adopt.push(answerOf(card, answer));
    if (answer) taken.add(answer.id);
  }
  return { adopt, unanswered };
}

function answerOf(card: Place, list: Place | null): AdoptAnswer {
  return { cardId: card.id, cardName: card.name, listId: list?.id ?? null, listName: list?.name ?? null };
}

async function askList(
  asker: Asker,
  card: Place,
  candidates: readonly ListCandidate[],
  lists: readonly FolderList[],
  titles: Titles,
): Promise<FolderList | null | typeof LATER> {
  const options = candidates.flatMap(({ listId }): Option<FolderList | null | typeof LATER>[] => {
    const list = lists.find(({ id }) => id === listId);
    return list ? [{ value: list, label: list.name, hint: tasksIn(list, titles) }] : [];
  });
  const [only] = options;
  options.push({ value: null, label: NONE, hint: 'it gets a new list' });
  const later = { value: LATER, label: LATER, hint: 'it gets no list until this is answered' } as const;
  options.push(later);
  const proposed = candidates.length === 1 ? (only ?? later) : later;
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

/** Gently, with one card, or everything at once. */
export async function askBeginning(
  asker: Asker,
  cards: readonly BoardCard[],
  given: Given,
): Promise<Beginning> {
  if (given.gentle && given.full) {
    throw new InitRefused(
      '--gentle and --full — given both, allowed: one of them.\n    Leave one of the two out.',
    );
  }
  const isGentle =
    given.pilot !== undefined ||
    given.gentle ||
    (!given.full &&
      (await asker.choose({
        flag: '--gentle or --full',
        message: 'How do you want to begin?',
        options: [
          {
            value: true,
            label: 'gently',
            hint: 'rules only show, one card is acted on, a limit of changes a day',
          },
          { value: false, label: 'fully', hint: 'all cards, and rules ask people' },
        ],
        proposed: { value: true, label: 'gently' },
      })));
  if (!isGentle) return { kind: 'full' };
  const open = cards.filter(({ hasEnded }) => !hasEnded);
  const pilot =
    given.pilot === undefined ? await askPilot(asker, open) : pilotNamed(given.pilot, open, cards);
  return { kind: 'gentle', pilot };
}

async function askPilot(asker: Asker, open: readonly BoardCard[]): Promise<Place> {
  const options = open.toSorted((one, other) => Number(other.isAtWork) - Number(one.isAtWork));
  if (options.length === 0) {
    throw new InitRefused(
      'A gentle beginning needs one card to begin with, and the board has none that is not over. Make one in ClickUp, or say --full.',
    );
  }
  const [first] = options.map(card => ({ value: card, label: card.name }));
  return asker.choose({
    flag: '--pilot',
    message: 'With which card do you want to begin?',
    options: options.map(card => ({
      value: card,
      label: card.name,
      ...(card.isAtWork ? { hint: 'a team is at work' } : {}),
    })),
    proposed: first ?? null,
  });
}

function pilotNamed(given: string, open: readonly BoardCard[], cards: readonly BoardCard[]): Place {
  const others = cards.map(({ id, name }) => ({
    id,
    name,
    what: 'a card that is over; the pilot is one that is not over',
  }));
  const kind = 'card on the board that is not over';
  const card = namedBy({ flag: '--pilot', all: open, others, kind }, given);
  if (card) return card;
  throw new InitRefused(`--pilot — given "${given}", allowed: one ${kind}.`);
}
