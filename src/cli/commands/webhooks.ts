// `liaison webhooks`: lists the webhooks of the token's owner; `prune` removes the stale ones of ours.
import { Argument, type Command, Option } from 'commander';
import type { WebhooksOptions } from '../given-options.ts';
import { jsonOption, playbookOption } from '../terminal.ts';

export function addWebhooks(program: Command): void {
  program
    .command('webhooks')
    .summary('list our webhooks; `prune` removes stale ones')
    .description(
      'Lists the webhooks that this token’s owner has in ClickUp: endpoint, place, events, health, and which of them are ours. `prune` removes those of ours that are stale: delivering from our places to another address than PUBLIC_URL, doubled, or at a place that is not there any more. It asks nothing and says first what it removes. Webhooks whose endpoint is not Liaison’s are never touched. Needs neither a running Liaison nor the store.\n\nEnds with 0, or with 1 if ClickUp can’t be asked or something could not be removed.',
    )
    .addArgument(new Argument('[action]', 'remove stale ones of ours').choices(['prune']))
    .addOption(playbookOption())
    .addOption(new Option('--dry-run', 'only show what `prune` would remove'))
    .addOption(jsonOption())
    .action(async (action: 'prune' | undefined, options: WebhooksOptions) =>
      (await import('../actions/webhooks.ts')).webhooks(action, options),
    );
}
