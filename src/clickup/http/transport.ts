// The one function through which every request to ClickUp goes: token, time limit, budget, redaction, parsing.
// It knows no endpoint. Axios' errors never leave it, since they carry the token.

import { setTimeout as wait } from 'node:timers/promises';
import axios, { type AxiosResponse, isAxiosError } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { isLoopbackUrl } from '../../base/loopback.ts';
import { parseJson } from '../../base/parse-json.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { ClickUpFailure, type RequestCount } from '../../reconcile/ports.ts';
import { type BudgetState, createBudget } from './budget.ts';
import { type Failed, noAnswer, refusal, strangeAnswer, tooLate, unreadable, withheld } from './failure.ts';
import { createSilenceMeter, type Silence } from './silence.ts';

type QueryValue = string | number | boolean | readonly string[];

/** One request. `path` starts behind `/v2`; `doing` completes "While …" in messages and names the ids. */
export type RequestSpec<T> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, QueryValue>>;
  body?: object;
  answer: z.ZodType<T>;
  doing: string;
  /** Ends a read, which is not repeated then; a write comes to its end. */
  signal?: AbortSignal | undefined;
};

export type Transport = {
  /** Sends and answers with what the schema makes of the answer. Fails with a `ClickUpFailure` only. */
  request<T>(spec: RequestSpec<T>): Promise<T>;
  /** Requests sent since this transport was made, repetitions included. */
  requests(): RequestCount;
  budget(): BudgetState;
  /** Since when no request was answered, the one under way included; null where the last one was. */
  silence(): Silence | null;
  /** From now on all processes with this token and memory keep within one budget. */
  shareBudget(memory: Memory): void;
};

export type TransportOptions = {
  /** For example `https://api.clickup.com/api`. */
  apiUrl: string;
  token: string;
  clock: Clock;
  log: Log;
  timeoutMs?: number;
  pause?: (ms: number) => Promise<void>;
  random?: () => number;
  /** Hears of every request that was sent; `status` is `none` where no answer came. */
  watch?(sent: { kind: 'read' | 'write'; status: number | 'none'; remaining: number | null }): void;
};

const TIMEOUT_MS = 15_000;
const REPETITIONS = 3;
const BACKOFF_MS = 250;
/** A page of 100 tasks weighs about 1 MB. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

const Refusal = z.looseObject({ ECODE: z.string().optional() });

/** Makes the transport of one token. Reads are repeated a little, writes never: a repetition could double them. */
export function createTransport(options: TransportOptions): Transport {
  const { token, clock, log, timeoutMs = TIMEOUT_MS, random = Math.random } = options;
  const pause = options.pause ?? (ms => wait(ms));
  const counted: RequestCount = { reads: 0, writes: 0 };
  const base = `${options.apiUrl.replace(/\/+$/, '')}/v2`;
  const budget = createBudget({ clock, log, apiUrl: base, token });
  const meter = createSilenceMeter(clock);
  // A proxy of the environment is used, but can't reach this machine.
  const direct = isLoopbackUrl(base) ? { proxy: false as const } : {};
  const authorization = token.startsWith('pk_') ? token : `Bearer ${token}`;

  // Answers may repeat the token, in whatever case.
  const secret = new RegExp(token.replaceAll(/[^\w]/g, String.raw`\$&`), 'gi');
  const redact = (text: string) => (token === '' ? text : text.replaceAll(secret, '[token]'));
  const redacted = ({ failure, isPassing }: Failed): Failed => {
    const message = redact(failure.message);
    if (message === failure.message) return { failure, isPassing };
    const { kind, isMaybeApplied, until, isOfToken } = failure;
    const facts = { isMaybeApplied, isOfToken, ...(until === null ? {} : { until }) };
    return { failure: new ClickUpFailure(kind, message, facts), isPassing };
  };

  const send = async <T>(spec: RequestSpec<T>): Promise<AxiosResponse<string> | Failed> => {
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
        ...direct,
      });
    } catch (error) {
      if (timeout.aborted) return tooLate(spec, timeoutMs);
      return noAnswer(spec, isAxiosError(error) ? (error.code ?? 'no reason given') : 'no reason given');
    }
  };

  const attempt = async <T>(spec: RequestSpec<T>): Promise<{ answer: T } | Failed> => {
    if (!/^[\x21-\x7e]+$/.test(token)) return refusal(spec, { status: 401, code: 'OAUTH_025' }, null);
    const taken = await budget.take();
    if ('until' in taken) return withheld(spec, taken.until);
    const kind = spec.method === 'GET' ? 'read' : 'write';
    counted[`${kind}s`] += 1;
    const noteEnd = meter.begin();
    const response = await send(spec);
    if ('failure' in response) {
      noteEnd(redact(response.failure.message));
      budget.learn(taken);
      options.watch?.({ kind, status: 'none', remaining: budget.state().remaining });
      return response;
    }
    const header = (name: string) => {
      const value: unknown = response.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    budget.learn(taken, header);
    options.watch?.({ kind, status: response.status, remaining: budget.state().remaining });
    const result = read(spec, response, () => budget.exhaust(header));
    noteEnd('failure' in result && result.isPassing ? redact(result.failure.message) : null);
    return result;
  };

  return {
    async request(spec) {
      for (let tried = 1; ; tried++) {
        const result = await attempt(spec);
        const { remaining } = budget.state();
        const fields = { method: spec.method, path: redact(spec.path), remaining };
        if ('answer' in result) {
          log.debug(fields, 'clickup answered');
          return result.answer;
        }
        const { failure, isPassing } = redacted(result);
        log.debug({ ...fields, kind: failure.kind, reason: failure.message }, 'clickup failed');
        if (spec.method !== 'GET' || !isPassing || tried > REPETITIONS) throw failure;
        if (spec.signal?.aborted) throw failure;
        await pause(random() * BACKOFF_MS * 2 ** (tried - 1));
      }
    },
    requests: () => ({ ...counted }),
    budget: () => budget.state(),
    silence: () => meter.state(),
    shareBudget: memory => budget.shareThrough(memory),
  };
}

function read<T>(
  spec: RequestSpec<T>,
  response: AxiosResponse<string>,
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

function queryText(query: RequestSpec<unknown>['query']): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (typeof value !== 'object') pairs.append(name, String(value));
    else for (const one of value) pairs.append(`${name}[]`, one);
  }
  const text = pairs.toString();
  return text === '' ? '' : `?${text}`;
}
