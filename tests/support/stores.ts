// The stores on which the whole program is tried: one that needs nothing, two that many share.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { embeddedStoreIn } from './embedded-store.ts';
import { findServer } from './store-servers.ts';

const REDIS_URL = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const POSTGRES_URL = process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

export type TriedStore = {
  name: string;
  /** Why it cannot be tried here, or null. In CI nothing may be skipped. */
  missing: string | null;
  open(): { url: string; remove(): void };
};

/** Every store of the acceptance tests; Redis and PostgreSQL only where one answers. */
export async function triedStores(): Promise<TriedStore[]> {
  return [
    {
      name: 'embedded store',
      missing: null,
      open: () => {
        const folder = mkdtempSync(join(tmpdir(), 'liaison-acceptance-'));
        return {
          url: embeddedStoreIn(join(folder, 'store')),
          remove: () => rmSync(folder, { recursive: true, force: true }),
        };
      },
    },
    {
      name: 'Redis',
      missing: await whyNoRedis(),
      open: () => ({ url: REDIS_URL, remove: () => undefined }),
    },
    {
      name: 'PostgreSQL',
      missing: await whyNoPostgres(),
      open: () => ({ url: POSTGRES_URL, remove: () => undefined }),
    },
  ];
}

let isRedisThere: Promise<boolean> | undefined;

/**
 * A store where it does not matter which: Redis where one answers, since an embedded one takes each process twice the
 * processor time; else an embedded one in `folder`. Companies do not meet in it: each has a workspace of its own.
 */
export async function anyStoreIn(folder: string): Promise<string> {
  isRedisThere ??= whyNoRedis().then(reason => reason === null);
  return (await isRedisThere) ? REDIS_URL : embeddedStoreIn(folder);
}

/** One beside it: another database of that Redis, or an embedded store in `folder`. */
export async function anotherStoreIn(folder: string): Promise<string> {
  if ((await anyStoreIn(folder)) !== REDIS_URL) return `embedded:${folder}`;
  const url = new URL(REDIS_URL);
  url.pathname = url.pathname === '/7' ? '/8' : '/7';
  return url.href;
}

async function whyNoRedis(): Promise<string | null> {
  const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    return null;
  } catch {
    if (process.env['CI'] === 'true') throw new Error(`In CI Redis must answer at ${REDIS_URL}.`);
    return `skipped: nothing answers at ${REDIS_URL}`;
  } finally {
    redis.disconnect();
  }
}

async function whyNoPostgres(): Promise<string | null> {
  const { isSkipped } = await findServer(POSTGRES_URL);
  return isSkipped ? `skipped: nothing answers at ${new URL(POSTGRES_URL).host}` : null;
}
