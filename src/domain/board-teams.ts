// Who is on which customer results: by person, so that of a board of many thousand cards a change of one costs a look at
// that one alone. Pure.
import { changedPlaces } from '../base/changed-places.ts';
import { LayeredMap } from '../base/layered-map.ts';
import { compareCards, inBoardOrder } from './board-order.ts';
import {
  type CustomerResult,
  customerResultOf,
  type PhaseStatuses,
  type Workforce,
} from './customer-result.ts';
import type { Card } from './observation.ts';
import { isAtWork } from './phase.ts';

/** By person, customer results in the order of the board. */
type ByPerson = LayeredMap<number, readonly CustomerResult[]>;

export type Teams = {
  cards: readonly Card[];
  /** Customer results that are forming, in the order of the board. */
  forming: readonly CustomerResult[];
  /** Those at work on whose team somebody is. */
  onTeam: ByPerson;
  /** Those at work that somebody supports. */
  supporting: ByPerson;
};

type Seen = Workforce & { cards: readonly Card[] };

const NONE: readonly never[] = [];

/** The teams of a board. */
export function teamsIn(board: Seen, phases: PhaseStatuses): Teams {
  const { cards } = board;
  const forming: CustomerResult[] = [];
  const working: CustomerResult[] = [];
  for (const card of cards) {
    const subject = customerResultOf(card, board, phases);
    if (subject.phase === 'forming') forming.push(subject);
    if (isAtWork(subject.phase)) working.push(subject);
  }
  const onTeam = new Map<number, CustomerResult[]>();
  const supporting = new Map<number, CustomerResult[]>();
  const add = (to: Map<number, CustomerResult[]>, person: number, subject: CustomerResult): void => {
    const known = to.get(person);
    if (known) known.push(subject);
    else to.set(person, [subject]);
  };
  for (const subject of inBoardOrder(working)) {
    for (const { id } of subject.members) add(onTeam, id, subject);
    for (const { id } of subject.card.supporters) add(supporting, id, subject);
  }
  return {
    cards,
    forming: inBoardOrder(forming),
    onTeam: new LayeredMap(onTeam),
    supporting: new LayeredMap(supporting),
  };
}

/**
 * The same of a board with the people and groups of before, by a look at the cards that changed; null where many did, or
 * some are gone.
 */
export function teamsAfter(former: Teams, board: Seen, phases: PhaseStatuses): Teams | null {
  const changed = changedPlaces(former.cards, board.cards);
  if (changed === null) return null;
  const [onTeam, supporting] = [changesOf(former.onTeam), changesOf(former.supporting)];
  let { forming } = former;
  for (const { before, after } of changed) {
    if (before) {
      const { members, card } = customerResultOf(before, board, phases);
      for (const { id } of members) onTeam.remove(id, card);
      for (const { id } of card.supporters) supporting.remove(id, card);
      forming = without(forming, card);
    }
    const subject = customerResultOf(after, board, phases);
    if (subject.phase === 'forming') forming = withOne(forming, subject);
    if (!isAtWork(subject.phase)) continue;
    for (const { id } of subject.members) onTeam.add(id, subject);
    for (const { id } of subject.card.supporters) supporting.add(id, subject);
  }
  return { cards: board.cards, forming, onTeam: onTeam.done(), supporting: supporting.done() };
}

function changesOf(former: ByPerson) {
  const changed = new Map<number, readonly CustomerResult[]>();
  const of = (person: number) => changed.get(person) ?? former.get(person) ?? NONE;
  return {
    add: (person: number, subject: CustomerResult) => changed.set(person, withOne(of(person), subject)),
    remove(person: number, card: Card): void {
      const [all, left] = [of(person), without(of(person), card)];
      if (left !== all) changed.set(person, left);
    },
    done: () => (changed.size === 0 ? former : former.with(changed)),
  };
}

/** The very array where the card is not among them. */
function without(all: readonly CustomerResult[], { id }: Card): readonly CustomerResult[] {
  const left = all.filter(({ card }) => card.id !== id);
  return left.length === all.length ? all : left;
}

/** Where it belongs in the order of the board. */
function withOne(all: readonly CustomerResult[], subject: CustomerResult): CustomerResult[] {
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = all[middle];
    if (other && compareCards(other.card, subject.card) <= 0) from = middle + 1;
    else to = middle;
  }
  return [...all.slice(0, from), subject, ...all.slice(from)];
}
