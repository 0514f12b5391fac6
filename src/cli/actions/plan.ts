// What `liaison plan` does.
import { connectToRead } from '../../queries/connect.ts';
import { forgetfulMemory } from '../../queries/forgetful-memory.ts';
import { planBoard } from '../../queries/plan.ts';
import { planText } from '../render/plan-text.ts';
import { setUp } from '../setup.ts';
import { show } from '../terminal.ts';

/** Shows the plan of one card (id or address) or of all; the exit code says whether there is something to do. */
export async function plan(
  card: string | null,
  options: { playbook: string; now?: number; json?: boolean },
): Promise<void> {
  const { env, token, loaded, log, clock } = await setUp(options);
  const connection = await connectToRead({ env, token, loaded, clock, log });
  const memory = forgetfulMemory(clock);
  const report = await planBoard(connection, loaded, { memory, clock, card });
  show(report, { json: options.json, text: found => planText(found, loaded.playbook.calendar.zone) });
  process.exitCode = report.operations === 0 ? 0 : 2;
}
