// `liaison simulator`: only the local ClickUp.
import { type Command, Option } from 'commander';
import type { SimulatorFlags } from '../given-options.ts';
import { wholeNumber } from '../terminal.ts';

export function addSimulator(program: Command): void {
  program
    .command('simulator')
    .summary('run a local ClickUp to try things with')
    .description(
      'Runs a local ClickUp that speaks the API v2 as far as Liaison uses it. Nothing leaves this machine. docs/simulator.md tells about its seeds, faults, clock and control addresses.',
    )
    .addOption(
      new Option('--port <port>', 'where it listens; 0 takes a free port')
        .default(4010)
        .argParser(wholeNumber('--port', 0, 65_535)),
    )
    .addOption(
      new Option('--seed <seed>', 'demo, empty, or large:CARDSxITEMS (for example large:100x20)').default(
        'demo',
      ),
    )
    .addOption(
      new Option('--rate-limit <n>', 'requests a minute for each token')
        .default(100)
        .argParser(wholeNumber('--rate-limit', 1)),
    )
    .addOption(
      new Option('--latency <ms>', 'how long each answer takes, in milliseconds')
        .default(0)
        .argParser(wholeNumber('--latency', 0)),
    )
    .action(async (options: SimulatorFlags) => (await import('../actions/simulator.ts')).simulate(options));
}
