// The command line in the process of the test: what the program is asked and says, without the cost of starting it.
import { runCommandLine } from '../../src/cli/command-line.ts';

/** Does what the words say; how it ends, and everything that it says on both streams. One at a time. */
export async function liaison(words: readonly string[]): Promise<{ code: number; said: string }> {
  const formerly = process.exitCode;
  let said = '';
  const streams = [process.stdout, process.stderr].map(stream => ({ stream, write: stream.write }));
  for (const { stream } of streams) {
    stream.write = (chunk: string | Uint8Array): boolean => {
      said += String(chunk);
      return true;
    };
  }
  try {
    process.exitCode = 0;
    await runCommandLine(words);
    return { code: process.exitCode, said };
  } finally {
    for (const { stream, write } of streams) stream.write = write;
    process.exitCode = formerly;
  }
}
