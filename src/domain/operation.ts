// What a plan wants done, as data: it can be printed, tested and compared before anything is written.

import type { RichText } from './language/rich-text.ts';
import type { TeamRecord, Written } from './mirror/record.ts';
import type { Person } from './observation.ts';

type Said = { text: RichText };

/**
 * One change of ClickUp. `changes` are the ids of the reported changes that are taken back. `summary` says it in a sentence, `target` names the object (an id, or words where it does
 * not exist yet). Operations of a plan are meant in their order.
 */
export type Operation = { target: string; summary: string } & (
  | { kind: 'create-list'; name: string; description: string }
  | { kind: 'adopt-list'; listId: string; name: string; description: string }
  | { kind: 'create-about'; name: string; record: TeamRecord; text: string }
  | { kind: 'update-about'; itemId: string | null; record: TeamRecord; text: string }
  | {
      kind: 'create-item';
      template: string;
      name: string;
      description: string;
      tags: string[];
      values: Written;
    }
  | {
      kind: 'update-item';
      itemId: string;
      template: string;
      dueOn?: string | null;
      assignees?: { add: number[]; remove: number[] };
    }
  | ({ kind: 'post-status' } & Said)
  | ({ kind: 'edit-status'; commentId: string } & Said)
  /** `isUnassigned`: ClickUp does not let that person be assigned, who is only named. */
  | ({ kind: 'ask'; rule: string; person: Person; isUnassigned?: true } & Said)
  | ({ kind: 'escalate'; rule: string; person: Person; isUnassigned?: true } & Said)
  | ({ kind: 'settle-ask'; commentId: string } & Said)
  | ({ kind: 'answer'; commandId: string } & Said)
  | { kind: 'tag'; tag: string; isOn: boolean }
  | ({ kind: 'explain-undo'; rules: string[]; changes: string[] } & Said)
  | { kind: 'take-off'; people: Person[]; changes: string[] }
  | { kind: 'move-back'; status: string; changes: string[] }
  | { kind: 'put-back-supporter'; add: Person[]; remove: Person[]; changes: string[] }
  | { kind: 'mark-list'; listId: string; name: string; isFinished: boolean; note: string }
  | { kind: 'close-item'; itemId: string; listId: string }
  | { kind: 'reopen-item'; itemId: string; listId: string }
  | { kind: 'create-follow-up'; itemId: string; name: string; description: string; status: string }
  | { kind: 'link-follow-up'; itemId: string; cardId: string | null }
  | ({ kind: 'remind'; itemId: string; number: number } & Said)
);

/** An instant at which the plan would differ, and why; `rule` names the rule it is about, if it is about one. */
export type Upcoming = { at: number; what: string; rule?: string };
