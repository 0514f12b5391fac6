// Sends one request over the network, with the token and within a time limit. Axios' errors never leave it, since they
// carry the token.
import axios, { type AxiosResponse, isAxiosError } from 'axios';
import { isLoopbackUrl } from '../../base/loopback.ts';
import { type Failed, noAnswer, tooLate } from './failure.ts';
import type { RequestSpec } from './request-spec.ts';
import { agentsTakingBack } from './taking-back.ts';

/** A page of 100 tasks weighs about 1 MB. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** Answers with whatever came, or with why nothing did. Never rejects. */
export type Send = (spec: RequestSpec<unknown>) => Promise<AxiosResponse<string> | Failed>;

/** `base` is the address before the path of a request. */
export function createSender({
  base,
  token,
  timeoutMs,
}: {
  base: string;
  token: string;
  timeoutMs: number;
}): Send {
  // A proxy of the environment is used, but can't reach this machine.
  const direct = isLoopbackUrl(base) ? { proxy: false as const } : {};
  const agents = agentsTakingBack();
  const authorization = token.startsWith('pk_') ? token : `Bearer ${token}`;
  return async spec => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const ending = spec.method === 'GET' ? spec.signal : undefined;
    const signal = ending ? AbortSignal.any([timeout, ending]) : timeout;
    try {
      return await axios.request<string>({
        method: spec.method,
        url: base + spec.path + queryText(spec.query),
        headers: { Accept: 'application/json', Authorization: authorization, 'User-Agent': 'liaison' },
        data: spec.body,
        signal,
        responseType: 'text',
        transformResponse: (text: string) => text,
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: LARGEST_ANSWER_BYTES,
        httpAgent: agents.http,
        httpsAgent: agents.https,
        ...direct,
      });
    } catch (error) {
      if (timeout.aborted) return tooLate(spec, timeoutMs);
      return noAnswer(spec, isAxiosError(error) ? (error.code ?? 'no reason given') : 'no reason given');
    }
  };
}

function queryText(query: RequestSpec<unknown>['query']): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (typeof value !== 'object') pairs.append(name, String(value));
    else for (const one of value) pairs.append(`${name}[]`, one);
  }
  const text = pairs.toString();
  return text === '' ? '' : `?${text}`;
}
