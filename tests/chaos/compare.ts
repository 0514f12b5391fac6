// Two worlds in which the same people did the same: one with faults, one without. Whatever follows from the final
// state alone must be the same in both; what depends on moments that Liaison could not see may differ.

import { phaseOf } from '../../src/domain/customer-result.ts';
import { needsTeamList } from '../../src/domain/mirror/desired-items.ts';
import { TEAM_LIST } from '../../src/domain/mirror/list-trouble.ts';
import { hasEnded, hasReached } from '../../src/domain/phase.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import { dayOf, morningOf, nearestWorkingDay } from '../../src/domain/schedule/calendar.ts';
import { planBoard } from '../../src/queries/plan.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import type { RawTask } from '../support/people.ts';
import { supportersOf } from './play.ts';
import type { Rest } from './rest.ts';
import { isCopy, keyOf } from './which-task.ts';

type Item = { due: string | null; assignees: string; isOpen: boolean };
type Seen = {
  facts: string;
  status: string;
  hasList: boolean;
  items: Map<string, Item>;
  /** The rules about which a question is open. */
  asks: string[];
  /** Rule → what the status comment says of it. */
  said: Map<string, string>;
  /** What people did in the team list, apart from ids. */
  deeds: string;
};

/** Rules that look at nothing but the card. */
const OF_THE_CARD = ['team-size', 'supporter-present', 'supporter-eligible', 'cross-functional', 'timebox'];
/** Rules that look at the whole board, and those that look into the team list. `stale` depends on moments. */
const OF_THE_BOARD = ['supporter-load', 'member-load', 'priority-order'];
const OF_THE_LIST = ['plan-presented', 'feedback-collected', 'outcome-recorded'];

/** Everything that differs though it should not, in sentences. Both runs must have enforced nothing. */
export async function whatDiffers(foul: Rest, fair: Rest): Promise<string[]> {
  const [one, other] = [await foul.time.passWhile(see(foul)), await fair.time.passWhile(see(fair))];
  const wrong: string[] = [];
  const { playbook } = foul.loaded;
  for (const [index, cardId] of foul.cardIds.entries()) {
    const here = one.get(index);
    const there = other.get(index);
    const say = (what: string, a: unknown, b: unknown) =>
      wrong.push(`card ${cardId} (number ${index}): ${what} ${String(a)} with faults, ${String(b)} in fair`);
    if (!here || !there) {
      if (here !== there) say('whether it exists is', here !== undefined, there !== undefined);
      continue;
    }
    if (here.facts !== there.facts) {
      say('what people made of it is', here.facts, there.facts);
      continue;
    }
    const phase = phaseOf(here.status, playbook.phases);
    if (phase === null || hasEnded(phase)) continue;
    // Where the owner is asked, or people deleted the one that they found or had one before, each world has its own.
    const isHandMade = foul.handMade.some(made => made.cardId === cardId);
    const isOwn =
      isHandMade ||
      [here, there].some(({ asks }) => asks.includes(TEAM_LIST)) ||
      [foul, fair].some(({ did, cardIds }) =>
        did.some(({ what }) => what.startsWith(`list ${cardIds[index]} deleted`)),
      );
    if (needsTeamList(phase, playbook) && !isOwn && here.hasList !== there.hasList)
      say('whether it has a list is', here.hasList, there.hasList);
    for (const rule of comparable(index, one, other)) {
      if (isHandMade && OF_THE_LIST.includes(rule)) continue;
      const [words, others] = [here.said.get(rule), there.said.get(rule)];
      // When a command is heard decides whether whoever gave it had the right to.
      if (words?.startsWith('waived') || others?.startsWith('waived')) continue;
      if (words !== others) say(`of ${rule} is said`, words, others);
      const [isAsked, isAskedThere] = [here.asks.includes(rule), there.asks.includes(rule)];
      if (isAsked !== isAskedThere && !mayWait(rule, foul))
        say(`whether somebody is asked about ${rule} is`, isAsked, isAskedThere);
    }
    for (const template of playbook.workItems) {
      const isTouched = [foul, fair].some(rest => isPeoples(rest, index, template.key));
      if (isTouched || isOwn || !needsTeamList(phase, playbook)) continue;
      const [a, b] = [here.items.get(template.key), there.items.get(template.key)];
      if (!a || !b) {
        // Made in a phase that only one of them saw, or when its dates had not passed.
        const isDated = (a ?? b)?.due !== null;
        const isSure = isDated
          ? hasReached(phase, template.phase) && !hasPassed(a ?? b, foul)
          : phase === template.phase;
        if (a !== b && isSure) say(`whether “${template.key}” exists is`, a !== undefined, b !== undefined);
      } else if (a.isOpen && b.isOpen) {
        if (a.due !== b.due) say(`“${template.key}” is due`, a.due, b.due);
        if (template.assign !== 'one-of-team' && a.assignees !== b.assignees)
          say(`“${template.key}” is with`, a.assignees, b.assignees);
      }
    }
  }
  return wrong;
}

/** What follows from the final state alone, where that is the same in both worlds. */
function comparable(index: number, foul: Map<number, Seen>, fair: Map<number, Seen>): string[] {
  const isSameBoard = [...foul].every(([card, { facts }]) => fair.get(card)?.facts === facts);
  // What was not made in time is not made, so that the lists may hold different items.
  const [list, otherList] = [foul, fair].map(world => {
    const seen = world.get(index);
    // How often work came again depends on moments.
    const once = [...(seen?.items.keys() ?? [])].filter(key => !/-\d+$/.test(key));
    return `${seen?.deeds} ${once.sort().join()}`;
  });
  return [
    ...OF_THE_CARD,
    ...(isSameBoard && foul.size === fair.size ? OF_THE_BOARD : []),
    ...(list === otherList ? OF_THE_LIST : []),
  ];
}

/** A question with a time of grace is asked while people work: who saw the failure only last night has not asked yet. */
function mayWait(rule: string, { loaded: { playbook, calendar }, time }: Rest): boolean {
  const { grace } = playbook.rules[rule as keyof Playbook['rules']] ?? {};
  const now = time.now();
  const days = calendar(now);
  return grace !== undefined && morningOf(nearestWorkingDay(days, dayOf(now, days.zone), 1), days.zone) > now;
}

function hasPassed(item: Item | undefined, { time }: Rest): boolean {
  return item?.due !== undefined && item.due !== null && Number(item.due) < time.now();
}

/** Whether people changed, deleted or closed it, or the page or list in which Liaison remembers it. */
function isPeoples({ did, cardIds }: Rest, index: number, template: string): boolean {
  const id = cardIds[index];
  const changes = ['due', 'people', 'deleted', 'closed', 'reopened', 'untagged'].map(
    what => `item ${id} ${template} ${what}`,
  );
  const starts = [...changes, `item ${id} about`, `list ${id}`];
  return did.some(({ what }) => starts.some(start => what.startsWith(start)));
}

async function see({ people, cardIds, liaison, loaded, time, did }: Rest): Promise<Map<number, Seen>> {
  const [cards, lists, items] = [await people.cards(), await people.lists(), await people.items()];
  const report = await planBoard(liaison.connection, loaded, {
    memory: inProcessMemory(time),
    clock: time,
    card: null,
  });
  const seen = new Map<number, Seen>();
  for (const card of cards) {
    const list = lists.find(({ content }) => content.includes(`/${card.id}`));
    const comments = (await people.comments(card.id)).filter(({ user }) => user.id === people.botId);
    const asks = comments.flatMap(
      ({ comment_text: text }) => /^Liaison asks: ([a-z, -]+)/.exec(text)?.[1]?.split(', ') ?? [],
    );
    const findings = report.customerResults.find(({ id }) => id === card.id)?.findings ?? [];
    const deeds = did.flatMap(({ what }) => (what.startsWith(`item ${card.id} `) ? [what.split(' ')] : []));
    seen.set(cardIds.indexOf(card.id), {
      facts: factsOf(card),
      status: card.status.status,
      hasList: list !== undefined,
      items: new Map(items.filter(item => item.list.id === list?.id).flatMap(itemOf)),
      asks,
      said: new Map(findings.map(({ rule, state, message }) => [rule, `${state}: ${message}`])),
      deeds: deeds.map(([, , template, deed]) => `${template} ${deed}`).join(),
    });
  }
  return seen;
}

function itemOf(item: RawTask): [string, Item][] {
  const key = keyOf(item);
  if (key === null || key === 'about' || isCopy(item)) return [];
  const assignees = item.assignees.map(({ id }) => id).sort((one, other) => one - other);
  const isOpen = item.status.type !== 'closed' && item.status.type !== 'done';
  return [[key, { due: item.due_date, assignees: assignees.join(), isOpen }]];
}

function factsOf(card: RawTask): string {
  const { name, status, assignees, start_date: start, due_date: due, priority, custom_fields: fields } = card;
  const values = fields.flatMap(field => (field.name === 'Supporter' ? [] : [field.value ?? null]));
  const people = [...assignees, ...(card.group_assignees ?? [])].map(({ id }) => id);
  return JSON.stringify([name, status.status, people, start, due, priority, values, supportersOf(card)]);
}
