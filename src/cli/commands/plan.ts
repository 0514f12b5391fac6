// `liaison plan`: what would change and why. Writes nothing and never opens the store.
import type { Command } from 'commander';
import { jsonOption, nowOption, playbookOption } from '../terminal.ts';

export function addPlan(program: Command): void {
  program
    .command('plan')
    .summary('show what would change and why; writes nothing')
    .description(
      'Reads the board and shows, card by card, what Liaison would do and why. Writes nothing and never opens the store. Undoing is never part of it: only a delivery that just arrived can call for that.\n\nEnds with 0 if there is nothing to do, 2 if there is, 1 if the plan could not be made.',
    )
    .argument('[card]', 'only this card: its id or its address')
    .addOption(playbookOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .action(async (card: string | undefined, options: { playbook: string; now?: number; json?: boolean }) =>
      (await import('../actions/plan.ts')).plan(card ?? null, options),
    );
}
