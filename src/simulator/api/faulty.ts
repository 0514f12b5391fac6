// What injected faults make of an answer.
import type { FaultRule } from '../behaviour.ts';
import { ApiError, assigneesInvalid, listDeleted, taskDeleted, unknownId } from './api-error.ts';
import type { ApiAnswer } from './call.ts';

const known = [assigneesInvalid, listDeleted, taskDeleted, unknownId].map(make => make());

/** The refusal that a rule of kind `status` asks for; a code that the simulator knows has its words. */
export function refusalBy({ status = 503, code }: FaultRule): ApiError {
  if (code !== undefined) {
    const words = known.find(each => each.code === code)?.message ?? 'Refused';
    return new ApiError(status, code, words);
  }
  if (status === 429) return new ApiError(429, 'APP_002', 'Rate limit reached');
  return new ApiError(status, 'ITEMV2_003', 'Internal server error');
}

/** The answer's JSON, cut off in the middle. */
export function garbled({ status, body }: ApiAnswer) {
  const text = JSON.stringify(body ?? {});
  return {
    status,
    text: text.slice(0, Math.floor(text.length / 2)),
    type: 'application/json; charset=utf-8',
  };
}

/** The page of a gateway in front of ClickUp. */
export function gatewayPage(status: number) {
  const text = `<html><head><title>${status} Bad Gateway</title></head><body><h1>${status} Bad Gateway</h1></body></html>`;
  return { status, text, type: 'text/html; charset=utf-8' };
}

// Answers to plural reads begin with the array of what was found; those about one thing do not.
const arrayIn = ({ body }: ApiAnswer): string | undefined => {
  const [first] = Object.entries(body ?? {});
  return first !== undefined && Array.isArray(first[1]) ? first[0] : undefined;
};

/** True for the answer to a read of many things. */
export const isPlural = (answer: ApiAnswer): boolean => arrayIn(answer) !== undefined;

/** The answer to a read of many things with the first few of them, as if there were no more. */
export function shortened(answer: ApiAnswer, keep: number): ApiAnswer {
  const name = arrayIn(answer) ?? '';
  const whole = answer.body as Record<string, unknown[]>;
  const body = { ...whole, [name]: whole[name]?.slice(0, keep) ?? [] };
  return { ...answer, body: 'last_page' in body ? { ...body, last_page: true } : body };
}
