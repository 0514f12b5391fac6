// Talks with a server that speaks ClickUp's API, and has every request and answer judged by the
// specification on the way.
import { checkAnswer, checkRequest, operationFor } from './specification.ts';

/** Who speaks: counts what was checked and gathers the problems. */
export type Conversation = {
  say(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }>;
  problems: string[];
  operations: Map<string, number>;
  requests: number;
  answers: number;
};

/** A JSON answer, loosely: tests look at the keys they know. */
export type Json = { readonly [key: string]: Json };

/** The array that a JSON value is; throws where it is none. */
export function listIn(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw new Error(`Expected a list, got ${JSON.stringify(value)}.`);
  return value as Json[];
}

/** The id that a new comment is answered with, a number there, as reads give it. */
export function commentIdIn(value: unknown): string {
  if (typeof value !== 'number') throw new Error(`Expected a number, got ${JSON.stringify(value)}.`);
  return String(value);
}

/** Starts a conversation under an API address with a token. */
export function converse(apiUrl: string, token: string): Conversation {
  const conversation: Conversation = {
    problems: [],
    operations: new Map(),
    requests: 0,
    answers: 0,
    async say(method, path, body) {
      const operationId = operationFor(method, path);
      if (operationId === undefined) throw new Error(`The specification has no ${method} ${path}.`);
      const text = body === undefined ? undefined : JSON.stringify(body);
      const answer = await fetch(`${apiUrl}${path}`, {
        method,
        headers: { Authorization: token, 'Content-Type': 'application/json' },
        ...(text === undefined ? {} : { body: text }),
      });
      const raw = await answer.text();
      const parsed = (raw === '' ? undefined : JSON.parse(raw)) as Json;
      // A refused request may be wrong on purpose.
      if (answer.status < 400 && body !== undefined) {
        conversation.requests += 1;
        conversation.problems.push(...checkRequest(operationId, body));
      }
      conversation.answers += 1;
      conversation.problems.push(...checkAnswer(operationId, answer.status, parsed));
      conversation.operations.set(operationId, (conversation.operations.get(operationId) ?? 0) + 1);
      return { status: answer.status, body: parsed };
    },
  };
  return conversation;
}

/** The text that a JSON value is; throws where it is none. */
export function textIn(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Expected a text, got ${JSON.stringify(value)}.`);
  return value;
}
