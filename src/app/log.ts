// The one log of a process, for those who may not know the observability room themselves.
import { createLogger } from '../observability/logger.ts';
import type { Log } from '../reconcile/ports.ts';

/** A log to standard error at this level. */
export function createCommandLog(level: Parameters<typeof createLogger>[0]['level']): Log {
  return createLogger({ level });
}
