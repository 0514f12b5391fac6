// A terminal with a shell in it, as a person sits before it: keys go in, and what stands on the screen comes out.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

/** Whoever waits longer on a busy machine waits in vain, and wants to know for what. */
const WAIT_MS = 60_000;

export const ENTER = '\r';
export const CTRL_C = '\u0003';

export type Terminal = {
  type(keys: string): void;
  /** Waits for words after those that were waited for before, and answers with what was said up to them. */
  until(words: RegExp): Promise<string>;
  /** Everything that was said, without what moves the cursor. */
  said(): string;
  close(): void;
};

/** Opens it in a folder, with the command `liaison`. */
export function openTerminal(folder: string, env: Record<string, string>): Terminal {
  const program = join(folder, 'bin/liaison');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/cli/main.js')}" "$@"\n`);
  chmodSync(program, 0o755);
  const path = [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  const shell = spawn('/bin/sh', [], {
    cols: 160,
    rows: 50,
    cwd: folder,
    env: { PATH: path, TERM: 'xterm', NO_COLOR: '1', PS1: '$ ', ...env },
  });
  let [said, stripped, seen] = ['', '', 0];
  let isNew = false;
  shell.onData(text => {
    said += text;
    isNew = true;
  });
  const plain = () => {
    if (isNew) stripped = stripVTControlCharacters(said);
    isNew = false;
    return stripped;
  };
  return {
    type: keys => shell.write(keys),
    async until(words) {
      const startedAt = Date.now();
      for (;;) {
        const text = plain().slice(seen);
        const match = words.exec(text);
        if (match) {
          const end = match.index + match[0].length;
          seen += end;
          return text.slice(0, end);
        }
        if (Date.now() - startedAt > WAIT_MS) throw new Error(`The screen lacks ${String(words)}: ${text}`);
        await new Promise(done => setTimeout(done, 20));
      }
    },
    said: plain,
    close: () => shell.kill(),
  };
}
