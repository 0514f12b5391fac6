// What `liaison webhooks` does.
import { connectToLook } from '../../queries/connect.ts';
import { listWebhooks, type PruneAccount, pruneWebhooks, takeOverWebhooks } from '../../queries/webhooks.ts';
import type { WebhooksOptions } from '../given-options.ts';
import { othersText, prunedText, staleText, takenOverText, webhooksText } from '../render/webhooks-text.ts';
import { setUp } from '../setup.ts';
import { BadOption, show } from '../terminal.ts';

/** Lists our webhooks, or removes some; the exit code says whether all of that worked. */
export async function webhooks(action: 'prune' | undefined, options: WebhooksOptions): Promise<void> {
  const { json = false, dryRun = false, takeOver = false } = options;
  if (takeOver && action === 'prune') throw new BadOption('`prune` and --take-over are two commands');
  if (dryRun && !takeOver && action !== 'prune') {
    throw new BadOption('--dry-run belongs to `liaison webhooks prune` and `liaison webhooks --take-over`');
  }
  const { env, token, loaded, log, clock } = await setUp(options);
  const { publicUrl } = env;
  if (takeOver && (publicUrl === null || loaded.playbook.mode === 'observe')) {
    throw new BadOption('--take-over needs PUBLIC_URL and mode: act, since otherwise nobody hears after it');
  }
  const connection = await connectToLook({ env, token, loaded, clock, log });
  if (takeOver && publicUrl !== null) {
    const account = await takeOverWebhooks(connection, {
      publicUrl,
      isDryRun: dryRun,
      announce: others => {
        if (!json) show(others, { text: found => othersText(found, dryRun) });
      },
    });
    if (json || didAnything(account)) show(account, { json, text: takenOverText });
    process.exitCode = account.failed.length === 0 ? 0 : 1;
    return;
  }
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
  if (json || didAnything(account)) show(account, { json, text: prunedText });
  process.exitCode = account.failed.length === 0 ? 0 : 1;
}

function didAnything({ removed, failed }: PruneAccount): boolean {
  return removed.length + failed.length > 0;
}
