// The grammar of STORE_URL, for whoever checks it and whoever connects. Pure, and no message ever repeats a password.
import { resolve } from 'node:path';

export type HostPort = { host: string; port: number };
type Credentials = { username?: string; password?: string };

/** Where the store is. `shown` is the address without credentials, for messages and logs. */
export type StoreTarget =
  | { kind: 'embedded'; folder: string; shown: string }
  | { kind: 'redis'; url: string; shown: string }
  | {
      kind: 'sentinel';
      sentinels: HostPort[];
      name: string;
      credentials: Credentials;
      isTls: boolean;
      shown: string;
    }
  | { kind: 'cluster'; nodes: HostPort[]; credentials: Credentials; isTls: boolean; shown: string }
  | { kind: 'postgres'; url: string; shown: string };

/** What an address may look like, in words. */
export const STORE_URL_FORMS =
  'embedded:FOLDER, redis://HOST:PORT, redis+sentinel://HOST:PORT,HOST:PORT/NAME, redis+cluster://HOST:PORT,HOST:PORT ' +
  '(rediss://, rediss+sentinel:// and rediss+cluster:// with TLS) or postgres://USER@HOST/DATABASE';

/** The schemes that begin an address. */
export const STORE_SCHEMES = [
  'embedded',
  'redis',
  'rediss',
  'redis+sentinel',
  'rediss+sentinel',
  'redis+cluster',
  'rediss+cluster',
  'postgres',
  'postgresql',
] as const;
type Scheme = (typeof STORE_SCHEMES)[number];

const ENCODE =
  'a user or password with one of : / ? # @ % in it must be percent-encoded (/ is %2F, # is %23, @ is %40)';
const REDIS_TLS = 'TLS is switched on by the scheme: rediss:// instead of redis://';
const DEFAULT_PORT = { sentinel: 26_379, redis: 6_379, postgres: 5_432 };

/** What node-postgres and libpq know, and what does not disturb how Liaison uses them. */
const POSTGRES_PARAMETERS = [
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'host',
  'application_name',
  'connect_timeout',
  'channel_binding',
  'uselibpqcompat',
];

/** The target that an address names, or what is wrong with it: a clause that fits behind "STORE_URL is wrong:". */
export function readStoreUrl(url: string): StoreTarget | { wrong: string } {
  const [, given = '', rest = ''] = /^([a-z+]+):(.*)$/is.exec(url) ?? [];
  const scheme = STORE_SCHEMES.find(one => one === given.toLowerCase());
  if (given === '') return { wrong: 'it names no kind of store' };
  if (scheme === undefined) return { wrong: `"${given.toLowerCase()}:" is not a kind of store` };
  if (scheme === 'embedded') {
    if (rest.trim() === '') return { wrong: 'embedded: names no folder' };
    return { kind: 'embedded', folder: resolve(rest), shown: `embedded:${rest}` };
  }
  const parts = partsOf(rest, scheme);
  return 'wrong' in parts ? parts : targetOf(url, scheme, parts);
}

type Parts = { hosts: HostPort[]; path: string; query: URLSearchParams; credentials: Credentials };

function partsOf(rest: string, scheme: Scheme): Parts | { wrong: string } {
  const [, authority, behind = ''] = /^\/\/([^/?#]*)(.*)$/s.exec(rest) ?? [];
  if (authority === undefined) return { wrong: 'it cannot be read as an address with a host' };
  // What follows an unencoded sign in a password looks like path, query or host: refused before any of it is shown.
  if (behind.includes('@') || behind.includes('#') || authority.indexOf('@') !== authority.lastIndexOf('@')) {
    return { wrong: ENCODE };
  }
  const at = authority.indexOf('@');
  const credentials = at === -1 ? {} : credentialsOf(authority.slice(0, at));
  if (credentials === null) return { wrong: ENCODE };
  const isSentinel = scheme.endsWith('+sentinel');
  const defaultPort = scheme.startsWith('postgres')
    ? DEFAULT_PORT.postgres
    : DEFAULT_PORT[isSentinel ? 'sentinel' : 'redis'];
  const query = new URLSearchParams(behind.split('?').slice(1).join('?'));
  const text = authority.slice(at + 1);
  const hosts: HostPort[] = [];
  // PostgreSQL may be asked through a folder of sockets, named in the query.
  for (const entry of text === '' && query.has('host') ? [] : text.split(',')) {
    const host = hostOf(entry.trim(), defaultPort);
    if (host === null) {
      const isNone = entry.trim() === '';
      return {
        wrong: isNone ? 'it cannot be read as an address with a host' : `"${entry}" is not HOST:PORT`,
      };
    }
    hosts.push(host);
  }
  return { hosts, path: (behind.split('?', 1)[0] ?? '').replace(/^\//, ''), query, credentials };
}

function credentialsOf(text: string): Credentials | null {
  const [, username = '', password] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (password?.includes(':')) return null;
  try {
    return {
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password ? { password: decodeURIComponent(password) } : {}),
    };
  } catch {
    return null;
  }
}

function hostOf(entry: string, defaultPort: number): HostPort | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(entry);
  const port = match?.[2] === undefined ? defaultPort : Number(match[2]);
  if (!match?.[1] || port < 1 || port > 65_535) return null;
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

function targetOf(
  url: string,
  scheme: Exclude<Scheme, 'embedded'>,
  { hosts, path, query, credentials }: Parts,
): StoreTarget | { wrong: string } {
  const isTls = scheme.startsWith('rediss');
  switch (scheme) {
    case 'postgres':
    case 'postgresql': {
      const unknown = [...query.keys()].find(name => !POSTGRES_PARAMETERS.includes(name));
      if (unknown !== undefined) {
        return {
          wrong: `the parameter "${unknown}" is unknown; there are: ${POSTGRES_PARAMETERS.join(', ')}`,
        };
      }
      return { kind: 'postgres', url, shown: shownAs(scheme, hosts, path) };
    }
    case 'redis':
    case 'rediss': {
      const unknown = [...query.keys()].find(name => name !== 'family');
      if (unknown !== undefined) return { wrong: `the parameter "${unknown}" is unknown; ${REDIS_TLS}` };
      if (!/^\d{0,5}$/.test(path)) {
        return {
          wrong: 'behind the host of a Redis comes nothing but the number of a database, as in …:6379/2',
        };
      }
      if (hosts.length > 1) {
        return { wrong: 'it names several hosts; write redis+sentinel:// or redis+cluster:// for them' };
      }
      return { kind: 'redis', url, shown: shownAs(scheme, hosts, path) };
    }
    case 'redis+sentinel':
    case 'rediss+sentinel': {
      if (query.size > 0) return { wrong: `${scheme}:// takes no parameters; ${REDIS_TLS}` };
      if (!/^[^/]+$/.test(path)) {
        return {
          wrong: `${scheme}:// needs the name of the master after the hosts, as in …:26379/mymaster`,
        };
      }
      const shown = shownAs(scheme, hosts, path);
      return { kind: 'sentinel', sentinels: hosts, name: path, credentials, isTls, shown };
    }
    case 'redis+cluster':
    case 'rediss+cluster': {
      if (query.size > 0) return { wrong: `${scheme}:// takes no parameters; ${REDIS_TLS}` };
      if (path !== '') return { wrong: `behind the hosts of ${scheme}:// comes nothing` };
      return { kind: 'cluster', nodes: hosts, credentials, isTls, shown: shownAs(scheme, hosts, '') };
    }
  }
}

function shownAs(scheme: string, hosts: readonly HostPort[], path: string): string {
  const names = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return `${scheme}://${names.join(',')}${path === '' ? '' : `/${path}`}`;
}
