// `liaison digest`: the agenda of the next all-hands. Reads ClickUp and writes nothing.
import { type Command, Option } from 'commander';
import { connect } from '../../app/connect.ts';
import { digestBoard } from '../../app/look.ts';
import { forgetfulMemory } from '../../app/memory.ts';
import { isDay } from '../../domain/day.ts';
import { digestPage } from '../render/digest-text.ts';
import { setUp } from '../setup.ts';
import { BadOption, jsonOption, nowOption, playbookOption, print, printJson } from '../terminal.ts';

type Options = { playbook: string; now?: number; on?: string; json?: boolean };

export function addDigest(program: Command): void {
  program
    .command('digest')
    .summary('print the agenda of the next all-hands')
    .description(
      'Prints the agenda of the next all-hands: plans to present, outcomes to celebrate and to learn from, customer results by phase, open seats, evaluations due, and what has been open for more than two weeks. Reads ClickUp and writes nothing.',
    )
    .addOption(playbookOption())
    .addOption(nowOption())
    .addOption(new Option('--on <day>', 'the agenda of this day, written as 2027-01-14'))
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const on = options.on ?? null;
      if (on !== null && !isDay(on)) throw new BadOption(`--on ${on} is no day; write it as 2027-01-14.`);
      const { env, token, loaded, log, clock } = await setUp(options);
      const connection = await connect({
        apiUrl: env.clickupApiUrl,
        token,
        loaded,
        clock,
        log,
        isPatient: true,
      });
      const digest = await digestBoard(connection, loaded, { memory: forgetfulMemory(clock), clock, on });
      if (digest === null) throw new BadOption('The company has no all-hands within a year.');
      if (options.json) printJson(digest);
      else print(digestPage(digest, loaded.playbook));
    });
}
