// `liaison digest`: the agenda of the next all-hands. Reads ClickUp and writes nothing.
import { type Command, Option } from 'commander';
import { digestBoard } from '../../app/digest.ts';
import { isDay } from '../../domain/day.ts';
import { digestPage } from '../render/digest-text.ts';
import { setUp, systemClock } from '../setup.ts';
import { BadOption, jsonOption, nowOption, playbookOption, show } from '../terminal.ts';

type Options = { playbook: string; now?: number; on?: string; json?: boolean };

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
    .action(async (options: Options) => {
      const on = options.on ?? null;
      if (on !== null && !isDay(on)) throw new BadOption(`--on ${on} is no day; write it as 2027-01-14.`);
      const setup = await setUp(options);
      const digest = await digestBoard({ ...setup, storeClock: systemClock, on });
      if (digest === null) throw new BadOption('The company has no all-hands within a year.');
      show(digest, { json: options.json, text: found => digestPage(found, setup.loaded.playbook) });
    });
}
