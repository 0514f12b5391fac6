// What every kind of operation is: its type, and the pure facts about it, in one record.

import type { Finding } from '../findings/finding.ts';
import type { InMemoryClickUp } from '../in-memory/in-memory-clickup.ts';
import type { RichText } from '../language/rich-text.ts';
import type { OwnComment } from '../observation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { OperationContent, SeenForContent } from './content.ts';

/** What every operation has. `summary` says it in a sentence, `target` names the object (an id, or words where it does not exist yet). */
export type OperationWith<Kind extends string, Values> = {
  kind: Kind;
  target: string;
  summary: string;
} & Values;

/** What an operation that says something says. */
export type WithText = { text: RichText };

/** What an operation was decided from, as far as people are told why. */
export type DecidedFrom = {
  findings: readonly Finding[];
  /** The rules for which something is taken back. */
  undoneFor: readonly string[];
  playbook: Playbook;
  comments: readonly OwnComment[];
};

/** The people whom an operation assigns, where ClickUp may refuse one of them. */
export type AssignedPeople<T> = {
  of(operation: T): readonly number[];
  /** The name under which the refusal of one of them is kept. */
  refusalOf(id: number): string;
  /** The operation without those of them; null where nothing remains of it. */
  without(operation: T, isRefused: (id: number) => boolean): T | null;
  /** The operation for one of them alone. Absent where doing it person by person would do it twice. */
  onlyFor?(operation: T, id: number): T;
};

/** What operations make for others of the same plan. */
export type Prerequisite =
  | 'list'
  | 'about item'
  | 'record'
  | 'work items'
  | 'closed items'
  | 'follow-up card'
  | 'explanation';

/** The facts about one kind of operation. How it is applied in ClickUp stands in `reconcile/apply/effects/`. */
export type OperationRecord<T extends { kind: string }> = {
  kind: T['kind'];
  /**
   * Whether doing it again and again is the sign of a fight. Making something is none: it happens once. Nor is what is
   * only told because another card changed: no card changes by that.
   */
  countsAsChange: 'always' | 'unless another card changed' | 'never';
  /** What it makes that others need, where one of them does. */
  makes?: Prerequisite;
  /** Where one of these was refused for good, it can't be done either, or would say that it was made. */
  needs: readonly Prerequisite[];
  /** It announces the operation right after it: where that can't be done, nobody is told of it. */
  announcesNext?: true;
  /** It asks somebody something. */
  isQuestion?: true;
  /** It tells how things are once the operations before it are done. */
  tellsOfOthers?: true;
  /** The agenda of an all-hands would name what it makes or moves. */
  isOnAgenda?: true;
  /** What it is about, among the operations of its kind for one card; its target where absent. */
  about?(operation: T): string;
  /** Absent where it assigns nobody. */
  assigned?: AssignedPeople<T>;
  /** What it writes, and as far as it is seen what stands there now. */
  content(operation: T, seen: SeenForContent): OperationContent;
  /** Does it in memory. What ClickUp would refuse changes nothing. */
  rehearse(inMemory: InMemoryClickUp, operation: T): void;
  /** What of card or playbook calls for it, in a few words. */
  why(operation: T, from: DecidedFrom): string | null;
};

/** The messages of what fails of these rules, as the reason of what is done about them. */
export function failuresOf(findings: readonly Finding[], rules: readonly string[]): string | null {
  const meant = findings.filter(({ rule, state }) => rules.includes(rule) && state === 'fails');
  return meant.map(({ message }) => message).join(' ') || null;
}
