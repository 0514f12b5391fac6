// What people see in ClickUp of a rule: the line of the status comment, who is asked, what was explained and undone.
import type { RawComment } from '../support/people.ts';
import { type Stage, supporterIds } from './rules-stage.ts';

/** How the card looks to people, as far as rules may undo it. */
export type Shape = { status: string; team: number[]; supporters: number[] };

export type Seen = {
  shape: Shape;
  tags: string[];
  /** The rule's lines in the one status comment: a mark and what it found. */
  lines: string[];
  /** Comments that wait for somebody's answer, on whichever card. */
  questions: { id: string; cardId: string; to: number; text: string }[];
  /** Every explanation so far of a change that was taken back. */
  explanations: string[];
  /** All comments of Liaison on the card, by id. */
  said: Map<string, RawComment>;
};

const MARKS = new Set(['✓', '○', '✗', '–']);

/** Reads everything anew. */
export async function look(stage: Stage): Promise<Seen> {
  const [cardId = ''] = stage.cardIds;
  const card = await stage.task();
  const spoken = await saidOn(stage, cardId);
  const statuses = spoken.filter(
    ({ comment_text: text }) => headline(text) === 'How this customer result stands',
  );
  const [status] = statuses;
  if (!status || statuses.length > 1) throw new Error(`There are ${statuses.length} status comments.`);
  const questions: Seen['questions'] = [];
  for (const id of stage.cardIds) {
    for (const comment of await saidOn(stage, id)) {
      const { assignee, resolved, comment_text: text } = comment;
      // What had ended and goes on is asked for its dates; that is about no rule.
      if (text.startsWith('Liaison asks: again')) continue;
      if (assignee && !resolved) questions.push({ id: comment.id, cardId: id, to: assignee.id, text });
    }
  }
  return {
    shape: shapeOf(card),
    tags: card.tags.map(({ name }) => name),
    lines: status.comment_text.split('\n').filter(line => MARKS.has(line[0] ?? '')),
    questions,
    explanations: spoken
      .map(({ comment_text: text }) => text)
      .filter(text => text.startsWith('Liaison took a change back')),
    said: new Map(spoken.map(comment => [comment.id, comment])),
  };
}

/** What rules may undo of a card. */
export function shapeOf(card: Awaited<ReturnType<Stage['task']>>): Shape {
  return {
    status: card.status.status,
    team: card.assignees.map(({ id }) => id).toSorted(byNumber),
    supporters: supporterIds(card).toSorted(byNumber),
  };
}

/** The first lines of what Liaison answered in the thread of a comment, oldest first. */
export async function answersTo(stage: Stage, commentId: string): Promise<string[]> {
  const path = `/comment/${commentId}/reply`;
  const { comments } = await stage.people.ask<{ comments: RawComment[] }>('GET', path);
  return comments
    .filter(({ user }) => user.id === stage.people.botId)
    .toSorted((one, other) => Number(one.date) - Number(other.date))
    .map(({ comment_text: text }) => headline(text));
}

/** What Liaison's accepted requests changed on the card since then, in order: `says` or `changes`. */
export async function deedsSince(stage: Stage, since: number): Promise<('says' | 'changes')[]> {
  const { simulator, botId } = stage.people;
  const answer = await simulator.fetch(new Request(`${simulator.url}/__sim/log`));
  type Entry = { at: number; user: number | null; method: string; path: string; status: number };
  const { requests } = (await answer.json()) as { requests: Entry[] };
  const [cardId = ''] = stage.cardIds;
  return requests.flatMap(({ at, user, method, path, status }) => {
    if (user !== botId || at < since || status >= 300) return [];
    if (method === 'POST' && path.endsWith(`/task/${cardId}/comment`)) return ['says' as const];
    const isChange = method !== 'GET' && new RegExp(`/task/${cardId}(/field/[^/]+)?$`).test(path);
    return isChange ? ['changes' as const] : [];
  });
}

/** A line of the status comment without its words: its mark. Null where the status says nothing of the rule. */
export function markOf({ lines: all }: Seen, isMeant = /./): string | null {
  const lines = all.filter(line => isMeant.test(line));
  if (lines.length > 1)
    throw new Error(`The status says more than one thing of one rule: ${lines.join(' ')}`);
  return lines[0]?.[0] ?? null;
}

/** Whether a question is settled, and its first line by now. */
export function settledAs(
  { said }: Seen,
  questionId: string,
): { resolved: boolean; headline: string } | null {
  const comment = said.get(questionId);
  return comment ? { resolved: comment.resolved, headline: headline(comment.comment_text) } : null;
}

function byNumber(one: number, other: number): number {
  return one - other;
}

async function saidOn({ people }: Stage, cardId: string): Promise<RawComment[]> {
  return (await people.comments(cardId)).filter(({ user }) => user.id === people.botId);
}

function headline(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.trim() ?? '';
}
