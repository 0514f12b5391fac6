// What an answer of ClickUp is: what was asked for, a refusal, or nothing that can be read.
import { z } from 'zod';
import { parseJson } from '../../base/parse-json.ts';
import { type Failed, type FailedRequest, refusal, strangeAnswer, unreadable } from './failure.ts';

const Refusal = z.looseObject({ ECODE: z.string().optional() });

/** Reads an answer by its schema; `exhaust` notes that no request is left, and says until when. */
export function readAnswer<T>(
  spec: FailedRequest & { answer: z.ZodType<T> },
  response: { status: number; data: string },
  exhaust: () => number,
): { answer: T } | Failed {
  const { status, data: text } = response;
  const isFine = status >= 200 && status < 300;
  const parsed = jsonIn(text);
  if (!isFine) {
    const said = Refusal.safeParse(parsed?.json);
    if (status === 429) return refusal(spec, { status, code: codeIn(said.data?.ECODE) }, exhaust());
    if (!said.success) return strangeAnswer(spec, status);
    const code = codeIn(said.data.ECODE);
    return refusal(spec, { status, code }, code === 'APP_002' ? exhaust() : null);
  }
  if (parsed === null) {
    if (text.trimStart().startsWith('<')) return strangeAnswer(spec, status);
    return unreadable(spec, `its ${text.length} characters are not JSON`, true);
  }
  const result = spec.answer.safeParse(parsed.json);
  if (result.success) return { answer: result.data };
  const [issue] = result.error.issues;
  return unreadable(spec, `${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message}`, false);
}

/** Null if it is not JSON. The parser's own error is dropped, since it quotes the text. */
function jsonIn(text: string): { json: unknown } | null {
  if (text.trim() === '') return { json: undefined };
  try {
    return { json: parseJson(text) };
  } catch {
    return null;
  }
}

/** Codes look like ITEM_013; anything else is not repeated to anybody. */
function codeIn(given: string | undefined): string | null {
  return given !== undefined && /^[a-z][a-z0-9_]{0,30}_\d{1,4}$/i.test(given) ? given.toUpperCase() : null;
}
