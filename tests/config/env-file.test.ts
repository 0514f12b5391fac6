// The .env file: what other tools would cut, skip or keep in silence is refused with its line and what to do.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadEnv, readEnv } from '../../src/config/env.ts';
import { ConfigProblems } from '../../src/config/problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-env-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function write(content: string | Buffer): string {
  const path = join(folder, `.env.${++files}`);
  writeFileSync(path, content);
  return path;
}

function refusalOf(envFile: string): ConfigProblems {
  try {
    loadEnv({ envFile });
  } catch (error) {
    if (error instanceof ConfigProblems) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

describe('a line of .env', () => {
  test.each<[string, string, RegExp]>([
    ['ADMIN_SECRET=my#pass', 'ADMIN_SECRET', /Write it in quotes: ADMIN_SECRET="…#…"/],
    ['ADMIN_SECRET=#pass', 'ADMIN_SECRET', /begins with #/],
    ['ADMIN_SECRET="my pass', 'ADMIN_SECRET', /never closed/],
    ["ADMIN_SECRET='my pass", 'ADMIN_SECRET', /never closed/],
    ['ADMIN_SECRET="my"pass', 'ADMIN_SECRET', /behind the closing quote/],
    ['ADMIN_SECRET', 'ADMIN_SECRET', /a line without "="[^]*Write ADMIN_SECRET=/],
    ['ADMIN_SECRT pass', '', /Did you mean "ADMIN_SECRET"/],
    ['pass', '', /a line without "="/],
  ])('%s is refused', (line, path, said) => {
    const refusal = refusalOf(write(`PORT=0\n\n${line}\nADMIN_PORT=0\n`));
    expect(refusal.problems).toMatchObject([{ line: 3, path }]);
    expect(refusal.message).toMatch(said);
    expect(refusal.message).not.toMatch(/my pass|#pass|"my"/);
  });

  test.each([
    ['ADMIN_SECRET="my#pass"', 'my#pass'],
    ["ADMIN_SECRET='my pass' # the admin's", 'my pass'],
    ['export ADMIN_SECRET=pass # a comment', 'pass'],
    ['ADMIN_SECRET: pass', 'pass'],
    ['  ADMIN_SECRET = pass', 'pass'],
    ['ADMIN_SECRET= # nothing yet', null],
  ])('%s is taken', (line, adminSecret) => {
    expect(loadEnv({ envFile: write(`# first\r\n${line}\r\nPORT=4000`) })).toMatchObject({
      adminSecret,
      port: 4000,
    });
  });

  test('that is wrong is told once, beside all else that is wrong', () => {
    const refusal = refusalOf(write('PORT="30\nADMIN_PORT=x\n'));
    expect(refusal.problems.map(({ path, line }) => [path, line])).toEqual([
      ['PORT', 1],
      ['ADMIN_PORT', 2],
    ]);
  });
});

describe('a variable that stands twice in .env', () => {
  test.each([
    ['PORT=4000\nADMIN_PORT=0\nPORT=5000\n', 3, 'twice (lines 1 and 3)', 'Line 3 would count'],
    ['PORT=4000\nPORT=4000\n\nexport PORT="5000"\n', 4, '3 times (lines 1, 2 and 4)', 'Line 4 would count'],
    ['PORT=4000\nPORT=\n', 2, 'twice (lines 1 and 2)', 'Line 2 would count'],
  ])('with different values is refused: %j', (content, line, where, which) => {
    const refusal = refusalOf(write(content));
    expect(refusal.problems).toMatchObject([{ line, path: 'PORT' }]);
    for (const words of [where, which, 'allowed: one line for each variable', 'delete the other'])
      expect(refusal.message).toContain(words);
    expect(refusal.message).not.toMatch(/[45]000/);
  });

  test.each([
    ['PORT=4000\nPORT="4000" # again\n', ['PORT twice (lines 1 and 2), with the same value']],
    // The template's own line, and below it the value.
    ['PORT=\nPORT=4000\n', []],
    ['PORT=4000\nPATH_OF_OTHERS=1\nPATH_OF_OTHERS=2\n', []],
  ])('and means one thing is taken: %j', (content, said) => {
    const notes: string[] = [];
    const env = loadEnv({ envFile: write(content), note: sentence => notes.push(sentence) });
    expect(env).toMatchObject({ port: 4000 });
    expect(notes).toEqual(said.map(words => expect.stringContaining(words)));
  });
});

describe('a .env', () => {
  test('in UTF-16, with a byte order mark or without, is refused', () => {
    const text = Buffer.from('PORT=4000\n', 'utf16le');
    for (const bytes of [text, Buffer.concat([Buffer.from([0xff, 0xfe]), text])]) {
      expect(refusalOf(write(bytes)).message).toMatch(/given a file in UTF-16[^]*Save it as UTF-8/);
    }
  });

  test('in Latin-1 is refused with the line of the first letter', () => {
    const bytes = Buffer.from('PORT=4000\n# für uns\n', 'latin1');
    expect(refusalOf(write(bytes)).message).toMatch(/no UTF-8, first in line 2[^]*Latin-1/);
  });

  test('with a byte order mark in UTF-8 is read', () => {
    expect(loadEnv({ envFile: write('\ufeffPORT=4000\n') })).toMatchObject({ port: 4000 });
  });

  test('that is a folder is refused', () => {
    const path = join(folder, '.env.d');
    mkdirSync(path);
    expect(refusalOf(path).message).toMatch(
      /\.env\.d — given a folder, allowed: lines such as CLICKUP_TOKEN=/,
    );
  });
});

describe('the environment of a container', () => {
  test.each([
    { CLICKUP_TOKEN: '"pk_1"' },
    { STORE_URL: "'redis://a:6379'" },
    { PORT: '"3000"' },
    { ADMIN_SECRET: '"pass"' },
  ])('keeps quotes in %j, which is refused without showing the value', source => {
    expect(() => readEnv(source)).toThrow(/a value between ["'] and ["'][^]*docker --env-file/);
    expect(() => readEnv(source)).toThrow(/^(?!.*(pk_1|redis:\/\/a:6379'))/s);
  });

  test('for services named like us is ignored', () => {
    const platform = {
      LIAISON_SERVICE_HOST: '10.0.0.1',
      LIAISON_SERVICE_PORT: '3000',
      LIAISON_SERVICE_PORT_HTTP: '3000',
      LIAISON_PORT: 'tcp://10.0.0.1:3000',
      LIAISON_PORT_3000_TCP: 'tcp://10.0.0.1:3000',
      LIAISON_PORT_3000_TCP_PROTO: 'tcp',
      LIAISON_PORT_3000_TCP_PORT: '3000',
      LIAISON_PORT_3000_TCP_ADDR: '10.0.0.1',
      LIAISON_WEB_SERVICE_HOST: '10.0.0.2',
      LIAISON_WEB_PORT: 'udp://10.0.0.2:53',
      CLICKUP_SIMULATOR_SERVICE_PORT_API: '4010',
      CLICKUP_PORT_4010_TCP_ADDR: '10.0.0.3',
      LIAISON_NAME: '/worker/liaison',
      LIAISON_ENV_NODE_VERSION: '20',
    };
    expect(readEnv(platform)).toEqual(readEnv({}));
  });

  test.each([{ LIAISON_PORT: '3000' }, { LIAISON_NAME: 'ours' }, { CLICKUP_ENV_TOKEN: 'pk_1' }])(
    'does not hide a slip like %j',
    source => {
      expect(() => readEnv(source)).toThrow(/an unknown variable/);
    },
  );
});
