// Suites for servers run where a server answers. Where CI promises one, its absence is a failure, not a skip.
import { connect } from 'node:net';

export type Server = { url: string; port: number; host: string; note: string; isSkipped: boolean };

/** Looks whether a server answers at `url`; `note` says for a title what was found. */
export async function findServer(url: string): Promise<Server> {
  const { hostname: host, port: given, protocol } = new URL(url);
  const port = Number(given) || (protocol === 'redis:' ? 6_379 : 5_432);
  const isThere = await answers(host, port);
  const isSkipped = !isThere && process.env['CI'] !== 'true';
  const missing = `nothing answers at ${protocol}//${host}:${port}`;
  const note = isThere ? 'as a store' : `suite ${isSkipped ? 'skipped' : 'impossible'}: ${missing}`;
  return { url, host, port, note, isSkipped };
}

function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 1_000 });
  return new Promise(resolve => {
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
