// How a card's list begins: a new one, or one that people made. What the playbook has not answered makes nothing.

import type { CustomerResult } from '../customer-result.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Board, Observation, OutOfSight, TeamList } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type Adoption, adoptionOf } from './adopted-list.ts';
import { fillFor, needsTeamList } from './desired-items.ts';
import { freeListName } from './free-list-name.ts';
import type { ObservedTeamList } from './team-list.ts';

/** What is opened; `adopts` is a list that is there already. */
export type ListOpening = { adopts: TeamList | null; name: string; isAnswered: boolean };

type Company = { playbook: Playbook; texts: CompanyTexts };

/** For a card that has no list and waits for no answer. `isAnew`: somebody asked for a new one, whatever there is. */
export function openingOf(
  { board, takenListNames }: Pick<Observation, 'board' | 'takenListNames'>,
  subject: CustomerResult,
  { playbook, texts }: Company,
  isAnew: boolean,
): ListOpening {
  const wanted = fillFor(playbook.teamList.name, subject, texts);
  const adoption = isAnew ? null : adoptionFor(subject, board, { playbook, texts });
  if (adoption?.kind === 'adopt') {
    return { adopts: adoption.list, name: adoption.list.name, isAnswered: true };
  }
  const mayUse = adoption?.kind === 'make' ? adoption.mayUse : () => false;
  const { name, free } = freeListName(wanted, board, takenListNames, mayUse);
  return { adopts: free, name: free?.name ?? name, isAnswered: false };
}

/** The operation that opens it. */
export function openList(
  { adopts, name, isAnswered }: ListOpening,
  { items }: Pick<ObservedTeamList, 'items'>,
  subject: CustomerResult,
  { playbook, texts }: Company,
): Operation {
  const description = fillFor(playbook.teamList.description, subject, texts).trimEnd();
  if (!adopts) {
    return { kind: 'create-list', name, description, target: name, summary: `Make the list “${name}”` };
  }
  const tasks = [...items.values()].map(item => `“${item.name}”`);
  const withTasks = tasks.length === 0 ? '' : ` with its ${tasks.join(', ')}`;
  const summary = isAnswered
    ? `Take over the list “${name}”${withTasks}, as the playbook says`
    : `Use the list “${name}”, which belongs to no card, for this one`;
  return { kind: 'adopt-list', listId: adopts.id, name, description, target: adopts.id, summary };
}

/** Why the card, which needs a list and has none, gets none before somebody answers; null where it need not wait. */
export function waitsForAnswer(
  { list, unknown }: ObservedTeamList,
  subject: CustomerResult,
  board: Board,
  company: Company,
): OutOfSight | null {
  const { phase } = subject;
  if (list !== null || unknown !== null || phase === null || !needsTeamList(phase, company.playbook))
    return null;
  const adoption = adoptionFor(subject, board, company);
  switch (adoption.kind) {
    case 'make':
    case 'adopt':
      return null;
    case 'not-in-folder':
      return { why: adoption.kind, list: { id: adoption.listId, name: null }, page: null };
    case 'of-another-card':
      return { why: adoption.kind, list: adoption.list, page: null };
    case 'unanswered': {
      const [first, ...others] = adoption.candidates.map(({ listId: id, name }) => ({ id, name }));
      return { why: adoption.kind, list: first ?? null, others, page: null };
    }
  }
}

function adoptionFor(subject: CustomerResult, board: Board, { playbook, texts }: Company): Adoption {
  const wantedName = fillFor(playbook.teamList.name, subject, texts);
  return adoptionOf({ card: subject.card, board, wantedName }, playbook);
}
