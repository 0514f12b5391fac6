// The few methods of a logger that we use. Any pino logger fits; nothing here knows pino.

import type { Clock } from './clock.ts';

/** One log line: what happened as fields, then a sentence that never changes. */
export type LogLine = (fields: object, message: string) => void;

/** A structured logger, handed in everywhere. */
export type Log = { debug: LogLine; info: LogLine; warn: LogLine; error: LogLine };

/**
 * A warning of `log` that says a lasting trouble once: a store that is away fails many times a second and says the same
 * each time, and the check `store` tells of it while it lasts. It is new after `quietMs` without it. `clock` only measures
 * the distance between two calls.
 */
export function sparingly(log: Pick<Log, 'warn'>, clock: Clock, quietMs = 60_000): LogLine {
  const lastAt = new Map<string, number>();
  return (fields, message) => {
    const now = clock.now();
    const before = lastAt.get(message);
    lastAt.set(message, now);
    if (before !== undefined && now >= before && now - before < quietMs) return;
    log.warn(fields, message);
  };
}
