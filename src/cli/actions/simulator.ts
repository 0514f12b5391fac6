// What `liaison simulator` does.
import { startSimulator } from '../../simulator/simulator.ts';
import type { SimulatorFlags } from '../given-options.ts';
import { tell, untilSignal } from '../terminal.ts';

/** Keeps a local ClickUp up until a signal. */
export async function simulate(options: SimulatorFlags): Promise<void> {
  // Whoever reads how to stop it may do so at once.
  const stopped = untilSignal();
  const simulator = await startSimulator({
    port: options.port,
    seed: options.seed,
    rateLimit: options.rateLimit,
    latencyMs: options.latency,
  });
  tell(
    [
      `A local ClickUp with the seed “${options.seed}” is up. Look at it: ${simulator.url}/`,
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
