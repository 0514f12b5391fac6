// The public address from the first moment on: before Liaison can take deliveries it says that it lives, what it waits for,
// and to ClickUp that it should come again.
import { type Receiver, type ReceiverDeps, receiver } from '../webhooks/receive.ts';
import { type RunningServer, serveAt } from './servers.ts';

export type PublicServer = RunningServer & {
  /** From now on this one answers. */
  use(receiver: Receiver): void;
};

/** Long enough for a delivery that is just being sent, and for a balancer that asks whether it may send one. */
const QUIET_MS = 250;

/** Listens; until there is a receiver, deliveries are answered with 503. Rejects with AddressTaken. */
export async function openPublicServer(
  address: { host: string; port: number },
  deps: Pick<ReceiverDeps, 'mark' | 'ready' | 'clock' | 'log' | 'count'>,
): Promise<PublicServer> {
  const notYet = () => Promise.reject(new Error('Liaison is still starting'));
  // Nothing is lost and nothing is wrong: ClickUp sends again what comes now.
  const log = { ...deps.log, warn: deps.log.debug.bind(deps.log) };
  const webhooks = { secretOf: () => null, refreshSecrets: notYet, arrived: () => undefined };
  let current = receiver({ ...deps, log, webhooks, queues: { addDelivery: notYet } });
  const server = await serveAt(
    (incoming, outgoing) => void current.listener(incoming, outgoing),
    { ...address, variable: 'PORT' },
    { quietMs: QUIET_MS },
  );
  return {
    ...server,
    use(ready) {
      current = ready;
    },
  };
}
