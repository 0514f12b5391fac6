// `liaison history`: what Liaison did and why, the newest first. Writes nothing.
import type { Command } from 'commander';
import type { HistoryOptions } from '../given-options.ts';
import { jsonOption, limitOption, playbookOption, sinceOption } from '../terminal.ts';

export function addHistory(program: Command): void {
  program
    .command('history')
    .summary('show what Liaison did and why, and who waived what')
    .description(
      'Shows what Liaison did, the newest first: when, on which card, what, why (the rule, command, template or phase), and what it was caused by: whose change, a timer, a sweep, an operator. Then the waivers that count: which rule, until when, by whom, why. It comes from the store, or from the running Liaison that holds it, and is kept for HISTORY_DAYS; after a loss of the store it says since when it knows. A card may have left the board since.\n\nEnds with 0, or with 1 if the store could not be asked or the card is not known.',
    )
    .argument('[card]', 'only this card: its id, its address, or a name that only one card has')
    .addOption(sinceOption())
    .addOption(limitOption())
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (card: string | undefined, options: HistoryOptions) =>
      (await import('../actions/history.ts')).history(card ?? null, options),
    );
}
