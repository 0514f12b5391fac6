// The breaker: a card that Liaison changes again and again is in a fight with somebody or something, and is left alone.
import type { Instant } from '../day.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Observation, Person, ReportedChange } from '../observation.ts';
import { recordOfKind } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** The name of the finding on a card that is left alone. */
export const BREAKER = 'breaker';

const HOUR_MS = 3_600_000;
/** Nobody reads what Liaison did, makes up their mind and does something about it so soon, time and again. */
const REACTION_MS = 5_000;

/** Until when the card is left alone, null if it need not be. It resets by itself as the changes grow old. */
export function trippedUntil(
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

/** What led to a look, as far as the breaker is concerned. */
export type Occasion = {
  reportedChanges: readonly ReportedChange[];
  /** Whether reading showed that somebody changed the card or its list, where no delivery tells of it. */
  wasPolled: boolean;
  /** By our clock. */
  changedAt: Instant;
  /** When Liaison last wrote something of the card; null if that is not known. */
  lastActedAt: Instant | null;
  people: readonly Person[];
};

/**
 * Whether a look answers what a person did. Whatever people do does not make a fight, however often they do it: else
 * anybody could have the rules rest. Only a program answers within seconds of what Liaison did.
 */
export function answersPeople({
  reportedChanges,
  wasPolled,
  changedAt,
  lastActedAt,
  people,
}: Occasion): boolean {
  const isLater = (at: Instant): boolean => lastActedAt === null || at - lastActedAt > REACTION_MS;
  const isOfPerson = ({ by }: ReportedChange): boolean => people.some(({ id }) => id === by);
  if (reportedChanges.length === 0) return wasPolled && isLater(changedAt);
  return reportedChanges.some(
    reported => isOfPerson(reported) && (isOwnChoice(reported) || isLater(reported.receivedAt)),
  );
}

/** Who joins or leaves a team by their own hand is no program, however quickly they do it. */
function isOwnChoice({ by, change }: ReportedChange): boolean {
  return (change.kind === 'joined' || change.kind === 'left') && change.person.id === by;
}

/** Whether these are the findings of a card that is left alone. To say so must not prolong it. */
export function isTripped(findings: readonly Finding[]): boolean {
  return findings.some(({ rule }) => rule === BREAKER);
}

/** What is told of a card that is left alone; `until` in the words of its readers. */
export function breakerFinding(count: number, until: string, texts: CompanyTexts): Finding {
  return {
    rule: BREAKER,
    enforcement: 'inform',
    state: 'fails',
    message: texts.render('rest.message', { count, until }),
    evidence: { changes: count, until },
    mend: texts.render('rest.mend'),
    menders: [],
    waiver: null,
  };
}

/** Whether a card is in a fight if this is done to it again and again; `isOfNeighbour` if only another card changed. */
export function countsAsChange(kind: string, isOfNeighbour = false): boolean {
  const counts = recordOfKind(kind)?.countsAsChange;
  return counts !== 'never' && !(isOfNeighbour && counts === 'unless another card changed');
}
