// The command line: parses, calls the app, renders. Errors are plain sentences; stack traces stay in the debugger.
import { Command, CommanderError } from 'commander';
import { programVersion } from '../base/package-files.ts';
import { explainFailure } from './failure.ts';
import { endProgress, tell } from './terminal.ts';

/** In the order in which the help lists them. What a command does is loaded only when it is run. */
const COMMANDS: Record<string, () => Promise<(program: Command) => void>> = {
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  simulator: async () => (await import('./commands/simulator.ts')).addSimulator,
  init: async () => (await import('./commands/init.ts')).addInit,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  digest: async () => (await import('./commands/digest.ts')).addDigest,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  roster: async () => (await import('./commands/roster.ts')).addRoster,
  trends: async () => (await import('./commands/trends.ts')).addTrends,
  history: async () => (await import('./commands/history.ts')).addHistory,
  deliveries: async () => (await import('./commands/deliveries.ts')).addDeliveries,
  failed: async () => (await import('./commands/failed.ts')).addFailed,
  sync: async () => (await import('./commands/sync.ts')).addSync,
  rehearse: async () => (await import('./commands/rehearse.ts')).addRehearse,
  run: async () => (await import('./commands/run.ts')).addRun,
  webhooks: async () => (await import('./commands/webhooks.ts')).addWebhooks,
};

/** Does what `words` say, such as `['plan', '--json']`. Whatever happens is told, and says how the process is to end. */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  try {
    const program = await programFor(words[0]);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // It has told what it found by itself.
    if (!(error instanceof CommanderError)) tell(explainFailure(error));
    process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
  } finally {
    endProgress();
  }
}

async function programFor(named: string | undefined): Promise<Command> {
  const program = new Command('liaison')
    .description(
      'Gives every customer result its own ClickUp list and tasks, keeps team and supporter rules, and brings each one to a definitive end. People keep working in ClickUp.',
    )
    .version(programVersion())
    .exitOverride()
    .showHelpAfterError('(liaison --help shows every command)')
    .showSuggestionAfterError();
  for (const add of await commands(named)) add(program);
  for (const command of program.commands) {
    command.showHelpAfterError(`(liaison ${command.name()} --help shows what it takes)`);
  }
  return program;
}

/** Only what was asked for: loading all of them takes longer than most commands. Help and slips need every one. */
async function commands(named: string | undefined): Promise<((program: Command) => void)[]> {
  const one = named !== undefined && Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
  return one ? [await one()] : Promise.all(Object.values(COMMANDS).map(load => load()));
}
