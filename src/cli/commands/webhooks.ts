// `liaison webhooks`: lists the webhooks of the token's owner; `prune` removes the stale ones of ours.
import { Argument, type Command, Option } from 'commander';
import { connectToLook } from '../../app/connect.ts';
import { listWebhooks, pruneWebhooks } from '../../app/webhooks.ts';
import { prunedText, staleText, webhooksText } from '../render/webhooks-text.ts';
import { setUp } from '../setup.ts';
import { BadOption, jsonOption, playbookOption, show } from '../terminal.ts';

type Options = { playbook: string; json?: boolean; dryRun?: boolean };

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
    .action(async (action: 'prune' | undefined, options: Options) => {
      const { json = false, dryRun = false } = options;
      if (dryRun && action !== 'prune') throw new BadOption('--dry-run belongs to `liaison webhooks prune`');
      const { env, token, loaded, log, clock } = await setUp(options);
      const { publicUrl } = env;
      const connection = await connectToLook({ env, token, loaded, clock, log });
      if (action === undefined) {
        const account = await listWebhooks(connection, { publicUrl });
        show(account, { json, text: webhooksText });
        return;
      }
      const account = await pruneWebhooks(connection, {
        publicUrl,
        isDryRun: dryRun,
        announce: ({ webhooks }) => {
          if (!json) show(webhooks, { text: found => staleText(found, dryRun) });
        },
      });
      if (json || account.removed.length + account.failed.length > 0)
        show(account, { json, text: prunedText });
      process.exitCode = account.failed.length === 0 ? 0 : 1;
    });
}
