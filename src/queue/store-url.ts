// Reads STORE_URL. Pure: it opens nothing, and its messages never repeat a password.
import { resolve } from 'node:path';
import { StoreMisconfigured } from './errors.ts';

export type HostPort = { host: string; port: number };
type Credentials = { username?: string; password?: string };

/** Where the store is. `shown` is the address without credentials, for messages and logs. */
export type StoreTarget =
  | { kind: 'embedded'; folder: string; shown: string }
  | { kind: 'redis'; url: string; shown: string }
  | { kind: 'sentinel'; sentinels: HostPort[]; name: string; credentials: Credentials; shown: string }
  | { kind: 'cluster'; nodes: HostPort[]; credentials: Credentials; shown: string }
  | { kind: 'postgres'; url: string; shown: string };

const ALLOWED =
  'embedded:FOLDER, redis://HOST:PORT, rediss://HOST:PORT, redis+sentinel://HOST:PORT,HOST:PORT/NAME, ' +
  'redis+cluster://HOST:PORT,HOST:PORT or postgres://USER@HOST/DATABASE';

/** Throws StoreMisconfigured with a sentence that says what is allowed. */
export function parseStoreUrl(url: string): StoreTarget {
  const scheme = /^([a-z+]+):/i.exec(url)?.[1]?.toLowerCase() ?? '';
  switch (scheme) {
    case 'embedded': {
      const folder = url.slice('embedded:'.length);
      if (folder === '') throw misconfigured('embedded: names no folder');
      return { kind: 'embedded', folder: resolve(folder), shown: `embedded:${folder}` };
    }
    case 'redis':
    case 'rediss':
      return { kind: 'redis', url, shown: withoutCredentials(url) };
    case 'postgres':
    case 'postgresql':
      return { kind: 'postgres', url, shown: withoutCredentials(url) };
    case 'redis+sentinel': {
      const { hosts, path, credentials } = parseHosts(url, 26_379);
      if (!/^[^/]+$/.test(path)) {
        throw misconfigured(
          'redis+sentinel:// needs the name of the master after the hosts, as in …:26379/mymaster',
        );
      }
      return {
        kind: 'sentinel',
        sentinels: hosts,
        name: path,
        credentials,
        shown: shown(scheme, hosts, path),
      };
    }
    case 'redis+cluster': {
      const { hosts, credentials } = parseHosts(url, 6_379);
      return { kind: 'cluster', nodes: hosts, credentials, shown: shown(scheme, hosts, '') };
    }
    default:
      throw misconfigured(
        scheme === '' ? 'it names no kind of store' : `"${scheme}:" is not a kind of store`,
      );
  }
}

function parseHosts(
  url: string,
  defaultPort: number,
): { hosts: HostPort[]; path: string; credentials: Credentials } {
  const parts = /^[a-z+]+:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]+)\/?([^?]*)/i.exec(url);
  if (!parts) throw misconfigured('no hosts were found in it');
  const [, username, password, list = '', path = ''] = parts;
  const hosts = list.split(',').map(entry => {
    const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(entry.trim());
    const port = match?.[2] === undefined ? defaultPort : Number(match[2]);
    if (!match?.[1] || port < 1 || port > 65_535) throw misconfigured(`"${entry}" is not HOST:PORT`);
    return { host: match[1].replace(/^\[|\]$/g, ''), port };
  });
  return {
    hosts,
    path,
    credentials: {
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
    },
  };
}

function withoutCredentials(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.hostname === '' && !parsed.searchParams.has('host')) throw new Error('no host');
    return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
  } catch {
    throw misconfigured('it cannot be read as an address with a host');
  }
}

const shown = (scheme: string, hosts: HostPort[], path: string): string =>
  `${scheme}://${hosts.map(({ host, port }) => `${host}:${port}`).join(',')}${path === '' ? '' : `/${path}`}`;

const misconfigured = (what: string): StoreMisconfigured =>
  new StoreMisconfigured(`STORE_URL is wrong: ${what}. Allowed are ${ALLOWED}.`);
