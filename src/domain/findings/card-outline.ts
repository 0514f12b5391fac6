// What of a card the rules may look at from other cards, and how that has changed.
import { z } from 'zod';
import { customerResultOf, type PhaseStatuses, phaseOf } from '../customer-result.ts';
import type { Board, Card, Person, ReportedChange } from '../observation.ts';
import { PHASES, type Phase } from '../phase.ts';

const Ids = z.array(z.number());
/** A card as other cards see it. People are ids of ClickUp, in no particular order. */
export const Outline = z.object({
  phase: z.enum(PHASES).nullable(),
  members: Ids,
  /** In ClickUp's order. */
  supporters: Ids,
  functionsNeeded: z.array(z.string()),
  priority: z.number().nullable(),
  orderIndex: z.string(),
  startOn: z.string().nullable(),
});
export type Outline = z.infer<typeof Outline>;

/** How other cards may have to see a card otherwise; whoever is in no set stays for them what they were. */
export type CardChange = {
  /** The card as it was and as it is; null where it was unknown, or is deleted by now. */
  before: Outline | null;
  after: Outline | null;
  /** Every phase that it was in. */
  phases: ReadonlySet<Phase | null>;
  /** Who came to the team or left it, and who became or ceased to be supporter. */
  members: ReadonlySet<number>;
  supporters: ReadonlySet<number>;
};

/** The outline of a card within its board. */
export function outlineOf(card: Card, board: Board, { phases }: { phases: PhaseStatuses }): Outline {
  const { phase, members } = customerResultOf(card, board, phases);
  const { supporters, functionsNeeded, priority, orderIndex, startOn } = card;
  const ids = (people: readonly Person[]): number[] => people.map(({ id }) => id);
  return {
    phase,
    members: ids(members),
    supporters: ids(supporters),
    functionsNeeded,
    priority,
    orderIndex,
    startOn,
  };
}

/**
 * What lies between two outlines, and what deliveries told of meanwhile: somebody may have come and left again, and
 * another card may have seen them.
 */
export function changeOf(
  before: Outline | null,
  after: Outline | null,
  {
    reportedChanges,
    supportersBefore,
  }: { reportedChanges: readonly ReportedChange[]; supportersBefore: readonly Person[] | null },
  { phases }: { phases: PhaseStatuses },
): CardChange {
  const change = {
    before,
    after,
    phases: new Set([before?.phase ?? null, after?.phase ?? null]),
    members: difference(before?.members, after?.members),
    supporters: difference(before?.supporters, after?.supporters),
  };
  for (const { change: reported } of reportedChanges) {
    if (reported.kind === 'joined' || reported.kind === 'left') change.members.add(reported.person.id);
    if (reported.kind === 'moved') {
      for (const status of [reported.from, reported.to]) change.phases.add(phaseOf(status, phases));
    }
    if (reported.kind !== 'supporter') continue;
    for (const id of [...(supportersBefore ?? []).map(one => one.id), ...(after?.supporters ?? [])]) {
      change.supporters.add(id);
      change.members.add(id);
    }
  }
  return change;
}

/** Everybody who is on the team, or was. */
export function everyMember({ before, after }: CardChange): number[] {
  return [...(before?.members ?? []), ...(after?.members ?? [])];
}

/** Everybody who is supporter, or was. */
export function everySupporter({ before, after }: CardChange): number[] {
  return [...(before?.supporters ?? []), ...(after?.supporters ?? [])];
}

function difference(one: readonly number[] = [], other: readonly number[] = []): Set<number> {
  const [first, second] = [new Set(one), new Set(other)];
  return new Set([...one.filter(id => !second.has(id)), ...other.filter(id => !first.has(id))]);
}
