// The files that init writes: as a whole, for whom they are meant, and never below a place that takes none.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnvFile } from '../../src/config/env-file.ts';
import { InitRefused } from '../../src/init/asker.ts';
import { writeEnv, writeWhole } from '../../src/init/files.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes the folders that are missing, and leaves nothing beside the file', () => {
  const file = join(folder, 'a/b/playbook.yaml');
  writeWhole(file, 'mode: observe\n');
  expect(readFileSync(file, 'utf8')).toBe('mode: observe\n');
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['playbook.yaml']);
});

it('says that a file can’t be written, and what to do', () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'something else');
  const below = join(file, 'deeper/playbook.yaml');
  expect(() => writeWhole(below, '')).toThrow(InitRefused);
  expect(() => writeWhole(below, '')).toThrow(`${below} — it could not be written (ENOTDIR). Make room, or`);
  expect(readFileSync(file, 'utf8')).toBe('something else');
});

it('writes over nothing that somebody has changed since it was read', () => {
  const file = join(folder, 'changed.yaml');
  writeWhole(file, 'mode: observe\n', { instead: null });
  expect(() => writeWhole(file, 'mode: act\n', { instead: null })).toThrow('somebody else has changed it');
  writeFileSync(file, '# by hand\n');
  expect(() => writeWhole(file, 'mode: act\n', { instead: 'mode: observe\n' })).toThrow(InitRefused);
  expect(readFileSync(file, 'utf8')).toBe('# by hand\n');
  writeWhole(file, 'mode: act\n', { instead: '# by hand\n' });
  expect(readFileSync(file, 'utf8')).toBe('mode: act\n');
});

it.each(['/run/my secrets/token', 'C:\\new folder\\token', "/home/o’neil/it's #1", '/a "b" c'])(
  'writes %j into a .env so that it is read as the same',
  value => {
    const file = join(folder, 'quoted.env');
    rmSync(file, { force: true });
    writeEnv(file, [{ name: 'CLICKUP_TOKEN_FILE', value, why: 'Where it is.' }]);
    expect(readEnvFile(file)).toMatchObject({ problems: [], values: { CLICKUP_TOKEN_FILE: value } });
  },
);

it('adds to a .env what it lacks, keeps what people wrote, and closes it for others', () => {
  const file = join(folder, '.env');
  writeFileSync(file, 'CLICKUP_TOKEN=pk_1_ABC\n# mine\nPORT=4000', { mode: 0o644 });
  const outcome = writeEnv(file, [
    { name: 'CLICKUP_TOKEN', value: 'pk_2_DEF', why: 'The token.' },
    { name: 'CLICKUP_API_URL', value: 'http://127.0.0.1:4010/api', why: 'Where it is.' },
  ]);
  expect(outcome).toEqual({ file, added: ['CLICKUP_API_URL'], kept: ['CLICKUP_TOKEN'] });
  expect(readFileSync(file, 'utf8')).toBe(
    'CLICKUP_TOKEN=pk_1_ABC\n# mine\nPORT=4000\n# Where it is.\nCLICKUP_API_URL=http://127.0.0.1:4010/api\n',
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
