// `liaison rehearse`: plays the playbook forward in virtual time and prints what would happen when. Writes nothing.
import type { Command } from 'commander';
import type { RehearseOptions } from '../given-options.ts';
import { jsonOption, nowOption, playbookOption, wholeNumber } from '../terminal.ts';

const MOST_WEEKS = 104;

export function addRehearse(program: Command): void {
  program
    .command('rehearse')
    .summary('play weeks ahead and show what would happen when; writes nothing')
    .description(
      'Plays the playbook forward in virtual time, on the live board (which is only read) or on a board from a file, and prints every operation and notification with its reason. A script says what people do meanwhile; without one, nobody does anything. docs/rehearse.md shows both files.\n\nEnds with 0, or with 1 if the rehearsal could not be played.',
    )
    .option(
      '--weeks <number>',
      `how many weeks, at most ${MOST_WEEKS}`,
      wholeNumber('--weeks', 1, MOST_WEEKS),
      12,
    )
    .option('--board <file>', 'the board from this file instead of ClickUp; needs no token')
    .option('--script <file>', 'what people do, and when')
    .option('--save-board <file>', 'also write the board to this file, for --board')
    .addOption(nowOption())
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: RehearseOptions) =>
      (await import('../actions/rehearse.ts')).rehearseWeeks(options),
    );
}
