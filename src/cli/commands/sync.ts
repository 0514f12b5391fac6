// `liaison sync`: one full sweep, or exactly one plan; then the end. Where a running process holds the store, that one sweeps.
import type { Command } from 'commander';
import type { SyncOptions } from '../given-options.ts';
import { jsonOption, nowOption, playbookOption } from '../terminal.ts';

export function addSync(program: Command): void {
  program
    .command('sync')
    .summary('look at every card once, do what is to do, then end')
    .description(
      'One full sweep: reads everything, brings every customer result to what the playbook says, then ends. In mode observe it applies nothing. If a running Liaison holds the embedded store, that process does the sweep and this command shows its account. Ends with 0, or 1 if a card failed.\n\nWith --plan it does exactly what a file of `liaison plan --out` says, and nothing else. Where something else would be done by now, since somebody changed something or another day began, that card is named and left as it is; the others are done. Plan again for what is left. No other Liaison may work on the board meanwhile. Ends with 1 if a card was refused or failed.',
    )
    .addOption(playbookOption())
    .addOption(nowOption())
    .option('--plan <file>', 'do exactly what this file of `liaison plan --out` says')
    .addOption(jsonOption())
    .action(async (options: SyncOptions) => (await import('../actions/sync.ts')).sync(options));
}
