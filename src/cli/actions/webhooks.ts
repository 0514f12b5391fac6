// What `liaison webhooks` does.

import { listWebhooks, type PruneReport, removeWebhooks, takeOverWebhooks } from '../../app/webhooks.ts';
import { connectToRead } from '../../queries/connect.ts';
import type { WebhooksOptions } from '../given-options.ts';
import {
  allText,
  othersText,
  prunedText,
  staleText,
  takenOverText,
  webhooksText,
} from '../render/webhooks-text.ts';
import { setUp } from '../setup.ts';
import { BadOption, show } from '../terminal.ts';

/** Lists our webhooks, or removes some; the exit code says whether all of that worked. */
export async function webhooks(
  action: 'prune' | 'remove' | undefined,
  options: WebhooksOptions,
): Promise<void> {
  const { json = false, dryRun = false, takeOver = false } = options;
  if (takeOver && action !== undefined) {
    throw new BadOption(`\`${action}\` and --take-over are two commands`);
  }
  if (dryRun && !takeOver && action === undefined) {
    throw new BadOption(
      '--dry-run belongs to `liaison webhooks prune`, `liaison webhooks remove` and `liaison webhooks --take-over`',
    );
  }
  const { env, token, loaded, log, clock } = await setUp(options);
  const { publicUrl } = env;
  if (takeOver && (publicUrl === null || loaded.playbook.mode === 'observe')) {
    throw new BadOption('--take-over needs PUBLIC_URL and mode: act, since otherwise nobody hears after it');
  }
  const connection = await connectToRead({ env, token, loaded, clock, log });
  if (takeOver && publicUrl !== null) {
    const report = await takeOverWebhooks(connection, {
      publicUrl,
      isDryRun: dryRun,
      announce: others => {
        if (!json) show(others, { text: found => othersText(found, dryRun) });
      },
    });
    if (json || didAnything(report)) show(report, { json, text: takenOverText });
    process.exitCode = report.failed.length === 0 ? 0 : 1;
    return;
  }
  if (action === undefined) {
    const report = await listWebhooks(connection, { publicUrl });
    show(report, { json, text: webhooksText });
    return;
  }
  const report = await removeWebhooks(connection, {
    publicUrl,
    isDryRun: dryRun,
    which: action === 'remove' ? 'all' : 'stale',
    announce: meant => {
      const textOf = action === 'remove' ? allText : staleText;
      if (!json) show(meant, { text: found => textOf(found, dryRun) });
    },
  });
  if (json || didAnything(report)) show(report, { json, text: prunedText });
  process.exitCode = report.failed.length === 0 ? 0 : 1;
}

function didAnything({ removed, failed }: PruneReport): boolean {
  return removed.length + failed.length > 0;
}
