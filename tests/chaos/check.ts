// What must be true when everything has come to rest, whatever happened before. Counts over the API, apart from
// Liaison's own view of things wherever that is possible.

import { customerResultOf, phaseOf } from '../../src/domain/customer-result.ts';
import {
  anchorsOf,
  assignableOf,
  desiredValues,
  needsTeamList,
} from '../../src/domain/mirror/desired-items.ts';
import { TEAM_LIST } from '../../src/domain/mirror/list-trouble.ts';
import { isSamePeople } from '../../src/domain/mirror/record.ts';
import type { WorkItem } from '../../src/domain/observation.ts';
import { presenceIn } from '../../src/domain/people/presence.ts';
import { hasEnded, hasReached, isResting } from '../../src/domain/phase.ts';
import { addDays, addWorkingDays, dayOf } from '../../src/domain/schedule/calendar.ts';
import { planBoard } from '../../src/queries/plan.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { readLastResults } from '../../src/reconcile/memory/last-results.ts';
import { type Memory, readingOnly } from '../../src/reconcile/memory/memory.ts';
import { recall, recallFailing } from '../../src/reconcile/memory/recall.ts';
import type { RawComment, RawTask } from '../support/people.ts';
import { wrongAboutAbsences } from './check-absences.ts';
import { wrongAboutGentleStart } from './check-gentle-start.ts';
import { waitsForAnswer, wrongAboutHandMade } from './check-hand-made.ts';
import { wrongAboutMoments } from './check-moments.ts';
import { wrongTalk } from './check-talk.ts';
import { RESTING_STATUS } from './play.ts';
import type { Rest } from './rest.ts';
import { isCopy, keyOf } from './which-task.ts';

const SAID = {
  candidate: 'on the board, not started',
  forming: 'forming its team',
  running: 'running',
  evaluating: 'being evaluated',
  paused: 'paused',
  done: 'done',
  dropped: 'dropped',
};
/** So long after a person's change Liaison must have seen it before it writes. */
const SEEN_MS = 60_000;
/** Templates of work that comes again. */
const RECURRING = new Set(['weekly']);
/** Rules that are about being done. */
const OF_THE_END = new Set(['feedback-collected', 'outcome-recorded']);
/** So long after it came to rest nobody is reminded any more. */
const RESTS_SINCE_MS = 13 * 60_000;
const UNDO_WITHIN_MS = 10 * 60_000;

/** Everything that is wrong, in sentences; empty if the world is as it should be. */
export async function whatIsWrong(rest: Rest): Promise<string[]> {
  return rest.time.passWhile(look(rest));
}

async function look(rest: Rest): Promise<string[]> {
  const { people, liaison, loaded, time, did } = rest;
  const { playbook } = loaded;
  const { connection, engine } = liaison;
  const wrong = [...rest.wrongNextDoor, ...(await refusedForTooMany(rest))];

  const wasDone = (...what: string[]) => did.some(({ what: done }) => done.startsWith(what.join(' ')));
  const stillToDo = async (memory: Memory) =>
    (await planBoard(connection, loaded, { memory, clock: time, card: null })).customerResults;
  // Since when a rule fails, and with it when its time of grace is over, nobody knows but the memory.
  const justGrace = inProcessMemory(time);
  for (const [id, since] of Object.entries(await recallFailing(engine.store.memory)))
    await (await recall(justGrace, id)).noteFailing(since);
  const fromClickUp = await stillToDo(justGrace);
  // That a list was deleted, and is not only out of sight, nobody knows but the memory.
  const isDeleted = (id: string) => wasDone('list', id, 'deleted');
  const fromMemory = fromClickUp.some(({ id, operations }) => isDeleted(id) && operations.length > 0)
    ? await stillToDo(readingOnly(engine.store.memory))
    : fromClickUp;
  for (const { id, operations } of [
    ...fromClickUp.filter(card => !isDeleted(card.id)),
    ...fromMemory.filter(card => isDeleted(card.id)),
  ]) {
    for (const { summary } of operations)
      wrong.push(`card ${id}: there is still something to do: ${summary}`);
  }

  const [cards, lists, rawItems] = [await people.cards(), await people.everyList(), await people.items()];
  const [known, items, staff, outcomes] = [
    await connection.clickUp.readCards(null),
    await connection.clickUp.readItems(null),
    await connection.clickUp.readStaff(),
    await readLastResults(engine.store.memory),
  ];
  const { absences = [] } = engine.cache.board();
  const board = { cards: known, lists: [], items, people: staff.people, groups: staff.groups, absences };
  wrong.push(...(await wrongAboutAbsences(rest, rawItems)));
  wrong.push(...(await wrongAboutHandMade(rest, rawItems)), ...wrongAboutGentleStart(rest));

  for (const card of cards) {
    const say = (what: string) => wrong.push(`card ${card.id}: ${what}`);
    const phase = phaseOf(card.status.status, playbook.phases);
    const rests = isResting(phase);
    const result = outcomes.get(card.id)?.result;
    if (result?.kind !== 'done') say(`its last look ended with ${JSON.stringify(result)}`);

    const own = lists.filter(list => list.content.includes(`/${card.id}`));
    if (own.length > 1) say(`${own.length} lists name it`);
    const [list] = own;
    const comments = (await people.comments(card.id)).filter(comment => comment.user.id === people.botId);
    const asks = comments.flatMap(
      comment => /^Liaison asks: ([a-z, -]+)/.exec(comment.comment_text)?.[1]?.split(', ') ?? [],
    );
    // Where nothing tells whether there was one, the owner is asked.
    const isInDoubt = rest.isStoreLost && asks.includes(TEAM_LIST);
    const waits = waitsForAnswer(card, rest);
    if (list && waits) say('it has a list, though nobody said whether one is its own');
    if (!list && !rests && needsTeamList(phase, playbook) && !isDeleted(card.id) && !isInDoubt && !waits)
      say('it has no list');
    // Whose answer was lost, and which somebody deleted at once, is as if it had never been made.
    const isUnknown = rest.story.some(line => line.includes(`While making a list for card ${card.id} `));
    const isForgotten =
      (rest.isStoreLost || isUnknown) && wasDone('list', card.id, 'deleted before anything told of it');
    if (list && isDeleted(card.id) && !isForgotten)
      say('its list was deleted, and it has one again though nobody asked for one');
    if (list) {
      const counts = new Map<string, number>();
      for (const item of rawItems.filter(candidate => candidate.list.id === list.id)) {
        const key = keyOf(item);
        if (key !== null && !isCopy(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      // Of work that comes again a tag alone does not say which one it is.
      for (const [key, count] of counts)
        if (count > 1 && !RECURRING.has(key)) say(`its list has ${count} items that are “${key}”`);
      if (!rests && !hasEnded(phase) && !counts.has('about')) say('its list has no about item');
      const about = items.find(item => item.listId === list.id && item.isAbout);
      const record = about?.record;
      if (record && record !== 'unreadable' && !rests && !hasEnded(phase)) {
        const byTemplate = new Map<string, WorkItem>();
        for (const item of items)
          if (item.listId === list.id && item.template && !isCopy(item)) byTemplate.set(item.template, item);
        // What has neither line nor tag any more only the record knows.
        for (const [key, { id }] of Object.entries(record.templates)) {
          const known = items.find(item => item.id === id && item.listId === list.id);
          if (known) byTemplate.set(key, known);
        }
        const subjectCard = known.find(candidate => candidate.id === card.id);
        for (const template of playbook.workItems) {
          const item = byTemplate.get(template.key);
          const wasDeleted = wasDone('item', card.id, template.key, 'deleted');
          if (!item) {
            // A record that had to be rebuilt calls overdue work made: it is not made up for.
            const isKnown = !wasDone('item', card.id, 'about') && !wasDone('list', card.id);
            if (record.templates[template.key]?.isMade && !wasDeleted && isKnown)
              say(`“${template.key}” is missing, though nobody deleted it and the record calls it made`);
            continue;
          }
          const isPeoples =
            rest.handMade.some(({ tasks }) => tasks.some(({ id }) => id === item.id)) ||
            wasDone('item', card.id, template.key, 'due') ||
            wasDone('item', card.id, template.key, 'people');
          const isRebuilt = wasDone('item', card.id, 'about');
          if (item.isClosed || isPeoples || isRebuilt || !subjectCard) continue;
          const subject = customerResultOf(subjectCard, board, playbook.phases);
          const calendar = loaded.calendar(time.now());
          const view = { people: new Map(staff.people.map(person => [person.id, person])) };
          const presence = presenceIn(board, playbook, calendar);
          const today = dayOf(time.now(), calendar.zone);
          const assignable = assignableOf(subject, { view, observation: { board }, presence, today });
          const anchors = anchorsOf(subject, record.entered);
          const entry = record.templates[template.key];
          const { values: wanted } = desiredValues(template, { anchors, assignable, calendar }, item, entry);
          if (item.dueOn !== wanted.due)
            say(`“${template.key}” is due ${item.dueOn} instead of ${wanted.due}`);
          if (!isSamePeople(item.assignees, wanted.assignees))
            say(`“${template.key}” is with ${item.assignees.join()} instead of ${wanted.assignees.join()}`);
        }
        const feedback = byTemplate.get(playbook.feedback?.item ?? '');
        if (feedback) {
          const reminders = (await people.comments(feedback.id)).filter(({ comment_text: text }) =>
            /^Feedback reminder \d/.test(text),
          );
          for (const { date } of reminders)
            if (wasResting(card.id, Number(date), rest))
              say(`somebody was reminded while its work rested, at ${date}`);
          const { zone } = playbook.calendar;
          const days = reminders.map(({ date }) => dayOf(Number(date), zone)).sort();
          const tooSoon = days.filter(
            (day, index) => day < earliestAfter(days[index - 1], loaded, time.now()),
          );
          if (tooSoon.length > 0)
            say(`feedback reminders on ${days.join()} come too soon: ${tooSoon.join()}`);
        }
      }
    }

    wrong.push(...(await overwritten(card.id, rest, rawItems)));

    for (const what of await wrongTalk(card, rest)) say(what);
    for (const what of await wrongAboutMoments(card, rest)) say(what);
    const said = comments.filter(comment =>
      comment.comment_text.startsWith('How this customer result stands'),
    );
    // Where ClickUp refused to edit it, a newer one took its place.
    const status = rest.tally.has('statusEditRefused') ? said.slice(0, 1) : said;
    if (status.length > 1) say(`it has ${status.length} status comments`);
    for (const { comment_text: text } of status) {
      const saying =
        phase === null ? 'This customer result rests:' : `This customer result is ${SAID[phase]}.`;
      const wasOver =
        phase === null && lists.some(own => own.content.includes(card.id) && /^[✓✗]/.test(own.name));
      if (!text.includes(saying) && !wasOver) say(`its status comment is of another phase: ${text}`);
    }
    if (status.length === 0 && !rests && hasReached(phase, 'forming') && !hasEnded(phase))
      say('it has no status comment');
    for (const rule of new Set(asks)) {
      const open = asks.filter(other => other === rule).length;
      if (open > 1 && !rest.tally.has('statusEditRefused')) say(`${open} questions about ${rule} are open`);
      if (rests) say(`a question about ${rule} is open though its work rests`);
      if (!rests && hasEnded(phase) && !(phase === 'done' && OF_THE_END.has(rule)))
        say(`a question about ${rule} is open though it has ended`);
    }
    for (const comment of comments) {
      if (comment.comment_text.startsWith('Liaison took a change back') && !hasCause(comment, card.id, rest))
        say(`a change was taken back without a delivery that told of it: ${comment.comment_text}`);
    }
  }
  return wrong;
}

/** How often processes on one store asked for more than ClickUp allows, where nothing took their common count from them. */
async function refusedForTooMany({ people, isBudgetShared }: Rest): Promise<string[]> {
  if (!isBudgetShared) return [];
  const { requests } = await people.control<{ requests: { byStatus: Record<string, number> } }>(
    `stats?user=${people.botId}`,
  );
  const count = requests.byStatus['429'] ?? 0;
  return count > 0 ? [`ClickUp refused ${count} requests because there were too many`] : [];
}

/** The first day on which the next reminder may come after one on `day`. */
function earliestAfter(day: string | undefined, { playbook, calendar }: Rest['loaded'], now: number): string {
  const every = playbook.feedback?.remindEvery;
  if (day === undefined || every === undefined) return '';
  return every.unit === 'ms'
    ? addDays(day, every.ms / 86_400_000)
    : addWorkingDays(calendar(now), day, every.count);
}

/** Due dates that a person set and Liaison overwrote although it had had time to see them. */
async function overwritten(
  cardId: string,
  { did, people, loaded }: Rest,
  items: readonly RawTask[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { key } of loaded.playbook.workItems) {
    const start = `item ${cardId} ${key} due of `;
    const last = did.findLast(({ what }) => what.startsWith(start));
    const [id, due] = last?.what.slice(start.length).split(' is ') ?? [];
    const item = items.find(candidate => candidate.id === id);
    if (!last || !item || item.due_date === due) continue;
    // A write that was under way cannot be called back, and its values count as Liaison's afterwards.
    const later = (await people.writes()).filter(
      ({ user, path, at }) => user === people.botId && path.endsWith(`/task/${id}`) && at >= last.at,
    );
    if (later.length > 0 && later.every(({ at }) => at > last.at + SEEN_MS))
      wrong.push(`card ${cardId}: a person made “${key}” due ${due}, Liaison later ${item.due_date}`);
  }
  return wrong;
}

/** Whether a verified delivery told of a change of the kind that was taken back, soon enough before. */
function hasCause(comment: RawComment, cardId: string, { heard, people, skewMs }: Rest): boolean {
  const at = Number(comment.date) - skewMs;
  const text = comment.comment_text;
  const isCause = (item: Record<string, unknown>): boolean => {
    if (text.includes('off again')) return item['field'] === 'assignee_add';
    if (text.includes('moving the card back')) return item['field'] === 'status';
    const { id } = (item['custom_field'] ?? {}) as { id?: string };
    return item['field'] === 'custom_field' && id === people.supporterFieldId;
  };
  return heard.some(({ body, receivedAt }) => {
    const items = (body['history_items'] ?? []) as Record<string, unknown>[];
    const isInTime = receivedAt <= at && at - receivedAt <= UNDO_WITHIN_MS + 60_000;
    return body['task_id'] === cardId && isInTime && items.some(isCause);
  });
}

/** Whether a card rested for so long before an instant that everybody has seen it. */
function wasResting(cardId: string, at: number, { witness: { moments } }: Rest): boolean {
  const from = at - RESTS_SINCE_MS;
  const before = moments.findLast(moment => moment.at <= from);
  const during = moments.filter(moment => moment.at > from && moment.at <= at);
  const looks = [...(before ? [before] : []), ...during];
  return looks.length > 0 && looks.every(({ board }) => board.get(cardId)?.status === RESTING_STATUS);
}
