// A log whose warnings and errors are counted: that there are some shows where nobody reads it.
import type { Log } from '../base/log.ts';

/** The same log; `count` hears of each warning and error, also where the log's level hides it. */
export function countedLog(log: Log, count: (level: 'warn' | 'error') => void): Log {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn(fields, message) {
      count('warn');
      log.warn(fields, message);
    },
    error(fields, message) {
      count('error');
      log.error(fields, message);
    },
  };
}
