// What `liaison deliveries` does.
import { askActivity } from '../../queries/activity/ask.ts';
import { deliveriesQuestion, replayQuestion } from '../../queries/activity/questions.ts';
import type { DeliveriesOptions } from '../given-options.ts';
import { deliveriesText, replayedText } from '../render/deliveries-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Lists what came in, or has one delivery handled again. */
export async function deliveries(options: DeliveriesOptions): Promise<void> {
  const setup = await setUp(options);
  const { json, replay, since = null, limit } = options;
  if (replay !== undefined) {
    show(await askActivity(replayQuestion(replay), setup), { json, text: replayedText });
    return;
  }
  show(await askActivity(deliveriesQuestion({ since, limit }), setup), { json, text: deliveriesText });
}
