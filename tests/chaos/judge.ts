// The rules once more, told apart from Liaison's own and from the facts of the cards alone: does a rule forbid how a card
// stands? Where that takes more than a card shows, nothing is said.
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import type { People } from '../support/people.ts';
import { RESTING_STATUS } from './play.ts';
import type { Facts, Moment } from './witness.ts';

type Board = ReadonlyMap<string, Facts>;
export type Judgement = 'forbids' | 'allows' | 'unknown';
/** What a judge knows besides the cards. */
export type Bench = { people: People; playbook: Playbook };

const DAY_MS = 86_400_000;
/** How statuses are meant in the stories' workspace. */
const AT_WORK = new Set(['in progress', 'evaluation']);
const TAKEN_ON = new Set(['forming', ...AT_WORK]);
const ENDED = new Set(['done', 'cancelled']);

/** What a rule says of a card as it stands on the board. */
export function judge(
  rule: string,
  cardId: string,
  { board, at }: Pick<Moment, 'board' | 'at'>,
  bench: Bench,
): Judgement {
  const card = board.get(cardId);
  if (!card) return 'unknown';
  // While work rests nobody is asked, whatever a rule would say.
  if (card.status === RESTING_STATUS) return 'allows';
  const { rules } = bench.playbook;
  const says = (isForbidden: boolean): Judgement => (isForbidden ? 'forbids' : 'allows');
  const isAtWork = AT_WORK.has(card.status);
  const hasEnded = ENDED.has(card.status);
  const team = teamOf(card, bench);
  const [size, supporters, members, functions, weeks] = [
    rules['team-size'],
    rules['supporter-load'],
    rules['member-load'],
    rules['cross-functional'],
    rules.timebox,
  ];
  switch (rule) {
    case 'team-size':
      return says(!!size && !hasEnded && (team.length > size.max || (isAtWork && team.length < size.min)));
    case 'supporter-present':
      return says(isAtWork && card.supporters.length !== 1);
    case 'supporter-eligible': {
      const pool = new Set(bench.people.supporters.map(({ id }) => id));
      const assigned = assignedTo(card, bench);
      return says(!hasEnded && card.supporters.some(id => !pool.has(id) || assigned.has(id)));
    }
    case 'supporter-load': {
      const loads = card.supporters.map(id =>
        count(board, cardId, ({ supporters: all }) => all.includes(id)),
      );
      return says(!!supporters && !hasEnded && loads.some(load => load > supporters.max));
    }
    case 'member-load':
      return says(!!members && !hasEnded && overloadedOn(cardId, { board }, bench).length > 0);
    case 'cross-functional': {
      const present = new Set(team.flatMap(id => functionsOf(id, bench)));
      const isMissing = card.functions.some(
        name => name in bench.playbook.people.functions && !present.has(name),
      );
      return says(!!functions && isAtWork && (isMissing || present.size < functions.minFunctions));
    }
    case 'timebox': {
      if (!weeks || !isAtWork) return 'allows';
      if (card.start === null || card.due === null) return 'forbids';
      const days = Math.round((dayOf(card.due) - dayOf(card.start)) / DAY_MS);
      const isOverrun = card.status === 'in progress' && dayOf(at) > dayOf(card.due);
      return says(days < weeks.minWeeks * 7 || days > weeks.maxWeeks * 7 || isOverrun);
    }
    case 'feedback-collected':
    case 'outcome-recorded':
      return card.status === 'done' ? 'unknown' : 'allows';
    case 'plan-presented':
    case 'evaluation-planned':
      return card.status === 'in progress' ? 'unknown' : 'allows';
    case 'stale':
      return isAtWork ? 'unknown' : 'allows';
    default:
      return 'unknown';
  }
}

/** Those of a card's team who are on more teams with it than the rule member-load allows. */
export function overloadedOn(cardId: string, { board }: Pick<Moment, 'board'>, bench: Bench): number[] {
  const card = board.get(cardId);
  const max = bench.playbook.rules['member-load']?.max ?? Infinity;
  if (!card) return [];
  const teams = (id: number) => count(board, cardId, other => teamOf(other, bench).includes(id));
  return teamOf(card, bench).filter(id => teams(id) > max);
}

/** How many people too many a card's team has, by the rule team-size. */
export function surplusOn(cardId: string, { board }: Pick<Moment, 'board'>, bench: Bench): number {
  const card = board.get(cardId);
  return card ? teamOf(card, bench).length - (bench.playbook.rules['team-size']?.max ?? Infinity) : 0;
}

/** Whether this person may waive the rule on the card as it stands. */
export function mayWaive(rule: string, person: number, card: Facts, bench: Bench): boolean {
  const { people, playbook } = bench;
  const roles = playbook.rules[rule as keyof Playbook['rules']]?.waivableBy ?? [];
  return roles.some(role => {
    if (role === 'anyone') return true;
    if (role === 'owner') return people.all[0]?.id === person;
    if (role === 'supporter') return card.supporters.includes(person);
    if (role === 'team') return teamOf(card, bench).includes(person);
    return membersOf(role, people).includes(person);
  });
}

/** Whether this person can do something about a card as it stands: its team, its supporters and the board's owner can. */
export function canAct(person: number, card: Facts, bench: Bench): boolean {
  const isOwner = bench.people.all[0]?.id === person;
  return isOwner || assignedTo(card, bench).has(person) || card.supporters.includes(person);
}

/** Midnight of the day of the company on which an instant falls, as if it were in London. */
export function dayOf(at: number): number {
  return Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(at));
}

/** On how many cards somebody would be with this one: those at work, and this one once it is taken on. */
function count(board: Board, cardId: string, isOn: (card: Facts) => boolean): number {
  const cards = [...board].filter(([id, card]) =>
    id === cardId ? TAKEN_ON.has(card.status) : AT_WORK.has(card.status) && isOn(card),
  );
  return cards.length;
}

function assignedTo({ assignees, groups }: Facts, { people }: Bench): Set<number> {
  const grouped = people.groups.filter(({ id }) => groups.includes(id));
  return new Set([...assignees, ...grouped.flatMap(({ members }) => members.map(({ id }) => id))]);
}

function teamOf(card: Facts, bench: Bench): number[] {
  return [...assignedTo(card, bench)].filter(id => !card.supporters.includes(id));
}

function functionsOf(person: number, { people, playbook }: Bench): string[] {
  return Object.entries(playbook.people.functions).flatMap(([name, group]) =>
    membersOf(group, people).includes(person) ? [name] : [],
  );
}

function membersOf(group: string, { groups }: People): number[] {
  return groups.find(({ name }) => name === group)?.members.map(({ id }) => id) ?? [];
}
