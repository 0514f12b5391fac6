// `liaison deliveries`: what ClickUp delivered and what became of it; `--replay` has one handled again.
import { type Command, Option } from 'commander';
import type { DeliveriesOptions } from '../given-options.ts';
import { jsonOption, limitOption, playbookOption, sinceOption } from '../terminal.ts';

export function addDeliveries(program: Command): void {
  program
    .command('deliveries')
    .summary('show what ClickUp delivered and what became of it; handle one again')
    .description(
      'Shows the deliveries that came in, the newest first: when, which event, which card, by whom, and what became of each: its card was looked at, Liaison’s own change came back, it leads to no card of this board, there was nothing to do about it, or it was set aside, with the reason. They come from the store, or from the running Liaison that holds it, and are kept for HISTORY_DAYS, 1,000 of them at most.\n\n--replay has one handled again: its card is looked at anew. That does nothing twice, and takes no old change back.\n\nEnds with 0, or with 1 if the store could not be asked or there is no such delivery.',
    )
    .addOption(sinceOption())
    .addOption(limitOption())
    .addOption(new Option('--replay <id>', 'have the delivery of this id handled again'))
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: DeliveriesOptions) =>
      (await import('../actions/deliveries.ts')).deliveries(options),
    );
}
