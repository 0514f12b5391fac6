// Which status of a board probably means which phase: told by its type, its name (English, German) and its place. Pure.
import { PHASES, type Phase } from '../domain/phase.ts';
import type { SurveyedStatus } from './survey.ts';

/** `phase` is null where nothing tells. */
export type StatusGuess = SurveyedStatus & { phase: Phase | null };

/** Parts of names, in lower case. The first phase of which one fits wins, so that the particular comes before the common. */
const WORDS: readonly (readonly [Phase, readonly string[]])[] = [
  [
    'dropped',
    [
      'cancel',
      'dropped',
      'drop',
      'rejected',
      'abandon',
      'won’t do',
      "won't do",
      'verworfen',
      'abgebrochen',
      'abgelehnt',
      'gestrichen',
    ],
  ],
  [
    'paused',
    [
      'on hold',
      'hold',
      'paused',
      'pause',
      'waiting',
      'blocked',
      'parked',
      'pausiert',
      'wartet',
      'ruht',
      'zurückgestellt',
      'geparkt',
    ],
  ],
  [
    'done',
    [
      'done',
      'complete',
      'completed',
      'finished',
      'achieved',
      'shipped',
      'erledigt',
      'fertig',
      'abgeschlossen',
      'erreicht',
    ],
  ],
  ['evaluating', ['evaluat', 'measur', 'retro', 'auswert', 'evaluier', 'evaluation', 'messen', 'bewert']],
  [
    'running',
    [
      'in progress',
      'doing',
      'running',
      'active',
      'in development',
      'in arbeit',
      'läuft',
      'in bearbeitung',
      'in umsetzung',
      'aktiv',
    ],
  ],
  [
    'forming',
    [
      'forming',
      'staffing',
      'team wanted',
      'looking for',
      'finding team',
      'team gesucht',
      'teambildung',
      'sucht team',
      'besetzung',
      'gesucht',
    ],
  ],
  [
    'candidate',
    [
      'backlog',
      'idea',
      'prioriti',
      'candidate',
      'proposed',
      'open',
      'to do',
      'todo',
      'next',
      'ideen',
      'speicher',
      'priorisiert',
      'vorschlag',
      'kandidat',
      'offen',
      'geplant',
      'planned',
    ],
  ],
];

/** A guess for each status of a board, in their order. */
export function guessPhases(statuses: readonly SurveyedStatus[]): StatusGuess[] {
  const guesses = statuses.map((status): StatusGuess => ({ ...status, phase: phaseOf(status) }));
  const isThere = (phase: Phase) => guesses.some(guess => guess.phase === phase);
  const lastClosed = guesses.findLast(({ type, phase }) => type === 'closed' && phase === null);
  const lastDone = guesses.findLast(({ type, phase }) => type === 'done' && phase === null);
  // What ClickUp counts as an end is one of the two ends, and its name tells only sometimes which.
  if (lastDone && !isThere('done')) lastDone.phase = 'done';
  if (lastClosed) lastClosed.phase = isThere('done') ? 'dropped' : 'done';
  const [first] = guesses;
  if (first && first.phase === null && (first.type === 'open' || first.type === 'unstarted')) {
    first.phase = 'candidate';
  }
  return guesses;
}

/** An end is never guessed for work that goes on, nor the other way round. */
function phaseOf({ name, type }: SurveyedStatus): Phase | null {
  const words = name.toLowerCase();
  const isEnd = type === 'closed' || type === 'done';
  for (const [phase, parts] of WORDS) {
    if (isEnd && phase !== 'done' && phase !== 'dropped') continue;
    if (parts.some(part => words.includes(part))) return phase;
  }
  return null;
}

/** The statuses of each phase, in their order; a status without one is left out. */
export function statusesByPhase(
  guesses: readonly { name: string; phase: Phase | null }[],
): Record<Phase, string[]> {
  const entries = PHASES.map(phase => [
    phase,
    guesses.filter(guess => guess.phase === phase).map(({ name }) => name),
  ]);
  return Object.fromEntries(entries) as Record<Phase, string[]>;
}
