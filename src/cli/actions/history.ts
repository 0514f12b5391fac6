// What `liaison history` does.
import pc from 'picocolors';
import { askActivity } from '../../queries/activity/ask.ts';
import { historyQuestion } from '../../queries/activity/questions.ts';
import type { HistoryOptions } from '../given-options.ts';
import { historyText } from '../render/history-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Shows what was done for the card of that id, address or name, or for all. */
export async function history(card: string | null, options: HistoryOptions): Promise<void> {
  const setup = await setUp(options);
  const { since = null, limit } = options;
  const report = await askActivity(historyQuestion({ card, since, limit }), setup);
  const colours = pc.isColorSupported && process.stdout.isTTY;
  show(report, { json: options.json, text: found => historyText(found, { colours }) });
}
