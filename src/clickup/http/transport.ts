// The one function through which every request to ClickUp goes: budget, sending, reading, repeating. It knows no endpoint.

import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import type { RequestCount } from '../../reconcile/ports.ts';
import { Budget } from './budget.ts';
import { type Failed, refusal, withheld } from './failure.ts';
import type { BudgetState } from './own-window.ts';
import type { ReadHeader } from './rate-headers.ts';
import { readAnswer } from './read-answer.ts';
import { redacted, redactor } from './redact.ts';
import type { RequestSpec } from './request-spec.ts';
import { createSender } from './send.ts';
import { createSilenceMeter, type Silence } from './silence.ts';

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
  /**
   * Hears of every request that was sent; `status` is `none` where no answer came. `answeredAt` is ClickUp's own clock by
   * the header Date, to the second; absent where it tells none.
   */
  watch?(sent: {
    kind: 'read' | 'write';
    status: number | 'none';
    remaining: number | null;
    answeredAt?: Instant;
  }): void;
};

const TIMEOUT_MS = 15_000;
const REPETITIONS = 3;
const BACKOFF_MS = 250;

/** Makes the transport of one token. Reads are repeated a little, writes never: a repetition could double them. */
export function createTransport(options: TransportOptions): Transport {
  const { token, clock, log, timeoutMs = TIMEOUT_MS, random = Math.random } = options;
  const pause = options.pause ?? (ms => wait(ms));
  const counted: RequestCount = { reads: 0, writes: 0 };
  const base = `${options.apiUrl.replace(/\/+$/, '')}/v2`;
  const budget = new Budget({ clock, log, apiUrl: base, token });
  const meter = createSilenceMeter(clock);
  const send = createSender({ base, token, timeoutMs });
  const redact = redactor(token);
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
      budget.noteAnswer(taken);
      options.watch?.({ kind, status: 'none', remaining: budget.state().remaining });
      return response;
    }
    const header = headersOf(response);
    budget.noteAnswer(taken, header);
    const answeredAt = Date.parse(header('date') ?? '');
    options.watch?.({
      kind,
      status: response.status,
      remaining: budget.state().remaining,
      ...(Number.isNaN(answeredAt) ? {} : { answeredAt }),
    });
    const result = readAnswer(spec, response, () => budget.exhaust(header));
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
        const { failure, isPassing } = redacted(result, redact);
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

function headersOf({ headers }: { headers: Record<string, unknown> }): ReadHeader {
  return name => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
}
