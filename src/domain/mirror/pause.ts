// The times in which a card rested or was at its end. They are kept in the record; before there is one, in the status comment. No day of them counts.
import type { Day } from '../day.ts';
import { pauseLines } from '../language/pause-line.ts';
import type { Card, Observation, OwnComment } from '../observation.ts';
import type { Pause } from '../pause.ts';
import { hasEnded, isResting, type Phase } from '../phase.ts';
import { addDays, addWorkingDays, type Calendar, isWorkingDay } from '../schedule/calendar.ts';

/** Nobody asks for older ones. */
const MOST = 12;
const LONGEST_NAME = 60;

/** Every pause that record and status comment know of, the oldest first. Of one that both know the record says more. */
export function knownPauses(
  recorded: readonly Pause[] | undefined,
  comments: readonly OwnComment[],
): readonly Pause[] {
  const status = comments.findLast(({ kind }) => kind === 'status');
  const said = status ? pauseLines(status.text) : [];
  if (said.length === 0) return recorded ?? [];
  const byFrom = new Map([...said, ...(recorded ?? [])].map(pause => [pause.from, pause]));
  return [...byFrom.values()].sort((one, other) => (one.from < other.from ? -1 : 1));
}

/**
 * The same as they are now: one begins where the card came to rest or to its end, and ends where it does not any more. The
 * end counts only where Liaison saw the work before it, and only if somebody is to hear of it (`keepsEnds`).
 */
export function pausesNow(
  known: readonly Pause[],
  { card, phase, today }: { card: Card; phase: Phase | null; today: Day },
  { observation, calendar, phaseOf, dayOf, phaseBefore, keepsEnds }: Moves,
): readonly Pause[] {
  const open = known.find(({ until }) => until === null);
  const kind = kindOf(phase);
  if (kind === kindOfPause(open)) return known;
  const move = lastMove(observation, card, phaseOf);
  const movedOn = move ? dayOf(move.at) : today;
  const day = movedOn < today ? movedOn : today;
  // A card that somebody moved by mistake was at rest for no day of work.
  const closed = known.flatMap(pause => {
    if (pause !== open) return [pause];
    const over = { ...pause, until: day };
    return daysOf(over, calendar) > 0 ? [over] : [];
  });
  const isSeenEnding = phaseBefore !== undefined && kindOf(phaseBefore) !== 'end';
  if (kind === null || (kind === 'end' && !(keepsEnds && isSeenEnding))) return closed;
  const by = observation.board.people.find(({ id }) => id === move?.by)?.name ?? null;
  const { startOn: start, dueOn: due } = card;
  const isEnd = kind === 'end' ? { isEnd: true as const } : {};
  return [...closed, { from: day, until: null, by: by && oneLine(by), start, due, ...isEnd }].slice(-MOST);
}

type Moves = {
  observation: Pick<Observation, 'reportedChanges' | 'board'>;
  calendar: Calendar;
  phaseOf(status: string): Phase | null;
  dayOf(at: number): Day;
  /** The phase in which the record last saw the card. */
  phaseBefore: Phase | undefined;
  keepsEnds: boolean;
};

type Kind = 'rest' | 'end' | null;

function kindOf(phase: Phase | null): Kind {
  if (isResting(phase)) return 'rest';
  return hasEnded(phase) ? 'end' : null;
}

function kindOfPause(open: Pause | undefined): Kind {
  if (open === undefined) return null;
  return open.isEnd ? 'end' : 'rest';
}

/** The reported change by which the card came to rest or to its end, or back from it. */
function lastMove({ reportedChanges }: Moves['observation'], { status }: Card, phaseOf: Moves['phaseOf']) {
  const kind = kindOf(phaseOf(status));
  return reportedChanges.findLast(
    ({ change }) =>
      change.kind === 'moved' && kindOf(phaseOf(change.to)) === kind && kindOf(phaseOf(change.from)) !== kind,
  );
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
}

/** The working days of a pause that is over; 0 while it lasts. */
export function daysOf({ from, until }: Pause, calendar: Calendar): number {
  let count = 0;
  for (let day = from; until !== null && day < until; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

/** A day that counts from one of the card's dates, later by every pause since which people did not move that date. */
export function afterPauses(
  day: Day,
  anchor: 'start' | 'due',
  card: Pick<Card, 'startOn' | 'dueOn'>,
  { pauses, calendar }: { pauses: readonly Pause[]; calendar: Calendar },
): Day {
  const date = anchor === 'start' ? card.startOn : card.dueOn;
  return pauses.reduce((later, pause) => {
    const isCounted = pause.until !== null && pause[anchor] === date && pause.from <= later;
    return isCounted ? addWorkingDays(calendar, later, daysOf(pause, calendar)) : later;
  }, day);
}

/** The day on which the card last came back to work, null if it never rested. */
export function backOn(pauses: readonly Pause[]): Day | null {
  return pauses.findLast(({ until }) => until !== null)?.until ?? null;
}
