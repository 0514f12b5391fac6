// What `liaison webhooks` does.
import { connectToLook } from '../../app/connect.ts';
import { listWebhooks, pruneWebhooks } from '../../app/webhooks.ts';
import type { WebhooksOptions } from '../given-options.ts';
import { prunedText, staleText, webhooksText } from '../render/webhooks-text.ts';
import { setUp } from '../setup.ts';
import { BadOption, show } from '../terminal.ts';

/** Lists our webhooks, or removes stale ones; the exit code says whether all of that worked. */
export async function webhooks(action: 'prune' | undefined, options: WebhooksOptions): Promise<void> {
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
  if (json || account.removed.length + account.failed.length > 0) show(account, { json, text: prunedText });
  process.exitCode = account.failed.length === 0 ? 0 : 1;
}
