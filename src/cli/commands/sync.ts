// `liaison sync`: one full sweep, then the end. Where a running process holds the store, that process does it.
import type { Command } from 'commander';
import { jsonOption, nowOption, playbookOption } from '../terminal.ts';

export function addSync(program: Command): void {
  program
    .command('sync')
    .summary('look at every card once, do what is to do, then end')
    .description(
      'One full sweep: reads everything, brings every customer result to what the playbook says, then ends. In mode observe it applies nothing. If a running Liaison holds the embedded store, that process does the sweep and this command shows its account. Ends with 0, or 1 if a card failed.',
    )
    .addOption(playbookOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .action(async (options: { playbook: string; now?: number; json?: boolean }) =>
      (await import('../actions/sync.ts')).sync(options),
    );
}
