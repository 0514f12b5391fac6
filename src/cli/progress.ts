// Shows on standard error how far long work is: on a terminal one line that changes, elsewhere a plain line now and then.
// What is done soon says nothing.
import { lengthInWords, type Progress, type Requests, timeLeftMs } from '../base/progress.ts';

export type ProgressDisplay = Progress & {
  /** Takes the changing line away, so that something else can be said; the next step shows it again. */
  clear(): void;
  /** There is nothing more to show. */
  end(): void;
};

type Output = { isTerminal: boolean; write(text: string): void; now(): number };

/** Whoever waits longer wants to know for what. */
const QUIET_MS = { terminal: 1_000, lines: 5_000 };
const EVERY_MS = { terminal: 100, lines: 10_000 };
/** Also while nothing goes on, such as until the next minute's requests. */
const TICK_MS = 1_000;
const CLEARED_LINE = '\r\u001b[K';

type Step = { doing: string; done: number; total: number | null; startedAt: number; requestsBefore: number };

/** Begins to show; it keeps no process alive. */
export function showProgress({ isTerminal, write, now }: Output): ProgressDisplay {
  const quietMs = isTerminal ? QUIET_MS.terminal : QUIET_MS.lines;
  const everyMs = isTerminal ? EVERY_MS.terminal : EVERY_MS.lines;
  let shownAt = now() + quietMs - everyMs;
  let isShown = false;
  let step: Step | null = null;
  let requests: Requests | null = null;
  const sent = (): number => {
    const { reads, writes } = requests?.requests() ?? { reads: 0, writes: 0 };
    return reads + writes;
  };
  const show = (): void => {
    const at = now();
    if (step === null || at - shownAt < everyMs) return;
    shownAt = at;
    const text = sentenceFor(step, requests, sent(), at);
    write(isTerminal ? `${CLEARED_LINE}${text}` : `${text}\n`);
    isShown = isTerminal;
  };
  const clear = (): void => {
    if (isShown) write(CLEARED_LINE);
    isShown = false;
  };
  const ticking = setInterval(show, TICK_MS);
  ticking.unref();
  return {
    step(doing, done = 0, total) {
      const isNew = step?.doing !== doing;
      const { startedAt, requestsBefore } =
        isNew || step === null ? { startedAt: now(), requestsBefore: sent() } : step;
      step = { doing, done, total: total ?? null, startedAt, requestsBefore };
      show();
    },
    follow(source) {
      requests = source;
    },
    clear,
    end() {
      clearInterval(ticking);
      clear();
      step = null;
    },
  };
}

function sentenceFor(step: Step, source: Requests | null, sent: number, now: number): string {
  const { doing, done, total, startedAt, requestsBefore } = step;
  const budget = source?.budget() ?? { limit: null, remaining: null, resetAt: null };
  const parts = total === null ? [] : [`${done} of ${total}`];
  const pace = {
    done,
    left: (total ?? 0) - done,
    elapsedMs: now - startedAt,
    requests: sent - requestsBefore,
  };
  const leftMs = total === null ? null : timeLeftMs(pace, budget, now);
  if (leftMs !== null && leftMs > 0) parts.push(`about ${lengthInWords(leftMs)} left`);
  if (sent > 0) parts.push(sent === 1 ? '1 request so far' : `${sent} requests so far`);
  const { limit, remaining, resetAt } = budget;
  if (remaining === 0 && resetAt !== null && resetAt > now)
    parts.push(
      `the ${limit === null ? '' : `${limit} `}requests of this minute are used, on in ${lengthInWords(resetAt - now)}`,
    );
  return parts.length === 0 ? `${doing} …` : `${doing}: ${parts.join(', ')}`;
}
