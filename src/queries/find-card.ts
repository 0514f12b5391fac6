// From what somebody types or pastes to the card that is meant: its id, its address, or a name that only one card has.

import { nearest } from '../base/nearest.ts';
import { listOwners } from '../domain/mirror/list-owners.ts';
import type { Board } from '../domain/observation.ts';

/** A card that a command names and the board does not have, or of which it has several. */
export class UnknownCard extends Error {
  override readonly name = 'UnknownCard';
  /** Those that may be meant. */
  readonly candidates: readonly Named[];

  constructor(message: string, candidates: readonly Named[] = []) {
    super(message);
    this.candidates = candidates.map(({ id, name }) => ({ id, name }));
  }
}

/** What is known of a card that may be meant. */
type Named = { id: string; name: string };

/** So many of those that may be meant are named. */
const MOST_NAMED = 8;

/**
 * The card of that id, address or name, among those that are looked after. A part of a name will do where only one card
 * has it. Throws UnknownCard, which names those that may be meant, or what is near.
 */
export function findCard<T extends Named>(
  cards: readonly T[],
  board: Pick<Board, 'lists' | 'items' | 'unreadable'>,
  given: string,
): T {
  const wanted = idIn(given);
  const found = cards.find(({ id }) => id.toLowerCase() === wanted);
  if (found) return found;
  refuseOthers(cards, board, given, wanted);
  const named = cardsNamed(cards, given);
  const [first] = named;
  if (first && named.length === 1) return first;
  if (named.length > 0) throw new UnknownCard(whichOf(named, given), named);
  const near = nearCard(cards, given);
  throw new UnknownCard(noneOf(cards, near, given), near ? [near] : []);
}

/** What has that id and is no card that can be looked at. */
function refuseOthers(
  cards: readonly Named[],
  { lists, items, unreadable = [] }: Pick<Board, 'lists' | 'items' | 'unreadable'>,
  text: string,
  wanted: string,
): void {
  const given = quoted(text);
  const item = items.find(({ id }) => id.toLowerCase() === wanted);
  const cardId = item && listOwners({ lists, items }).cardOf(item.listId);
  const above = cards.find(({ id }) => id === cardId);
  if (item && above) {
    throw new UnknownCard(
      `${given} is the work item “${item.name}” in the team list of “${above.name}”. Give that card: ${above.id}.`,
    );
  }
  const list = lists.find(({ id }) => id.toLowerCase() === wanted);
  const owner = list && cards.find(({ id }) => id === listOwners({ lists, items }).cardOf(list.id));
  if (owner) {
    throw new UnknownCard(`${given} is the team list of “${owner.name}”. Give that card: ${owner.id}.`, [
      owner,
    ]);
  }
  const odd = unreadable.find(({ kind, id }) => kind === 'card' && id?.toLowerCase() === wanted);
  if (odd) {
    throw new UnknownCard(
      `The card ${given} can't be read at ${odd.where}: ${odd.reason}. Mend that in ClickUp; everything else goes on.`,
    );
  }
}

/** Those of that very name; where there is none, those with it in their name. */
function cardsNamed<T extends Named>(cards: readonly T[], text: string): T[] {
  const wanted = plain(text);
  if (wanted === '' || isAddress(text)) return [];
  const same = cards.filter(({ name }) => plain(name) === wanted);
  return same.length > 0 ? same : cards.filter(({ name }) => plain(name).includes(wanted));
}

function whichOf(named: readonly Named[], text: string): string {
  const shown = named.slice(0, MOST_NAMED).map(({ id, name }) => `\n  ${id}  ${name}`);
  const more = named.length > MOST_NAMED ? `\n  … and ${named.length - MOST_NAMED} more` : '';
  return `${quoted(text)} may be ${named.length} cards. Give the id of one:${shown.join('')}${more}`;
}

function nearCard(cards: readonly Named[], text: string): Named | undefined {
  const names = cards.map(({ name }) => name);
  const near = nearest(text.trim(), names);
  return cards.find(({ name }) => name === near);
}

function noneOf(cards: readonly Named[], near: Named | undefined, text: string): string {
  const hint = near ? ` Did you mean “${near.name}” (${near.id})?` : '';
  return `${quoted(text)} is no card on the board that Liaison looks after.${hint} Give the id or the address of one of its ${cards.length} cards, or a name that only one of them has.`;
}

/** However it is spelt: upper and lower case, accents put together or not, spaces. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

function quoted(text: string): string {
  return JSON.stringify(text.trim());
}

/** `https://app.clickup.com/t/9001/86a1?comment=1`, `#86A1` and ` 86a1` name the same card. */
function idIn(given: string): string {
  const text = given.trim();
  const path = isAddress(text) ? new URL(text).pathname : text;
  const last = path.split(/[?#]/, 1)[0]?.split('/').findLast(Boolean) ?? '';
  return (last === '' ? text.replace(/^#/, '') : last).toLowerCase();
}

/** A name such as `Returns: no questions` is no address, though it could be parsed as one. */
function isAddress(text: string): boolean {
  return /^\s*https?:\/\//i.test(text) && URL.canParse(text.trim());
}
