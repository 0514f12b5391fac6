// Who works on what, and for whom: the shape of `roster --json`. Pure. Fields may be added, never renamed.
import { type CompanyView, viewOf } from '../domain/board-view.ts';
import { customerResultOf } from '../domain/customer-result.ts';
import type { Board, Card, FieldKey } from '../domain/observation.ts';
import { isAtWork, type Phase } from '../domain/phase.ts';
import { membersOf } from '../domain/plan.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { RequestCount } from '../reconcile/ports.ts';

type Named = { id: number; name: string };

/** The team of one customer result. */
export type TeamReport = {
  id: string;
  name: string;
  url: string;
  phase: Phase | null;
  supporters: Named[];
  /** Fields of the card that ClickUp does not show; what they hold is not known here. Only where there are such. */
  outOfSight?: readonly FieldKey[];
  /** Each with the functions they have and the flocks they speak for. */
  members: (Named & { functions: string[]; flocks: string[] })[];
  /** What the card asks for, as it is written there. */
  functionsNeeded: string[];
  /**
   * Only where the card asks for functions: which of them nobody on the team has, and the flocks of their people for
   * which nobody on the team speaks.
   */
  unspoken: { functions: string[]; flocks: string[] };
};

/** `at` is ISO 8601 in UTC. */
export type Roster = { at: string; customerResults: TeamReport[]; requests: RequestCount };

/** Whether a team is at work, comes together, or rests from that. */
export function hasTeam(card: Card, board: Board, playbook: Playbook): boolean {
  const { phase, members } = customerResultOf(card, board, playbook.phases);
  return phase === 'forming' || isAtWork(phase) || (phase === 'paused' && members.length > 0);
}

/** The team of a card as the board shows it. */
export function teamOf(card: Card, board: Board, playbook: Playbook): TeamReport {
  const subject = customerResultOf(card, board, playbook.phases);
  const view = viewOf(board, playbook);
  const members = membersOf({ subject, context: { view } }).map(({ person, functions, flocks }) => ({
    id: person.id,
    name: person.name,
    functions: [...functions],
    flocks: [...flocks],
  }));
  const { id, name, url, supporters, functionsNeeded } = subject.card;
  return {
    id,
    name,
    url,
    phase: subject.phase,
    supporters: supporters.map(({ id: person, name: called }) => ({ id: person, name: called })),
    ...(card.unknownFields ? { outOfSight: card.unknownFields } : {}),
    members,
    functionsNeeded: [...functionsNeeded],
    unspoken: unspokenOf(functionsNeeded, members, view),
  };
}

function unspokenOf(
  needed: readonly string[],
  members: TeamReport['members'],
  view: CompanyView,
): TeamReport['unspoken'] {
  const present = new Set(members.flatMap(({ functions }) => functions.map(name => name.toLowerCase())));
  const spokenFor = new Set(members.flatMap(({ flocks }) => flocks));
  const people = needed.flatMap(name => [...(view.functions.get(name.toLowerCase())?.members ?? [])]);
  const homes = new Set(people.flatMap(person => view.flocksOf(person)));
  return {
    functions: needed.filter(name => !present.has(name.toLowerCase())),
    flocks: [...homes].filter(flock => !spokenFor.has(flock)).sort(),
  };
}
