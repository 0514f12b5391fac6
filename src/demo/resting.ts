// Another customer result rests for a while, and goes on: no day of it counts, and the dates that follow are proposed.
import type { Day } from '../domain/day.ts';
import { addDays, addWorkingDays, dayOf, isWorkingDay } from '../domain/schedule/calendar.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import type { DemoStage } from './stage.ts';
import { latest, sayShortDay } from './words.ts';

/** Somebody pauses work. */
export function restingScene(stage: DemoStage, { restingCard, felix, statusOf }: Cast): Scene {
  const { work } = stage;
  const paused = statusOf('paused');
  return {
    name: 'Work rests',
    who: felix.name,
    did: `has to wait for a supplier, and moves “${restingCard.name}” to “${paused}”`,
    liaison: 'says so on the card, and leaves everybody alone until it goes on',
    async play() {
      await work.move(felix, restingCard.id, paused);
      return {
        expected: `the status comment says since when it rests, and that ${felix.name} paused it`,
        async check() {
          const text = latest(await work.said(felix, restingCard.id), 'status')?.text ?? '';
          const since = /since/.test(text) ? 'since when it rests' : 'nothing of a rest';
          const by = text.includes(felix.name) ? `that ${felix.name} paused it` : 'not who paused it';
          return `the status comment says ${since}, and ${by}`;
        },
      };
    },
  };
}

/** Weeks later it goes on. */
export function goingOnScene(stage: DemoStage, { restingCard, felix, statusOf }: Cast): Scene {
  const { work } = stage;
  const running = statusOf('running');
  return {
    name: 'Work goes on',
    who: felix.name,
    did: `moves “${restingCard.name}” back to “${running}”`,
    liaison: 'proposes its dates moved by the working days that it rested, and leaves it to the team',
    async play() {
      const { startOn, dueOn } = movedDates(stage, restingCard);
      await work.move(felix, restingCard.id, running);
      return {
        expected: `an open question that proposes ${sayShortDay(startOn)} to ${sayShortDay(dueOn)}`,
        async check() {
          const ask = latest(await work.said(felix, restingCard.id), 'ask', 'pause');
          const days = [...(ask?.text ?? '').matchAll(/(\w{3}), (\d+ \w+) \d{4}/g)].map(
            ([, weekday, day]) => `${weekday} ${day}`,
          );
          const state = ask ? (ask.isResolved ? 'a closed' : 'an open') : 'no';
          return `${state} question that proposes ${days.slice(-2).join(' to ')}`;
        },
      };
    },
  };
}

/** The card's dates, later by the working days since the story began. */
function movedDates(
  stage: DemoStage,
  { startOn, dueOn }: Cast['restingCard'],
): { startOn: Day | null; dueOn: Day | null } {
  const calendar = stage.loaded.calendar(stage.now());
  const today = dayOf(stage.now(), calendar.zone);
  let count = 0;
  for (let day = dayOf(stage.begunAt, calendar.zone); day < today; day = addDays(day, 1))
    count += Number(isWorkingDay(calendar, day));
  const moved = (day: Day | null) => day && addWorkingDays(calendar, day, count);
  return { startOn: moved(startOn), dueOn: moved(dueOn) };
}
