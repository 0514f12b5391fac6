// Which of the known words somebody meant who slipped on the keyboard.
import { closest, distance } from 'fastest-levenshtein';

/** Of shorter words nobody can tell which was meant; longer ones are none. */
const SHORTEST = 3;
const LONGEST = 80;

/** The one of `known` that a slip of the keyboard turns into `word`; null if none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || word.length > LONGEST) return null;
  const lower = word.toLowerCase();
  const same = known.find(candidate => candidate.toLowerCase() === lower);
  if (same !== undefined) return same;
  const best = closest(
    lower,
    known.map(candidate => candidate.toLowerCase()),
  );
  const slips = distance(lower, best);
  // Two swapped letters count as two slips.
  const allowed = best.length <= 3 ? 1 : Math.max(2, Math.floor(best.length / 3));
  return slips <= allowed ? (known.find(candidate => candidate.toLowerCase() === best) ?? null) : null;
}

/** The few of `known` that are as near to `word` as any, at most so many slips away; none if that may be anything. */
export function nearestOf(word: string, known: Iterable<string>): string[] {
  if (word.length < SHORTEST || word.length > LONGEST) return [];
  const slips = Math.floor((word.length + 2) / 4);
  const byDistance = new Map<number, string[]>();
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > slips) continue;
    const far = isSwapped(word, candidate) ? 1 : distance(word, candidate);
    if (far <= slips) byDistance.set(far, [...(byDistance.get(far) ?? []), candidate]);
  }
  return byDistance.get(Math.min(...byDistance.keys())) ?? [];
}

/** Two letters beside each other in the wrong order are one slip. */
function isSwapped(word: string, other: string): boolean {
  if (word.length !== other.length) return false;
  let at = 0;
  while (at < word.length && word[at] === other[at]) at += 1;
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2) === other;
}
