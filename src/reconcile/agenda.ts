// The all-hands' agenda as a task: made once, the working day before, from what the last looks at all cards found.
import type { Calendar } from '../domain/calendar.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import {
  allHandsToPrepare,
  type Digest,
  digestOf,
  digestText,
  digestTitle,
  type Looked,
} from '../domain/digest.ts';
import type { Playbook } from '../domain/playbook.ts';
import { markdownOf } from '../domain/rich-text.ts';
import { recall } from './card-memory.ts';
import type { Memory } from './memory.ts';
import { makeOnce, type OnceDeps } from './once.ts';
import { readOutcomes } from './outcomes.ts';
import type { ClickUp } from './ports.ts';
import type { Observatory } from './snapshot.ts';

/** What is made here belongs to no card; in the memory it has this name. */
const AGENDA = 'agenda';
const SEEN_MS = 30 * 86_400_000;

export type AgendaDeps = OnceDeps & {
  clickUp: ClickUp;
  observatory: Observatory;
  playbook: Playbook;
  calendar: Calendar;
};

/** Makes the agenda that should exist by now, if there is none. Answers with its day, null if none was made. */
export async function prepareAllHands(deps: AgendaDeps): Promise<Day | null> {
  const { clickUp, memory, clock, playbook, calendar } = deps;
  if (!playbook.digest || playbook.mode === 'observe') return null;
  const on = allHandsToPrepare(dayOf(clock.now(), calendar.zone), calendar);
  if (on === null) return null;
  const seenKey = `${AGENDA}:${on}`;
  if ((await memory.read(seenKey)) !== null) return null;
  const known = await recall(memory, AGENDA);
  const find = async () => (await clickUp.readAgendas()).find(agenda => agenda.on === on) ?? null;
  const isThere = (await find()) !== null;
  if (!isThere) {
    const digest = digestOf(await lookedLast(deps), playbook, calendar, on);
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
  }
  await memory.write(seenKey, 'made', SEEN_MS);
  return isThere ? null : on;
}

/** The agenda of the all-hands on a day, from the last looks; asks ClickUp for nothing. */
export async function digestOn(
  deps: Pick<AgendaDeps, 'observatory' | 'playbook' | 'calendar'> & { memory: Memory },
  on: Day,
): Promise<Digest> {
  return digestOf(await lookedLast(deps), deps.playbook, deps.calendar, on);
}

/** How each card stood when it was last looked at. */
async function lookedLast({
  memory,
  observatory,
}: Pick<AgendaDeps, 'observatory'> & { memory: Memory }): Promise<Looked[]> {
  const board = observatory.present()?.board;
  if (!board) return [];
  const outcomes = await readOutcomes(memory);
  const looked: Looked[] = [];
  for (const card of board.cards) {
    const plan = outcomes.get(card.id)?.plan;
    if (!plan) continue;
    const { heard, failingSince } = await recall(memory, card.id);
    looked.push({ plan, card, board, comments: heard?.own ?? [], failingSince });
  }
  return looked;
}
