// What somebody said of their own absence in a comment, in the list of absences.
import type { Day } from '../day.ts';
import type { Absence } from '../people/absence.ts';
import { peopleOf } from './content.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';

type NoteAbsence = OperationWith<
  'note-absence',
  { commandId: string; personId: number; from: Day; until: Day; name: string }
>;
type ChangeAbsence = OperationWith<'change-absence', { absenceId: string; from: Day; until: Day }>;
type CloseAbsence = OperationWith<'close-absence', { absenceId: string }>;

const ALONE = { countsAsChange: 'never', needs: [], why: () => 'somebody asked for it' } as const;

export const noteAbsence: OperationRecord<NoteAbsence> = {
  kind: 'note-absence',
  ...ALONE,
  content({ personId, from, until, name }, seen) {
    const [person] = peopleOf([personId], seen);
    return { before: null, after: { title: name, ...(person ? { person } : {}), from, until } };
  },
  rehearse(inMemory, { commandId, personId, from, until }) {
    const absence: Absence = {
      id: `a${inMemory.number()}`,
      people: [personId],
      from,
      until,
      madeFor: commandId,
    };
    inMemory.changeAbsences(all => [...all, absence]);
  },
};

export const changeAbsence: OperationRecord<ChangeAbsence> = {
  kind: 'change-absence',
  ...ALONE,
  content({ absenceId, from, until }, { observation }) {
    const former = observation.board.absences?.find(({ id }) => id === absenceId);
    return { before: former ? { from: former.from, until: former.until } : null, after: { from, until } };
  },
  rehearse: (inMemory, { absenceId, from, until }) =>
    inMemory.changeAbsences(all => all.map(one => (one.id === absenceId ? { ...one, from, until } : one))),
};

export const closeAbsence: OperationRecord<CloseAbsence> = {
  kind: 'close-absence',
  ...ALONE,
  content: () => ({ before: { isClosed: false }, after: { isClosed: true } }),
  rehearse: (inMemory, { absenceId }) =>
    inMemory.changeAbsences(all => all.filter(({ id }) => id !== absenceId)),
};
