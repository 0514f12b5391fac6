// `liaison simulator`: only the local ClickUp.
import type { Command } from 'commander';
import { type SimulatorFlags, withSimulatorOptions } from '../../simulator/command/definition.ts';

export function addSimulator(program: Command): void {
  const command = program
    .command('simulator')
    .summary('run a local ClickUp to try things with')
    .description(
      'Runs a local ClickUp that speaks the API v2 as far as Liaison uses it. Nothing leaves this machine. docs/simulator.md tells about its seeds, faults, clock and control addresses.',
    );
  withSimulatorOptions(command).action(async (flags: SimulatorFlags) =>
    (await import('../actions/simulator.ts')).simulate(flags),
  );
}
