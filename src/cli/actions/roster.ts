// What `liaison roster` does.
import pc from 'picocolors';
import { connectToRead } from '../../queries/connect.ts';
import { readRoster } from '../../queries/roster.ts';
import { rosterText } from '../render/roster-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Shows the team of one card (id, address or name), or of all. */
export async function roster(
  card: string | null,
  options: { playbook: string; json?: boolean },
): Promise<void> {
  const { env, token, loaded, log, clock, progress } = await setUp(options);
  const connection = await connectToRead({ env, token, loaded, clock, log, progress });
  const found = await readRoster(connection, loaded, { clock, card });
  const colours = pc.isColorSupported && process.stdout.isTTY;
  show(found, { json: options.json, text: teams => rosterText(teams, { colours }) });
}
