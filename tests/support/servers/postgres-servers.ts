// A real PostgreSQL of one test with a standby that takes over, as the user that PostgreSQL insists on.
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { vi } from 'vitest';
import { freePorts } from '../process.ts';
import { type AtEnd, ownFolder, runTool, type Started, startServer } from './started.ts';

const SOON = { timeout: 30_000, interval: 50 };
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '16MB',
  wal_level: 'replica',
};

/** Where the server's programs are; the newest version where there are several. Null where there is none. */
export function postgresPrograms(): string | null {
  const versions = '/usr/lib/postgresql';
  const folders = existsSync(versions)
    ? readdirSync(versions).map(version => join(versions, version, 'bin'))
    : [];
  const found = folders
    .sort()
    .reverse()
    .find(folder => existsSync(join(folder, 'pg_basebackup')));
  if (found === undefined && process.env['CI'] === 'true')
    throw new Error('In CI there must be a PostgreSQL server.');
  return found ?? null;
}

export type PostgresServer = Started & { port: number; url: string };

/** A primary; `more` settings are added to those of a small server. */
export async function startPrimary(
  programs: string,
  atEnd: AtEnd,
  more: Record<string, string> = {},
): Promise<PostgresServer & { data: string; folder: string }> {
  const folder = foreignFolder(atEnd);
  const data = join(folder, 'primary');
  asPostgres(
    join(programs, 'initdb'),
    '--pgdata',
    data,
    '--auth',
    'trust',
    '--no-sync',
    '--username',
    'postgres',
  );
  return { ...(await start(programs, data, atEnd, more)), data, folder };
}

/** A primary that commits on a standby as well, which can be promoted. */
export async function startPair(programs: string, atEnd: AtEnd) {
  // No commit is answered before the standby has it: what is acknowledged outlasts the primary.
  const primary = await startPrimary(programs, atEnd, { synchronous_standby_names: '*' });
  const data = join(primary.folder, 'standby');
  const into = ['--pgdata', data, '--write-recovery-conf', '--checkpoint', 'fast', '--no-sync'];
  asPostgres(join(programs, 'pg_basebackup'), ...into, '--wal-method', 'stream', '--dbname', primary.url);
  const standby = await start(programs, data, atEnd, { synchronous_standby_names: '' });
  return {
    primary,
    standby,
    async promote(): Promise<void> {
      await ask(standby.url, 'SELECT pg_promote(true, 60)');
    },
  };
}

async function start(
  programs: string,
  data: string,
  atEnd: AtEnd,
  more: Record<string, string>,
): Promise<PostgresServer> {
  const { port } = await freePorts();
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...more });
  const args = ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const started = startServer('setpriv', [...AS_POSTGRES, join(programs, 'postgres'), ...args], atEnd);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await vi.waitFor(() => ask(url, 'SELECT 1'), SOON);
  return { ...started, port, url };
}

/** Asks one question on a connection of its own. */
export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

// PostgreSQL refuses to run as root; where the tests are not root they are that user's own.
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups'] : [];

function asPostgres(...command: string[]): void {
  runTool('setpriv', ...AS_POSTGRES, ...command);
}

function foreignFolder(atEnd: AtEnd): string {
  const folder = join(ownFolder('postgres', atEnd), 'of-postgres');
  mkdirSync(folder);
  if (process.getuid?.() === 0) {
    const [uid, gid] = ['-u', '-g'].map(which => Number(runTool('id', which, 'postgres')));
    chownSync(folder, uid ?? 0, gid ?? 0);
    runTool('chmod', 'a+rx', join(folder, '..'));
  }
  return folder;
}
