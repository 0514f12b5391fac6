#!/usr/bin/env node
// The command `clickup-simulator`: a local ClickUp for whoever writes a client of its API.
import { Command } from 'commander';
import { SimulatorRefused } from '../simulator-refused.ts';
import { type SimulatorFlags, withSimulatorOptions } from './definition.ts';

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Resolves at SIGINT or SIGTERM; a second one ends the process at once. */
const signalled = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

const program = withSimulatorOptions(
  new Command('clickup-simulator').description(
    'Runs a local ClickUp that speaks the API v2. Nothing leaves this machine. docs/simulator.md tells about its seeds, companies, faults, clock and control addresses.',
  ),
)
  .showHelpAfterError('(clickup-simulator --help shows every option)')
  .action(async (flags: SimulatorFlags) => {
    // Whoever reads how to stop it may do so at once.
    const stopped = signalled();
    const { keepSimulatorUp } = await import('./keep-up.ts');
    await keepSimulatorUp(flags, { tell, stopped });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof SimulatorRefused)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
