// The breaker: a card that Liaison changes again and again is in a fight with somebody or something, and is left alone.
import type { Instant } from './day.ts';
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';
import type { Playbook } from './playbook.ts';
import type { Speech } from './speech.ts';

/** The name under which a rest is found. */
export const BREAKER = 'breaker';

const HOUR_MS = 3_600_000;

/** Until when the card is left alone, null if it need not be. It resets by itself as the changes grow old. */
export function restUntil(
  { at, changedAt }: Pick<Observation, 'at' | 'changedAt'>,
  { maxChangesPerHour }: Pick<Playbook, 'maxChangesPerHour'>,
): Instant | null {
  if (changedAt.length < maxChangesPerHour) return null;
  const lately = changedAt
    .filter(then => then > at - HOUR_MS && then <= at)
    .sort((one, other) => other - one);
  const decisive = lately[maxChangesPerHour - 1];
  return decisive === undefined ? null : decisive + HOUR_MS;
}

/** What is told of a card at rest; `until` in the words of its readers. */
export function restFinding(count: number, until: string, speech: Speech): Finding {
  return {
    rule: BREAKER,
    enforcement: 'inform',
    state: 'fails',
    message: speech.say('rest.message', { count, until }),
    evidence: { changes: count, until },
    mend: speech.say('rest.mend'),
    menders: [],
    waiver: null,
  };
}

/** Making something is no sign of a fight: it happens once. What is said about a rest is not counted either. */
export function countsAsChange(kind: string): boolean {
  return !/^(create|adopt)-|^(post-status|update-about|remind|answer|tag|escalate|mark-list|link-follow-up)$/.test(
    kind,
  );
}
