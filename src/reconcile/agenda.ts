// The all-hands' agenda as a task: made once, the working day before, from what the last looks at all cards found.
import type { Calendar } from '../domain/calendar.ts';
import { dayOf, morningOf } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { allHandsToPrepare, digestOf, digestText, digestTitle, type Looked } from '../domain/digest.ts';
import type { Playbook } from '../domain/playbook.ts';
import { markdownOf } from '../domain/rich-text.ts';
import { recall } from './card-memory.ts';
import { cardsToLookAfter } from './observe.ts';
import { makeOnce, type OnceDeps } from './once.ts';
import { readOutcomes } from './outcomes.ts';
import type { ClickUp } from './ports.ts';
import type { Observatory } from './snapshot.ts';

/** What is made here belongs to no card; in the memory it has this name. */
const AGENDA = 'agenda';
const SEEN_MS = 30 * 86_400_000;
/** How long one process has the first claim to make an agenda. */
const MAKING_MS = 5 * 60_000;
/** What was read of the board within this time is fresh enough. */
const BOARD_KEEPS_MS = 24 * 3_600_000;

export type AgendaDeps = OnceDeps & {
  clickUp: ClickUp;
  observatory: Observatory;
  playbook: Playbook;
  calendar: Calendar;
};

/**
 * Makes the agendas that should exist by now, if there are none. Answers with the last one's day, null if none was made:
 * where cards still wait for their first look, or another process is at it, the next tick comes soon enough.
 */
export async function prepareAllHands(deps: AgendaDeps): Promise<Day | null> {
  const { clock, playbook, calendar } = deps;
  if (!playbook.digest || playbook.mode === 'observe') return null;
  let made: Day | null = null;
  for (const on of allHandsToPrepare(dayOf(clock.now(), calendar.zone), calendar)) {
    made = (await prepare(deps, on)) ?? made;
  }
  return made;
}

async function prepare(deps: AgendaDeps, on: Day): Promise<Day | null> {
  const { memory } = deps;
  const seenKey = `${AGENDA}:${on}`;
  if ((await memory.read(seenKey)) !== null) return null;
  const claim = `${AGENDA}-making:${on}`;
  if (!(await memory.writeIfAbsent(claim, 'claimed', MAKING_MS))) return null;
  try {
    const came = await makeAgenda(deps, on);
    if (came !== 'waits') await memory.write(seenKey, came, SEEN_MS);
    return came === 'made' ? on : null;
  } finally {
    await memory.remove([claim]);
  }
}

async function makeAgenda(deps: AgendaDeps, on: Day): Promise<'made' | 'was there' | 'waits'> {
  const { clickUp, memory, clock, playbook, calendar } = deps;
  const known = await recall(memory, AGENDA);
  const find = async () => (await clickUp.readAgendas()).find(agenda => agenda.on === on) ?? null;
  // What was made a moment ago may not show yet.
  const isMade = (known.made.get(on)?.object ?? null) !== null;
  if (isMade || (await find()) !== null) return 'was there';
  const { looked, isWhole } = await lookedLast(deps);
  // A card whose looks never end does not keep the company waiting for long.
  if (!isWhole && clock.now() < morningOf(on, calendar.zone)) return 'waits';
  const digest = digestOf(looked, playbook, calendar, on);
  await makeOnce(deps, AGENDA, known, {
    what: on,
    make: () =>
      clickUp.createAgenda({
        on,
        name: digestTitle(on, playbook),
        text: markdownOf(digestText(digest, playbook)),
      }),
    lookUp: find,
    asObject: ({ id }) => ({ taskId: id }),
  });
  return 'made';
}

/** How each card stood when it was last looked at, and whether that is known of all that are looked after. */
async function lookedLast({
  memory,
  observatory,
  playbook,
  clock,
}: AgendaDeps): Promise<{ looked: Looked[]; isWhole: boolean }> {
  const { board } = await observatory.fresh(clock.now() - BOARD_KEEPS_MS);
  const outcomes = await readOutcomes(memory);
  const looked: Looked[] = [];
  for (const card of board.cards) {
    const plan = outcomes.get(card.id)?.plan;
    if (!plan) continue;
    const { heard, failingSince } = await recall(memory, card.id);
    looked.push({ plan, card, board, comments: heard?.own ?? [], failingSince });
  }
  const cards = cardsToLookAfter(board, playbook, clock.now());
  return { looked, isWhole: cards.every(({ id }) => outcomes.has(id)) };
}
