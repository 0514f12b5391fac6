// `liaison failed`: what was set aside and why; `--retry` has it done anew.
import { type Command, Option } from 'commander';
import type { FailedOptions } from '../given-options.ts';
import { jsonOption, playbookOption } from '../terminal.ts';

export function addFailed(program: Command): void {
  program
    .command('failed')
    .summary('show what was set aside and why; try it again')
    .description(
      'Shows what was set aside after all its attempts, the newest first: cards that could not be brought to their end and deliveries that could not be handled, each with the reason and what to do. What has been well since is not among it. It comes from the store, or from the running Liaison that holds it.\n\n--retry has one of them, or all, done anew: a new job, then the old one is forgotten. Where nothing runs, it is done at the next start.\n\nEnds with 0, also if something is set aside; with 1 if the store could not be asked or there is nothing of that id.',
    )
    .addOption(new Option('--retry <id>', 'have this one tried again; `all` for all of them'))
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: FailedOptions) => (await import('../actions/failed.ts')).failed(options));
}
