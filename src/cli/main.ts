#!/usr/bin/env node
// The command line: parses, calls the app, renders. Errors are plain sentences; stack traces stay in the debugger.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addDemo } from './commands/demo.ts';
import { addDigest } from './commands/digest.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addPlan } from './commands/plan.ts';
import { addRehearse } from './commands/rehearse.ts';
import { addRoster } from './commands/roster.ts';
import { addRun } from './commands/run.ts';
import { addSimulator } from './commands/simulator.ts';
import { addSync } from './commands/sync.ts';
import { addWebhooks } from './commands/webhooks.ts';
import { explainFailure } from './failure.ts';
import { tell } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('liaison')
  .description(
    'Gives every customer result its own ClickUp list and tasks, keeps team and supporter rules, and brings each one to a definitive end. People keep working in ClickUp.',
  )
  .version(version)
  .showHelpAfterError('(liaison --help shows every command)')
  .showSuggestionAfterError();
addDemo(program);
addSimulator(program);
addDoctor(program);
addPlan(program);
addDigest(program);
addExplain(program);
addRoster(program);
addSync(program);
addRehearse(program);
addRun(program);
addWebhooks(program);

// Whoever reads along may leave (`| head`): then there is nothing left to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // A command that has something to clear away listens itself.
  if (process.stdout.listenerCount('error') === 1) process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  tell(explainFailure(error));
  process.exitCode = 1;
}
