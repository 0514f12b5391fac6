// What `liaison failed` does.
import { askActivity } from '../../queries/activity/ask.ts';
import { FAILED_QUESTION, retryQuestion } from '../../queries/activity/questions.ts';
import type { FailedOptions } from '../given-options.ts';
import { failedText, retriedText } from '../render/failed-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Lists what was set aside, or has it done anew. */
export async function failed(options: FailedOptions): Promise<void> {
  const setup = await setUp(options);
  const { json, retry } = options;
  if (retry !== undefined) {
    show(await askActivity(retryQuestion(retry), setup), { json, text: retriedText });
    return;
  }
  show(await askActivity(FAILED_QUESTION, setup), { json, text: failedText });
}
