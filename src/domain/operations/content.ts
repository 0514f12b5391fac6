// What an operation would write, in values that people and machines read: what stands there now, and what will. Pure.

import { itemIn, peopleById } from '../board-index.ts';
import type { Day } from '../day.ts';
import { plainText, type RichText } from '../language/rich-text.ts';
import type { TeamRecord } from '../mirror/record.ts';
import type { Observation, OwnComment, Person } from '../observation.ts';

/** A person by whom content is told; whom nobody knows any more has their number for a name. */
export type ContentPerson = { id: number; name: string };

/** Words of a text that are a link; `line` counts from 0. The page of a team list that does not exist yet has no `url`. */
export type ContentLink = { line: number; words: string; url: string | null };

/** The values of a thing, as far as an operation writes them. A text is as people read it: mentions are `@Name`. */
export type Content = {
  title?: string;
  name?: string;
  description?: string;
  text?: string;
  links?: ContentLink[];
  dueOn?: Day | null;
  assignees?: ContentPerson[];
  /** Whom a comment is assigned to. */
  assignee?: ContentPerson | null;
  supporters?: ContentPerson[];
  person?: ContentPerson;
  from?: Day;
  until?: Day;
  status?: string;
  tags?: string[];
  isClosed?: boolean;
  isResolved?: boolean;
  linkedWith?: string;
  /** The line in the description of a team list that says that it is over, or what is still open. */
  note?: string;
  /** What Liaison keeps of a team list at the end of its own page. */
  record?: TeamRecord;
};

/** `before` holds what is known of what stands there now, null where the thing is new. */
export type OperationContent = { before: Content | null; after: Content };

/** What an operation was decided from, as far as its content needs it; `page` is the address of the team list's page. */
export type SeenForContent = { observation: Observation; page: string | null };

/** A comment that is new. */
export function newText(text: RichText, { page }: SeenForContent, more: Content = {}): OperationContent {
  return { before: null, after: { ...textContent(text, page), ...more } };
}

/** A comment that says something else in its place. */
export function editedText(
  { commentId, text }: { commentId: string; text: RichText },
  { observation, page }: SeenForContent,
  more: (former: OwnComment | undefined) => Partial<OperationContent> = () => ({}),
): OperationContent {
  const former = observation.comments.find(({ id }) => id === commentId);
  const { before = null, after = {} } = more(former);
  return {
    before: { ...(former ? { text: former.text } : {}), ...before },
    after: { ...textContent(text, page), ...after },
  };
}

/** The people of these ids, by name. */
export function peopleOf(ids: readonly number[], { observation }: SeenForContent): ContentPerson[] {
  const known = peopleById(observation.board.people);
  return ids.map(id => ({ id, name: known.get(id)?.name ?? `user ${id}` }));
}

/** The same of people who bring their names. */
export function named(people: readonly Person[]): ContentPerson[] {
  return people.map(({ id, name }) => ({ id, name }));
}

/** The title of the work item of this id, or its id where it is not seen. */
export function titleOf(itemId: string, { observation }: SeenForContent): string {
  return itemIn(observation.board.items, itemId)?.name ?? itemId;
}

function textContent(text: RichText, page: string | null): Content {
  const links = text.flatMap(({ spans }, line) =>
    spans.flatMap(span =>
      typeof span === 'object' && 'link' in span
        ? [{ line, words: span.link, url: typeof span.url === 'string' ? span.url : page }]
        : [],
    ),
  );
  return { text: plainText(text), ...(links.length > 0 ? { links } : {}) };
}
