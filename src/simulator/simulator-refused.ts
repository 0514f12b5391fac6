// A start that cannot be.

/** The simulator can't be started like that; the message says what was given and what is allowed. */
export class SimulatorRefused extends Error {
  override readonly name = 'SimulatorRefused';
}
