// `liaison trends`: how long customer results take, whether they are evaluated and in time, how much is under way. Writes nothing.
import type { Command } from 'commander';
import type { TrendsOptions } from '../given-options.ts';
import { jsonOption, playbookOption, sinceOption } from '../terminal.ts';

export function addTrends(program: Command): void {
  program
    .command('trends')
    .summary('show how long customer results take, whether they are evaluated and in time, and the load')
    .description(
      'Shows, for customer results that ended since a day and month by month: how many, their cycle time from start to definitive end without pauses, how many were evaluated with customer feedback before the end, feedback against what the playbook wants, how many ended in time, targets and outcomes; and how much is under way. Always as counts, with how many were left out and why. Where nothing is given, since the first day of the month a year ago.\n\nReads the board once, with no request for single cards; writes nothing and never opens the store. The page /trends of a running Liaison shows the same.\n\nEnds with 0, or with 1 if the board could not be read.',
    )
    .addOption(sinceOption())
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: TrendsOptions) => (await import('../actions/trends.ts')).trends(options));
}
