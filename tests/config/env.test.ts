// The environment: defaults, refusals with a sentence, and secrets that never show.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadEnv, readEnv, requireToken } from '../../src/config/env.ts';
import { ConfigProblems, type Problem } from '../../src/config/problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function problemsOf(read: () => unknown): Problem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
  return [];
}

describe('readEnv', () => {
  test('an empty environment has every default and polls', () => {
    expect(readEnv({})).toEqual({
      clickupToken: null,
      clickupApiUrl: 'https://api.clickup.com/api',
      storeUrl: 'embedded:.liaison/store',
      publicUrl: null,
      traces: null,
      host: '0.0.0.0',
      port: 3000,
      adminHost: '127.0.0.1',
      adminPort: 3001,
      adminSecret: null,
      historyDays: 90,
      logLevel: 'info',
    });
  });

  test('an empty value counts as absent', () => {
    expect(readEnv({ PORT: '', PUBLIC_URL: ' ', CLICKUP_TOKEN: '', STORE_URL_FILE: '' })).toEqual(
      readEnv({}),
    );
  });

  test.each([
    [{ PUBLIC_URL: 'https://liaison.example.com/' }, { publicUrl: 'https://liaison.example.com' }],
    [{ PUBLIC_URL: 'http://127.0.0.1:3000' }, { publicUrl: 'http://127.0.0.1:3000' }],
    [{ PUBLIC_URL: 'http://localhost:3000/' }, { publicUrl: 'http://localhost:3000' }],
    [{ PUBLIC_URL: 'http://[::1]:3000' }, { publicUrl: 'http://[::1]:3000' }],
    [{ CLICKUP_API_URL: 'http://127.0.0.1:4010/api/' }, { clickupApiUrl: 'http://127.0.0.1:4010/api' }],
    [
      { PORT: '0', ADMIN_PORT: '0' },
      { port: 0, adminPort: 0 },
    ],
    [{ LOG_LEVEL: 'Debug' }, { logLevel: 'debug' }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ ADMIN_HOST: '0.0.0.0', ADMIN_SECRET: 'open sesame' }, { adminHost: '0.0.0.0' }],
    [
      { STORE_URL: 'redis+sentinel://a:26379,b:26379/main' },
      { storeUrl: 'redis+sentinel://a:26379,b:26379/main' },
    ],
    [{ STORE_URL: 'postgresql://u:p@db/liaison' }, { storeUrl: 'postgresql://u:p@db/liaison' }],
  ])('understands %j', (source, expected) => {
    expect(readEnv(source)).toMatchObject(expected);
  });

  test.each<[Record<string, string>, string, string, RegExp]>([
    [{ PORT: '30OO' }, 'PORT', '"30OO"', /0 .* to 65535/],
    [{ PORT: '65536' }, 'PORT', '"65536"', /65535/],
    [{ ADMIN_PORT: '-1' }, 'ADMIN_PORT', '"-1"', /65535/],
    [{ LOG_LEVEL: 'inof' }, 'LOG_LEVEL', '"inof"', /trace, silent[^]*Did you mean "info"\?/],
    [{ PUBLIC_URL: 'liaison.example.com' }, 'PUBLIC_URL', '"liaison.example.com"', /Begin it with https/],
    [{ PUBLIC_URL: 'https://a.example/hooks' }, 'PUBLIC_URL', '"https://a.example/hooks"', /adds the path/],
    [
      { PUBLIC_URL: 'https://a.example/?x=1' },
      'PUBLIC_URL',
      '"https://a.example/?x=1"',
      /without path and query/,
    ],
    [{ PUBLIC_URL: 'ftp://a.example' }, 'PUBLIC_URL', '"ftp://a.example"', /https/],
    [
      { PUBLIC_URL: 'http://liaison.example.com' },
      'PUBLIC_URL',
      '"http://liaison.example.com"',
      /an https address[^]*ClickUp delivers over https only: begin it with https/,
    ],
    [{ PUBLIC_URL: 'http://10.0.0.7:3000' }, 'PUBLIC_URL', '"http://10.0.0.7:3000"', /over https only/],
    [
      { CLICKUP_API_URL: 'https://api.clickup.com/api/v2' },
      'CLICKUP_API_URL',
      '"https://api.clickup.com/api/v2"',
      /Leave out the version/,
    ],
    [{ HOST: 'http://0.0.0.0' }, 'HOST', '"http://0.0.0.0"', /without scheme/],
    [{ ADMIN_HOST: '0.0.0.0' }, 'ADMIN_HOST', '"0.0.0.0"', /set ADMIN_SECRET/],
    [{ PORT: '3001' }, 'PORT', '3001', /two different ports/],
    [{ CLICKUP_TOKN: 'x' }, 'CLICKUP_TOKN', 'an unknown variable', /Did you mean "CLICKUP_TOKEN"\?/],
    [{ LIAISON_MODE: 'act' }, 'LIAISON_MODE', 'an unknown variable', /STORE_URL/],
    [{ STORE_URL: 'embeded:x' }, 'STORE_URL', '(set, not shown)', /Did you mean "embedded"\?/],
    [{ STORE_URL: 'redis://' }, 'STORE_URL', '(set, not shown)', /rediss/],
    [
      { STORE_URL: 'redis+sentinel://a:26379' },
      'STORE_URL',
      '(set, not shown)',
      /the name of the master after the hosts/,
    ],
    [{ CLICKUP_TOKEN: 'Bearer pk_1' }, 'CLICKUP_TOKEN', '(set, not shown)', /Leave out "Bearer"/],
    [{ ADMIN_SECRET_FILE: '/does/not/exist' }, 'ADMIN_SECRET_FILE', '"/does/not/exist"', /could not be read/],
  ])('refuses %j', (source, path, given, said) => {
    const problems = problemsOf(() => readEnv(source));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'environment', line: null, path, given });
    expect(new ConfigProblems(problems).message).toMatch(said);
  });

  test('says everything that is wrong at once', () => {
    const problems = problemsOf(() =>
      readEnv({ PORT: 'x', LOG_LEVEL: 'y', PUBLIC_URL: 'z', CLICKUP_X: '1' }),
    );
    expect(problems.map(problem => problem.path).sort()).toEqual([
      'CLICKUP_X',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
    ]);
  });

  test('shows no secret, wherever it was put', () => {
    const problems = problemsOf(() =>
      readEnv({
        CLICKUP_TOKEN: 'pk_1 s3cret',
        STORE_URL: 'rediz://:s3cret@host',
        PUBLIC_URL: 'https://user:s3cret@host',
        PORT: 'pk_s3cret',
      }),
    );
    expect(problems).toHaveLength(4);
    expect(new ConfigProblems(problems).message).not.toContain('s3cret');
  });

  test('reads secrets from files', () => {
    const source = {
      CLICKUP_TOKEN_FILE: file('token', 'pk_1_ABC\n'),
      ADMIN_SECRET_FILE: file('secret', 'open sesame'),
      STORE_URL_FILE: file('store', 'redis://:pw@store:6379\n'),
    };
    expect(readEnv(source)).toMatchObject({
      clickupToken: 'pk_1_ABC',
      adminSecret: 'open sesame',
      storeUrl: 'redis://:pw@store:6379',
    });
  });

  test('refuses a secret given twice, and an empty file', () => {
    const problems = problemsOf(() =>
      readEnv({
        CLICKUP_TOKEN: 'pk_1',
        CLICKUP_TOKEN_FILE: file('twice', 'pk_2'),
        ADMIN_SECRET_FILE: file('empty', ' \n'),
      }),
    );
    expect(problems.map(problem => problem.allowed)).toEqual([
      'either CLICKUP_TOKEN or CLICKUP_TOKEN_FILE, not both',
      'a file with the value in it',
    ]);
  });
});

describe('requireToken', () => {
  test('gives the token', () => {
    expect(requireToken(readEnv({ CLICKUP_TOKEN: 'pk_1' }))).toBe('pk_1');
  });

  test('says where a token comes from when there is none', () => {
    expect(() => requireToken(readEnv({}))).toThrow(/Settings → Apps → API Token/);
  });
});

describe('loadEnv', () => {
  test('takes what the file says and names its line where it is wrong', () => {
    const envFile = file('.env', '# port of the endpoint\nexport PORT=30x0\nADMIN_PORTT=4001\n');
    expect(problemsOf(() => loadEnv({ envFile }))).toMatchObject([
      { file: envFile, line: 3, path: 'ADMIN_PORTT', hint: 'Did you mean "ADMIN_PORT"?' },
      { file: envFile, line: 2, path: 'PORT', given: '"30x0"' },
    ]);
  });

  test('the real environment wins over the file and is not changed', () => {
    const envFile = file('.env.both', 'LOG_LEVEL=debug\nADMIN_PORT=4001\n');
    process.env.LOG_LEVEL = 'warn';
    try {
      expect(loadEnv({ envFile })).toMatchObject({ logLevel: 'warn', adminPort: 4001 });
      expect(process.env.ADMIN_PORT).toBeUndefined();
    } finally {
      delete process.env.LOG_LEVEL;
    }
  });

  test('ignored variables count as absent, even wrong ones', () => {
    const envFile = file('.env.ignored', 'STORE_URL=nonsense\nPORT=4000\n');
    expect(loadEnv({ envFile, ignore: name => name === 'STORE_URL' })).toMatchObject({
      port: 4000,
      storeUrl: 'embedded:.liaison/store',
    });
  });

  test('refuses a named file that does not exist', () => {
    expect(() => loadEnv({ envFile: join(folder, 'nowhere') })).toThrow(/a file that exists/);
  });

  test('the shipped example names every variable and holds as it is', () => {
    expect(loadEnv({ envFile: '.env.example' })).toMatchObject({ port: 3000, clickupToken: null });
  });
});
