// What `liaison simulator` does.
import type { SimulatorFlags } from '../../simulator/command/definition.ts';
import { keepSimulatorUp } from '../../simulator/command/keep-up.ts';
import { tell, untilSignal } from '../terminal.ts';

/** Keeps a local ClickUp up until a signal. */
export async function simulate(flags: SimulatorFlags): Promise<void> {
  // Whoever reads how to stop it may do so at once.
  await keepSimulatorUp(flags, { tell, stopped: untilSignal() });
}
