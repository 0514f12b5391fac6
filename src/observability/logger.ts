// The log: JSON lines on standard error, readable ones on a terminal. It never lets a secret through.
//
// The names of fields, so that logs can be searched, each for one thing: adminUrl, after, againInMs, aside, attempt, before,
// budget, card, cards, count, delivery, durationMs, event, evidence, fields, folder, hint, host, how, id, job, jobs, key,
// kind, list, listensAt, mode, on, operation, path, pid, publicUrl, queue, reason, remaining, requests, result, role, rule,
// signal, statuses, store, summary, target, task, timeoutMs, took, url, user, waitMs, webhook, why. What people wrote appears
// only at debug.
import pc from 'picocolors';
import { type DestinationStream, destination as fileDestination, type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Clock } from '../base/clock.ts';
import { harmlessText } from '../base/harmless.ts';

export type LoggerOptions = {
  level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Where lines go; standard error by default. */
  destination?: DestinationStream;
  /** Readable lines instead of JSON; by default where standard error is a terminal. */
  isPretty?: boolean;
  /** Values that are blotted out wherever they appear, in fields, messages and stack traces. */
  secrets?: readonly (string | null)[];
  /** The name of a card, shown beside its id in readable lines; null for one that is not known. */
  nameOf?: ((cardId: string) => string | null) | undefined;
  /** Now in milliseconds; the time of every line. */
  clock?: Clock;
};

const BLOT = '[not shown]';
const SECRET_NAMES = [
  'token',
  'secret',
  'password',
  'authorization',
  'Authorization',
  'clickupToken',
  'adminSecret',
  'storeUrl',
  'x-signature',
];
const REDACTED = SECRET_NAMES.flatMap(name => {
  const key = /^\w+$/.test(name) ? name : `["${name}"]`;
  const behind = key.startsWith('[') ? key : `.${key}`;
  return [key, `*${behind}`, `*.*${behind}`];
});
/** Personal tokens, and credentials inside addresses. */
const PATTERNS: [RegExp, string][] = [
  [/\bpk_\w+/g, BLOT],
  [/([a-z+]+:\/\/)[^\s/@"]*:[^\s/@"]*@/g, `$1${BLOT}@`],
];

/** A logger of pino's shape: fields first, then a static message. */
export function createLogger(options: LoggerOptions): Logger {
  const isPretty = options.isPretty ?? (options.destination === undefined && process.stderr.isTTY);
  // Written at once: a line that explains an exit must not be lost by it.
  const target = options.destination ?? fileDestination({ dest: 2, sync: true });
  const { clock } = options;
  const blot = blotter(options.secrets ?? []);
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${(clock ? new Date(clock.now()) : new Date()).toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
      redact: { paths: REDACTED, censor: BLOT },
      serializers: { err: plainError, error: plainError },
      hooks: { streamWrite: blot },
    },
    isPretty ? readable(target, options) : target,
  );
}

/** Not pino-pretty's own stream: it writes later, and the last lines before an exit would be lost. */
function readable(
  target: DestinationStream,
  { destination, nameOf = () => null }: Pick<LoggerOptions, 'destination' | 'nameOf'>,
): DestinationStream {
  const isTerminal = destination === undefined;
  const card = (id: unknown): string => {
    const name = typeof id === 'string' ? nameOf(id) : null;
    return name === null ? JSON.stringify(id) : `“${harmlessText(name)}” (${String(id)})`;
  };
  const format = prettyFactory({ colorize: isTerminal && pc.isColorSupported, customPrettifiers: { card } });
  // A line there may still tell how far something is.
  const before = isTerminal ? '\r\u001b[K' : '';
  return { write: line => target.write(before + format(line)) };
}

/** What is worth knowing of an error. Errors of HTTP clients carry whole requests with their headers. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name, message, ...code, stack, ...(cause === undefined ? {} : { cause: plainError(cause) }) };
}

function blotter(secrets: readonly (string | null)[]): (line: string) => string {
  // As they stand in JSON; the longest first, should one contain another.
  const words = secrets
    .filter(secret => secret !== null && secret !== '')
    .map(secret => JSON.stringify(secret).slice(1, -1))
    .sort((one, other) => other.length - one.length);
  return line => {
    let clean = line;
    for (const word of words) clean = clean.replaceAll(word, BLOT);
    for (const [pattern, blot] of PATTERNS) clean = clean.replace(pattern, blot);
    return clean;
  };
}
