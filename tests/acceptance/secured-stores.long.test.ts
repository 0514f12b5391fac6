// Stores that ask for TLS, and for a user who may do no more than docs/stores.md says, as managed ones do.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge, keepBusy, startFleet, untilLists } from '../support/fleet.ts';
import { postgresPrograms, startSecured } from '../support/servers/postgres-servers.ts';
import { startCluster, startRedis } from '../support/servers/redis-servers.ts';
import { type AtEnd, hasTool } from '../support/servers/started.ts';
import { makeTlsIdentity } from '../support/servers/tls-identity.ts';

const hasRedis = hasTool('redis-server', '--version') && hasTool('openssl', 'version');
const note = hasRedis ? '' : '(skipped: there is no redis-server or no openssl)';
const programs = postgresPrograms();
const LIMIT_MS = 150_000;

/** The rights as the documentation gives them, so that nobody is told less than is needed. */
const [, DOCUMENTED = ''] =
  /^user liaison on >PASSWORD (.*)$/m.exec(readFileSync('docs/stores.md', 'utf8')) ?? [];

/** Lines for a Redis with TLS and the documented user, and how both sides know each other. */
function secured() {
  const { cert, certificateFile, keyFile } = makeTlsIdentity('localhost');
  return {
    lines: [
      `tls-cert-file ${certificateFile}`,
      `tls-key-file ${keyFile}`,
      `tls-ca-cert-file ${certificateFile}`,
      'tls-auth-clients no',
      `user liaison on >secret ${DOCUMENTED}`,
    ],
    admin: { tls: { ca: cert }, host: 'localhost' },
    env: { NODE_EXTRA_CA_CERTS: certificateFile },
  };
}

/** A company works on it for a moment, in a process for each role, which then are stopped. */
async function workOn(storeUrl: string, atEnd: AtEnd, env: Record<string, string> = {}): Promise<void> {
  const fleet = await startFleet(storeUrl, atEnd, { env });
  await Promise.all([fleet.add('web'), fleet.add('worker')]);
  const people = keepBusy(fleet.company, 2);
  await untilLists(fleet.company, 2);
  await people.end();
  await judge(fleet, people);
  await fleet.stop();
}

describe.skipIf(!hasRedis).concurrent(`Redis with TLS and the documented rights ${note}`, () => {
  it(
    'is worked on, and no command or key is refused',
    async ({ onTestFinished }) => {
      const { lines, admin, env } = secured();
      const { port, redis } = await startRedis(lines, onTestFinished, { admin });
      await workOn(`rediss://liaison:secret@localhost:${port}`, onTestFinished, env);
      expect(await redis.call('ACL', 'LOG')).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'as a cluster whose certificate is for its names, not its addresses',
    async ({ onTestFinished }) => {
      const { lines, admin, env } = secured();
      const named = ['cluster-announce-hostname localhost', 'cluster-preferred-endpoint-type hostname'];
      const { ports, servers } = await startCluster(onTestFinished, {
        lines: [...lines, 'tls-cluster yes', 'tls-replication yes', ...named],
        admin,
        replicas: 0,
      });
      const nodes = ports.map(port => `localhost:${port}`).join(',');
      await workOn(`rediss+cluster://liaison:secret@${nodes}`, onTestFinished, env);
      for (const { redis } of servers) expect(await redis.call('ACL', 'LOG')).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe.skipIf(programs === null)('PostgreSQL that takes connections with TLS alone', () => {
  it(
    'is worked on with sslmode and sslrootcert in its address',
    async ({ onTestFinished }) => {
      const { url } = await startSecured(programs ?? '', makeTlsIdentity('localhost'), onTestFinished);
      await expect(workOn(url, onTestFinished)).resolves.toBeUndefined();
    },
    LIMIT_MS,
  );
});
