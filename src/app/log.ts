// The one log of a process, for those who may not know the observability room themselves.

import type { Log } from '../base/log.ts';
import { createLogger } from '../observability/logger.ts';

type Level = Parameters<typeof createLogger>[0]['level'];

/**
 * A log to standard error at this level; the secrets are blotted out wherever they would appear. On a terminal `nameOf`
 * tells the names of cards.
 */
export function createCommandLog(
  level: Level,
  secrets: readonly (string | null)[],
  nameOf?: (cardId: string) => string | null,
): Log {
  return createLogger({ level, secrets: secrets.filter(secret => secret !== null), nameOf });
}
