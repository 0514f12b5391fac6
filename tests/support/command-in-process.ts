// The command line in the process of the test: what the program is asked and says, without the cost of starting it.
import fs from 'node:fs';
import { runCommandLine } from '../../src/cli/command-line.ts';

const STANDARD_ERROR = 2;
type Said = { code: number; stdout: string; stderr: string; said: string };

let before: Promise<unknown> = Promise.resolve();

/**
 * Does what the words say with that environment and in that folder, by default the test's own; how it ends, and what it
 * says on each stream and on both. Commands of one process wait for each other.
 */
export function liaison(
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  folder?: string,
): Promise<Said> {
  const running = before.then(() => runAlone(words, env, folder));
  before = running.catch(() => undefined);
  return running;
}

async function runAlone(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  folder: string | undefined,
): Promise<Said> {
  const [formerCode, formerEnv, formerFolder] = [process.exitCode, process.env, process.cwd()];
  const heard = listening();
  try {
    process.exitCode = 0;
    process.env = { ...env };
    if (folder !== undefined) process.chdir(folder);
    await runCommandLine(words);
    return { code: process.exitCode, ...heard.texts() };
  } finally {
    heard.stop();
    process.env = formerEnv;
    if (folder !== undefined) process.chdir(formerFolder);
    process.exitCode = formerCode;
  }
}

/** Hears what is said from now on, instead of who usually does; the log writes to the file behind standard error. */
function listening() {
  const [out, err, write] = [process.stdout.write, process.stderr.write, fs.writeSync];
  let [stdout, stderr, said] = ['', '', ''];
  const onError = (text: string): void => {
    stderr += text;
    said += text;
  };
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    stdout += String(chunk);
    said += String(chunk);
    return true;
  };
  process.stderr.write = (chunk: string | Uint8Array): boolean => {
    onError(String(chunk));
    return true;
  };
  fs.writeSync = ((file: number, what: string, ...rest: never[]): number => {
    if (file !== STANDARD_ERROR || typeof what !== 'string') return write(file, what, ...rest);
    onError(what);
    return Buffer.byteLength(what);
  }) as typeof fs.writeSync;
  return {
    texts: () => ({ stdout, stderr, said }),
    stop() {
      process.stdout.write = out;
      process.stderr.write = err;
      fs.writeSync = write;
    },
  };
}
