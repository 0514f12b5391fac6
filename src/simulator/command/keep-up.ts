// What the command does: a simulator that stays up until it is to stop.
import { startSimulator } from '../simulator.ts';
import { readCompanyFile } from './company-file.ts';
import type { SimulatorFlags } from './definition.ts';

/** Starts a simulator, tells where it is, and closes it once `stopped` resolves. Rejects with SimulatorRefused. */
export async function keepSimulatorUp(
  { port, seed, company, rateLimit, latency }: SimulatorFlags,
  { tell, stopped }: { tell(text: string): void; stopped: Promise<unknown> },
): Promise<void> {
  const what = company === undefined ? { seed } : { company: readCompanyFile(company) };
  const simulator = await startSimulator({ port, ...what, rateLimit, latencyMs: latency });
  const filledWith = company === undefined ? `seed “${seed}”` : `company of “${company}”`;
  tell(
    [
      `A local ClickUp with the ${filledWith} is up. Look at it: ${simulator.url}/`,
      '',
      'Point Liaison (or any ClickUp client) at it:',
      `  export CLICKUP_API_URL=${simulator.apiUrl}`,
      `  export CLICKUP_TOKEN=${simulator.tokens.bot.token}`,
      '',
      `Everybody’s tokens: ${simulator.url}/__sim/tokens   Stop it with Ctrl-C.`,
    ].join('\n'),
  );
  await stopped;
  await simulator.close();
}
