// What must be true of a year: nobody who is away hears of anything, work is shared fairly, nothing is asked twice, and
// absences leave nothing undone that somebody could have done.

import { phaseOf } from '../../../src/domain/customer-result.ts';
import type { Day } from '../../../src/domain/day.ts';
import { templateOf } from '../../../src/domain/mirror/desired-items.ts';
import type { Board, Card, WorkItem } from '../../../src/domain/observation.ts';
import { isAtWork } from '../../../src/domain/phase.ts';
import { addDays } from '../../../src/domain/schedule/calendar.ts';
import type { Look, Year } from './year.ts';
import { PEOPLE } from './year-company.ts';
import { askedIn, closedIn } from './year-questions.ts';

const idOf = (name: string): number => PEOPLE.find(one => one.name === name)?.id ?? 0;
const nameOf = (id: number): string => PEOPLE.find(one => one.id === id)?.name ?? String(id);

/** What the status comment and the page name nobody is told by. */
const TELLS_NOBODY = new Set<string>(['person', 'agenda', 'post-status', 'edit-status']);

/** Everything that reached somebody who was away: messages, and work that they had not before. */
export function reachedTheAbsent({ looks, presence }: Year): string[] {
  return looks.flatMap(({ day, told, before, after }) => {
    const isAway = (id: number): boolean => !presence.isThere(id, day);
    const messages = told
      .filter(({ kind }) => !TELLS_NOBODY.has(kind))
      .flatMap(({ to, summary, kind, card }) =>
        // Work is judged by what somebody has then: who had it before keeps it.
        kind === 'create-item' || kind === 'update-item'
          ? []
          : to
              .filter(name => isAway(idOf(name)))
              .map(name => `${day} ${card.name}: ${name} is away: ${summary}`),
      );
    const work = givenBetween(before, after)
      .filter(({ to }) => isAway(to))
      .map(({ item, to }) => `${day} ${item.name}: given to ${nameOf(to)}, who is away`);
    return [...messages, ...work];
  });
}

/** Who was given which managed item between two states of the board. */
function givenBetween(before: Board, after: Board): { item: WorkItem; to: number; isNew: boolean }[] {
  if (before.items === after.items) return [];
  const known = new Map(before.items.map(item => [item.id, item]));
  return after.items.flatMap(item => {
    const former = known.get(item.id);
    if (former === item || item.template === null || item.isAbout) return [];
    const added = item.assignees.filter(id => !former?.assignees.includes(id));
    return added.map(to => ({ item, to, isNew: former === undefined }));
  });
}

/** The most that somebody got of the work for one of the team, measured by the median of those who could have had it. */
export function mostOfMedian(year: Year): { name: string; times: number } {
  const shares = [...sharesOf(year)]
    .filter(([, { expected }]) => expected >= 5)
    .map(([name, { got, expected }]) => ({ name, times: got / expected }))
    .sort((one, other) => one.times - other.times);
  const median = shares[Math.floor(shares.length / 2)];
  const most = shares.at(-1);
  if (!median || !most) throw new Error('Nobody was given any work.');
  return { name: most.name, times: most.times / median.times };
}

/** What each person got of the work for one of the team, for each piece that they were expected to get. */
function sharesOf({ looks, presence, playbook }: Year): Map<string, { got: number; expected: number }> {
  const shares = new Map(PEOPLE.map(({ name }) => [name, { got: 0, expected: 0 }]));
  for (const { day, before, after } of looks) {
    for (const { item, to, isNew } of givenBetween(before, after)) {
      if (!isNew || templateOf(item.template ?? '', playbook)?.assign !== 'one-of-team') continue;
      const card = cardOf(item, after);
      const could = teamOf(card).filter(id => presence.isThere(id, day));
      if (!could.includes(to)) continue;
      for (const id of could) {
        const share = shares.get(nameOf(id));
        if (share) share.expected += 1 / could.length;
      }
      const share = shares.get(nameOf(to));
      if (share) share.got += 1;
    }
  }
  return shares;
}

/** Questions about one rule on one card of the same person, while the one before was open. */
export function askedTwice({ looks }: Year): string[] {
  const open = new Map<string, Set<string>>();
  return looks.flatMap(({ day, told }) =>
    told.flatMap(happening => {
      const asked = askedIn(happening);
      for (const rule of closedIn(happening)) open.delete(`${happening.card.id} ${rule}`);
      if (!asked) return [];
      const place = `${happening.card.id} ${asked.rule}`;
      const before = open.get(place) ?? new Set();
      open.set(place, new Set([...before, asked.person]));
      return before.has(asked.person) ? [`${day} ${happening.card.name}: ${happening.summary}`] : [];
    }),
  );
}

/** Work that was open after its day though somebody who had it, or could have had it, was there on that day. */
export function lateWithoutNeed({ ends, presence, playbook }: Year): string[] {
  const late = new Map<string, string>();
  const seenOn = new Map<string, Day>();
  const atWork = new Set<string>();
  for (const { day, board } of ends) {
    for (const { id, status } of board.cards)
      if (isAtWork(phaseOf(status, playbook.phases))) atWork.add(`${id} ${day}`);
    for (const item of board.items) {
      const { template, dueOn, isClosed, isAbout } = item;
      if (template === null || isAbout || isClosed || dueOn === null) continue;
      // Made or moved too late to be done on its day.
      if (!seenOn.has(`${item.id} ${dueOn}`)) seenOn.set(`${item.id} ${dueOn}`, day);
      if (dueOn >= day || (seenOn.get(`${item.id} ${dueOn}`) ?? day) >= dueOn) continue;
      const card = cardOf(item, board);
      // While it rests nothing is due, nor on the very day on which it comes back.
      const days = [addDays(dueOn, -1), dueOn, day];
      if (!card || !days.every(one => atWork.has(`${card.id} ${one}`))) continue;
      const there = [...teamOf(card), ...card.supporters.map(({ id }) => id)].filter(id =>
        presence.isThere(id, dueOn),
      );
      if (there.length > 0)
        late.set(
          item.id,
          `${card.name}, ${item.name}, due on ${dueOn}: ${there.map(nameOf).join(', ')} could have done it`,
        );
    }
  }
  return [...late.values()];
}

/** How often what a year is about happened. */
export function happenedIn({
  looks,
  presence,
}: Year): Record<'awayDays' | 'pauses' | 'handOvers' | 'leavers', number> {
  const told = looks.flatMap(look => look.told);
  const count = (kind: string, words: RegExp): number =>
    told.filter(one => one.kind === kind && words.test(one.summary)).length;
  const days = [...new Set(looks.map(({ day }) => day))];
  return {
    awayDays: days.reduce(
      (sum, day) => sum + PEOPLE.filter(({ id }) => !presence.isThere(id, day)).length,
      0,
    ),
    pauses: count('person', /to “on hold”$/),
    leavers: count('person', / leaves$/),
    handOvers: looks.reduce((sum, look) => sum + handOversIn(look), 0),
  };
}

/** Work that somebody else got who had it not before. */
function handOversIn({ before, after }: Look): number {
  return givenBetween(before, after).filter(({ isNew }) => !isNew).length;
}

function cardOf({ listId }: WorkItem, { lists, cards }: Board): Card | undefined {
  const list = lists.find(({ id }) => id === listId);
  return cards.find(({ id }) => id === list?.cardId);
}

function teamOf(card: Card | undefined): number[] {
  const supporters = card?.supporters.map(({ id }) => id) ?? [];
  return (card?.assignees ?? []).flatMap(({ id }) => (supporters.includes(id) ? [] : [id]));
}
