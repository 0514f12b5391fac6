// Connects to ClickUp for whoever only reads, and then ends.
import { type Connection, type ConnectOptions, connect } from '../clickup/connect.ts';

/** For commands that read and then end: every read of theirs outlasts the budget's end. Rejects like `connect`. */
export function connectToRead(
  options: Pick<ConnectOptions, 'token' | 'loaded' | 'clock' | 'log' | 'progress'> & {
    env: { clickupApiUrl: string };
  },
): Promise<Connection> {
  const { env, token, loaded, clock, log, progress } = options;
  return connect({ apiUrl: env.clickupApiUrl, token, loaded, clock, log, progress, waitsForBudget: true });
}
