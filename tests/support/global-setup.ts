// Before the tests: compiles once, since some start the program as its users do, and announces what will be skipped.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { compile } from '../../scripts/compile.mjs';

/** Only translates; `npm run typecheck` judges the types. What was there before is replaced, not removed. */
export async function setup(): Promise<void> {
  await compile();
  const prepare = "await (await import('./dist/queue/prepare-store.js')).prepareStore();";
  execFileSync(process.execPath, ['--input-type=module', '--eval', prepare], { stdio: 'inherit' });
  for (const { what, isThere } of await lookAround()) {
    if (!isThere) console.warn(`Skipped here: ${what}. In CI it must be there.`);
  }
}

async function lookAround(): Promise<{ what: string; isThere: boolean }[]> {
  const redis = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
  const postgres = process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const specification = process.env['CLICKUP_OPENAPI'] ?? '../shared/clickup/openapi-v2.json';
  const browsers = [
    process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return [
    { what: `suites that need Redis, nothing answers at ${redis}`, isThere: await answers(redis, 6379) },
    {
      what: `suites that need PostgreSQL, nothing answers at ${postgres}`,
      isThere: await answers(postgres, 5432),
    },
    { what: 'tests of pages, no Chromium was found', isThere: browsers.some(path => existsSync(path)) },
    {
      what: `tests against ClickUp’s specification, it is not at ${specification} (CLICKUP_OPENAPI says where)`,
      isThere: existsSync(specification),
    },
  ];
}

function answers(url: string, defaultPort: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise(resolve => {
    const socket = connect({ host: hostname, port: Number(port) || defaultPort, timeout: 1_000 });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
