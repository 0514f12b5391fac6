// `liaison digest`: the agenda of the next all-hands. Reads ClickUp and writes nothing.
import { type Command, Option } from 'commander';
import type { DigestOptions } from '../given-options.ts';
import { jsonOption, nowOption, playbookOption } from '../terminal.ts';

export function addDigest(program: Command): void {
  program
    .command('digest')
    .summary('print the agenda of the next all-hands')
    .description(
      'Prints the agenda of the next all-hands: plans to present, outcomes to celebrate and to learn from, customer results by phase, open seats, evaluations due, and what has been open for more than two weeks. The task that a running Liaison makes says the same.\n\nReads ClickUp like `plan` and writes nothing there. Since when rules fail comes from the store, or from the running Liaison that holds it; without either, the agenda is printed all the same, with a word on what is missing.',
    )
    .addOption(playbookOption())
    .addOption(nowOption())
    .addOption(new Option('--on <day>', 'the agenda of this day, written as 2027-01-14'))
    .addOption(jsonOption())
    .action(async (options: DigestOptions) => (await import('../actions/digest.ts')).digest(options));
}
