// What `liaison trends` does.
import pc from 'picocolors';
import { connectToRead } from '../../queries/connect.ts';
import { checkSince, readTrends } from '../../queries/trends.ts';
import type { TrendsOptions } from '../given-options.ts';
import { trendsText } from '../render/trends-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Shows the trends since a day, or since the month of a year ago. */
export async function trends(options: TrendsOptions): Promise<void> {
  const { env, token, loaded, log, clock, progress } = await setUp(options);
  const { since = null } = options;
  // A slip is said before ClickUp is asked for anything.
  checkSince(since, clock.now(), loaded);
  const connection = await connectToRead({ env, token, loaded, clock, log, progress });
  const found = await readTrends(connection, loaded, { clock, since });
  const colours = pc.isColorSupported && process.stdout.isTTY;
  show(found, { json: options.json, text: report => trendsText(report, { colours }) });
}
