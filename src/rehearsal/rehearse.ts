// Rehearse: plays weeks of a board in virtual time, with what people do by a script. It decides by the same `decide` as
// everything else and does the operations on in-memory ClickUp.
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/day.ts';
import { digestDay, digestTitle } from '../domain/digest/digest.ts';
import type { Board } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { addDays, allHandsOnOrAfter, type Calendar, dayOf, startOfDay } from '../domain/schedule/calendar.ts';
import { createRehearsedBoard, type KnownBoard } from './rehearsed-board.ts';
import type { ScriptEvent } from './scripted-people.ts';
import type { TimelineEntry } from './timeline-entry.ts';

export type Rehearsal = Omit<KnownBoard, 'at'> & {
  playbook: Playbook;
  calendar(at: Instant): Calendar;
  from: Instant;
  weeks: number;
  /** What lies outside of the weeks is left out. */
  script: readonly ScriptEvent[];
  /** Hears how many weeks are over, now and then. */
  played?(weeks: number): void;
};

/** The timeline in its order. `looks` counts decisions for a card, `leftOut` events of the script that lay outside. */
export type Rehearsed = { entries: TimelineEntry[]; looks: number; leftOut: number; board: Board };

const WEEK_MS = 7 * 86_400_000;
/** The daily sweep of `liaison run`. */
const SWEEP_AT_MS = 3 * 3_600_000;
/** When it is first asked on a day whether an agenda should be made. */
const AGENDA_AT_MS = 6 * 3_600_000 + 5 * 60_000;

/** Plays the weeks. The same rehearsal always gives the same timeline. */
export function rehearse(rehearsal: Rehearsal): Rehearsed {
  const { from, weeks } = rehearsal;
  const { zone } = rehearsal.calendar(from);
  const until = from + weeks * WEEK_MS;
  const script = rehearsal.script
    .filter(({ at }) => at >= from && at < until)
    .sort((one, other) => one.at - other.at);
  const entries: TimelineEntry[] = [];
  const localTime = localTimeIn(zone);
  const stage = createRehearsedBoard(rehearsal, rehearsal, told =>
    entries.push({ ...told, ...localTime(told.at) }),
  );

  let sweepOn = dayOf(from, zone);
  const nextSweep = (): Instant => {
    sweepOn = addDays(sweepOn, 1);
    return startOfDay(sweepOn, zone) + SWEEP_AT_MS;
  };
  const agendas = agendasFrom(rehearsal);
  let agenda = agendas.next().value;
  stage.sweep(from, 'first look');
  for (let played = 0, sweepAt = nextSweep(); ; ) {
    const waking = stage.waking();
    const actAt = script[played]?.at ?? Infinity;
    const at = Math.min(actAt, waking?.at ?? Infinity, sweepAt, agenda?.at ?? Infinity);
    if (at >= until) break;
    rehearsal.played?.(Math.floor((at - from) / WEEK_MS));
    if (at === actAt) {
      const events = script.slice(played).filter(event => event.at === at);
      played += events.length;
      stage.perform(at, events);
    } else if (at === waking?.at) {
      stage.reconcile(waking.cardId, at, waking.what);
    } else if (at === agenda?.at) {
      entries.push({ ...agenda, ...localTime(at) });
      agenda = agendas.next().value;
    } else {
      stage.sweep(at, 'sweep');
      sweepAt = nextSweep();
    }
  }
  const leftOut = rehearsal.script.length - script.length;
  return { entries, looks: stage.reconciles(), leftOut, board: stage.board() };
}

/** The agendas that would appear, one after the other; none where the playbook has no list for them. */
function* agendasFrom({
  playbook,
  calendar: calendarAt,
  from,
  weeks,
}: Rehearsal): Generator<Omit<TimelineEntry, 'day' | 'time'>, undefined> {
  if (!playbook.digest) return undefined;
  const { list } = playbook.digest;
  const until = from + weeks * WEEK_MS;
  for (let after = from; ; ) {
    const calendar = calendarAt(after);
    const on = allHandsOnOrAfter(calendar, addDays(dayOf(after, calendar.zone), 1));
    if (on === null) return undefined;
    after = startOfDay(on, calendar.zone);
    const at = startOfDay(digestDay(on, calendar), calendar.zone) + AGENDA_AT_MS;
    if (at >= until) return undefined;
    if (at < from) continue;
    const name = digestTitle(on, playbook);
    yield {
      at,
      card: { id: null, name },
      allHandsOn: on,
      kind: 'agenda',
      summary: `Put the agenda into the list “${list}”`,
      reason: 'plans, outcomes and open seats are told at the all-hands',
      to: [],
      because: 'the working day before the all-hands',
    };
  }
}

/** Day and time of an instant in a zone; much happens at the same one. */
function localTimeIn(zone: string): (at: Instant) => Pick<TimelineEntry, 'day' | 'time'> {
  let known = { at: Number.NaN, day: '', time: '' };
  return at => {
    if (known.at !== at) {
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
      known = { at, day: local.toPlainDate().toString(), time };
    }
    return { day: known.day, time: known.time };
  };
}
