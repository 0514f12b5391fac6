// `liaison webhooks`: lists the webhooks of the token's owner; `prune` removes the stale ones of ours, `remove` all of ours,
// and `--take-over` those of another Liaison on this board.
import { Argument, type Command, Option } from 'commander';
import type { WebhooksOptions } from '../given-options.ts';
import { jsonOption, playbookOption } from '../terminal.ts';

export function addWebhooks(program: Command): void {
  program
    .command('webhooks')
    .summary('list our webhooks; remove stale ones, all of ours, or those of another Liaison')
    .description(
      'Lists the webhooks that this token’s owner has in ClickUp: endpoint, place, events, health, and which of them are ours. `prune` removes those of ours that are stale: delivering from our places to another address than PUBLIC_URL, doubled, or at a place that is not there any more. `remove` is for the end of Liaison: it removes every webhook of this token’s owner that delivers from our places to a Liaison, whatever PUBLIC_URL says. Stop every process first: one that runs registers them again. `--take-over` is for a board on which another Liaison works, with a store of its own: it removes the webhooks that deliver from our places to that one, so that it hears nothing more; where PUBLIC_URL has none yet, one is registered first. The other one, if it still runs, leaves the place alone until it is started again, and looks every half minute: stop it. All three ask nothing and say first what they remove. Webhooks whose endpoint is not Liaison’s are never touched. Needs neither a running Liaison nor the store.\n\nEnds with 0, or with 1 if ClickUp can’t be asked or something could not be removed.',
    )
    .addArgument(
      new Argument('[action]', 'remove stale ones of ours, or all of ours').choices(['prune', 'remove']),
    )
    .addOption(playbookOption())
    .addOption(
      new Option(
        '--take-over',
        'remove those of another Liaison on this board, so that it hears nothing more',
      ),
    )
    .addOption(new Option('--dry-run', 'only show what `prune`, `remove` or `--take-over` would remove'))
    .addOption(jsonOption())
    .action(async (action: 'prune' | 'remove' | undefined, options: WebhooksOptions) =>
      (await import('../actions/webhooks.ts')).webhooks(action, options),
    );
}
