// What `liaison explain` does.
import pc from 'picocolors';
import { explainCard } from '../../queries/explain.ts';
import { explainText } from '../render/explain-text.ts';
import { setUp, systemClock } from '../setup.ts';
import { show } from '../terminal.ts';

/** Shows every rule on the card of that id, address or name. */
export async function explain(
  card: string,
  options: { playbook: string; now?: number; json?: boolean },
): Promise<void> {
  const explanation = await explainCard({ ...(await setUp(options)), storeClock: systemClock, card });
  const colours = pc.isColorSupported && process.stdout.isTTY;
  show(explanation, { json: options.json, text: found => explainText(found, { colours }) });
}
