// Who of a board's people is there, by the playbook: its absences, and the working days that the playbook gives a person.
import { memoizeByObject } from '../../base/memoize.ts';
import { findPerson } from '../board-view.ts';
import type { Board, Person } from '../observation.ts';
import type { Calendar, Weekday } from '../schedule/calendar.ts';
import { type Absence, type Presence, presenceOf, type WorkingDays } from './absence.ts';

type Ways = { people: { workingDays: Readonly<Record<string, readonly Weekday[]>> } };

const NONE: readonly Absence[] = [];

/** Who is there of the people of this board. A name in the playbook that nobody has changes nothing. */
export function presenceIn(board: Board, { people: { workingDays } }: Ways, calendar: Calendar): Presence {
  return presenceOf(board.absences ?? NONE, daysOf(workingDays)(board.people), calendar);
}

const daysOf = memoizeByObject((named: Ways['people']['workingDays']) =>
  memoizeByObject((people: readonly Person[]): WorkingDays => {
    const found = new Map<number, ReadonlySet<Weekday>>();
    for (const [name, days] of Object.entries(named)) {
      const person = findPerson(people, name);
      if (person) found.set(person.id, new Set(days));
    }
    return found;
  }),
);
