// A real PostgreSQL of one test with a standby that takes over, as the user that PostgreSQL insists on.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { vi } from 'vitest';
import { freePorts } from '../process.ts';
import { type AtEnd, ownFolder, runTool, type Started, startServer } from './started.ts';
import type { TlsIdentity } from './tls-identity.ts';

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

type PostgresServer = Started & { port: number; url: string };

/** A primary that was just made; `more` settings are added to those of a small server. */
async function startPrimary(programs: string, atEnd: AtEnd, more: Record<string, string>) {
  const folder = foreignFolder(atEnd);
  const data = makeData(programs, folder);
  return { ...(await start(programs, data, atEnd, more)), folder };
}

/** A server that takes connections with TLS alone, with an address that checks its certificate. */
export async function startSecured(
  programs: string,
  { certificateFile, keyFile }: Pick<TlsIdentity, 'certificateFile' | 'keyFile'>,
  atEnd: AtEnd,
): Promise<{ url: string }> {
  const data = makeData(programs, foreignFolder(atEnd));
  writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 trust\n');
  const own = { ssl_cert_file: join(data, 'server.pem'), ssl_key_file: join(data, 'server.key') };
  copyFileSync(certificateFile, own.ssl_cert_file);
  copyFileSync(keyFile, own.ssl_key_file);
  giveToPostgres(own.ssl_cert_file, own.ssl_key_file);
  runTool('chmod', '600', own.ssl_key_file);
  const query = `?sslmode=verify-full&sslrootcert=${certificateFile}`;
  const { port } = await start(programs, data, atEnd, { ssl: 'on', ...own }, query);
  return { url: `postgres://postgres@localhost:${port}/postgres${query}` };
}

function makeData(programs: string, folder: string): string {
  const data = join(folder, 'primary');
  const how = ['--pgdata', data, '--auth', 'trust', '--no-sync', '--username', 'postgres'];
  asPostgres(join(programs, 'initdb'), ...how);
  return data;
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
  query = '',
): Promise<PostgresServer> {
  const { port } = await freePorts();
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...more });
  const args = ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const started = startServer('setpriv', [...AS_POSTGRES, join(programs, 'postgres'), ...args], atEnd);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const host = query === '' ? '127.0.0.1' : 'localhost';
  await vi.waitFor(() => ask(`postgres://postgres@${host}:${port}/postgres${query}`, 'SELECT 1'), SOON);
  return { ...started, port, url };
}

/** Asks one question on a connection of its own. */
async function ask(url: string, sql: string): Promise<unknown[]> {
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
  giveToPostgres(folder);
  if (process.getuid?.() === 0) runTool('chmod', 'a+rx', join(folder, '..'));
  return folder;
}

function giveToPostgres(...files: string[]): void {
  if (process.getuid?.() === 0) runTool('chown', 'postgres:postgres', ...files);
}
