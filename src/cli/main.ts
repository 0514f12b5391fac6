#!/usr/bin/env node
// Where the program begins: what was written on the command line is done.
import { runCommandLine } from './command-line.ts';

// Whoever reads along may leave (`| head`): then there is nothing left to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // A command that has something to clear away listens itself.
  if (process.stdout.listenerCount('error') === 1) process.exit(0);
});

await runCommandLine(process.argv.slice(2));
