// A virtual year: the company's people act each morning, Liaison looks when it would, and a witness sees each change.
import type { Day, Instant } from '../../../src/domain/day.ts';
import type { Board } from '../../../src/domain/observation.ts';
import type { Presence } from '../../../src/domain/people/absence.ts';
import { presenceIn } from '../../../src/domain/people/presence.ts';
import { calendarOf, type Playbook } from '../../../src/domain/playbook/playbook.ts';
import {
  addDays,
  dayOf,
  isWorkingDay,
  startOfDay,
  weekdayOf,
} from '../../../src/domain/schedule/calendar.ts';
import type { Happening } from '../../../src/rehearsal/happenings.ts';
import { createRehearsedBoard } from '../../../src/rehearsal/rehearsed-board.ts';
import { createDice } from '../../support/dice.ts';
import {
  absencesOfTheYear,
  cardsOfTheYear,
  FIRST_DAY,
  GROUPS,
  PEOPLE,
  shortWeeks,
  yearPlaybook,
} from './year-company.ts';
import { actsOf } from './year-people.ts';
import { type OpenQuestions, questionsAfter } from './year-questions.ts';

/** One moment at which Liaison looked: the board before and after, and what it did. */
export type Look = { at: Instant; day: Day; before: Board; after: Board; told: Happening[] };

export type Year = {
  looks: Look[];
  ends: { day: Day; board: Board }[];
  presence: Presence;
  playbook: Playbook;
};

const HOUR_MS = 3_600_000;
const WEEKS = 52;

/** Plays the year of a seed. Without absences everybody is always there; what people do has the same chances. */
export function playYear(seed: string, { withAbsences }: { withAbsences: boolean }): Year {
  const dice = createDice(seed);
  const playbook = yearPlaybook(withAbsences ? shortWeeks(dice.part('weeks')) : {});
  const calendar = calendarOf(playbook, []);
  const board: Board = {
    cards: cardsOfTheYear(dice.part('cards')),
    lists: [],
    items: [],
    people: [...PEOPLE],
    groups: GROUPS,
    absences: withAbsences ? absencesOfTheYear(dice.part('absences')) : [],
  };
  const presence = presenceIn(board, playbook, calendar);
  let told: Happening[] = [];
  const stage = createRehearsedBoard(
    { board, said: new Map(), leftAlone: new Set() },
    { playbook, calendar: () => calendar },
    happening => told.push(happening),
  );
  const looks: Look[] = [];
  const ends: Year['ends'] = [];
  let questions: OpenQuestions = new Map();
  const look = (at: Instant, act: () => void): void => {
    told = [];
    const before = stage.board();
    act();
    questions = questionsAfter(questions, told);
    looks.push({ at, day: dayOf(at, calendar.zone), before, after: stage.board(), told });
  };
  for (let day = FIRST_DAY; day < addDays(FIRST_DAY, WEEKS * 7); day = addDays(day, 1)) {
    const midnight = startOfDay(day, calendar.zone);
    const wakeUntil = (until: Instant): void => {
      for (let next = stage.waking(); next && next.at < until; next = stage.waking()) {
        const { cardId, at, what } = next;
        look(at, () => stage.reconcile(cardId, at, what));
      }
    };
    const sweepAt = midnight + 3 * HOUR_MS;
    const actAt = midnight + 10 * HOUR_MS;
    // The sweep is only a safety net: seldom, so that everything has to come by its own wake-up.
    if (weekdayOf(day) === 'monday') {
      wakeUntil(sweepAt);
      look(sweepAt, () => stage.sweep(sweepAt, 'sweep'));
    }
    wakeUntil(actAt);
    if (isWorkingDay(calendar, day)) {
      const acts = actsOf({ at: actAt, day, board: stage.board(), playbook, presence, questions, dice });
      look(actAt, () => stage.perform(actAt, acts));
    }
    wakeUntil(startOfDay(addDays(day, 1), calendar.zone));
    ends.push({ day, board: stage.board() });
  }
  return { looks, ends, presence, playbook };
}
