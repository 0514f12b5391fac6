// `liaison plan`: what would change and why. Writes nothing to ClickUp and never opens the store.
import type { Command } from 'commander';
import type { PlanOptions } from '../given-options.ts';
import { jsonOption, nowOption, playbookOption } from '../terminal.ts';

export function addPlan(program: Command): void {
  program
    .command('plan')
    .summary('show what would change and why; writes nothing')
    .description(
      'Reads the board and shows, card by card, what Liaison would do and why, with the words, days and people that it would write; for a change, what stands there now → what it becomes. Writes nothing to ClickUp and never opens the store. Undoing is never part of it: only a delivery that just arrived can call for that.\n\nWith --out the plan is kept in a file as well; `liaison sync --plan FILE` does exactly what stands there, and refuses the cards that changed since.\n\nEnds with 0 if there is nothing to do, 2 if there is, 1 if the plan could not be made.',
    )
    .argument('[card]', 'only this card: its id, its address, or a name that only one card has')
    .addOption(playbookOption())
    .addOption(nowOption())
    .option('--brief', 'show only what would be done, without what would be written')
    .option('--out <file>', 'keep the plan in this file, for `liaison sync --plan`')
    .addOption(jsonOption())
    .action(async (card: string | undefined, options: PlanOptions) =>
      (await import('../actions/plan.ts')).plan(card ?? null, options),
    );
}
