// How many deliveries a second are acknowledged, and how long the slowest of them wait, by `liaison run --role web` as
// a process, against a process with a bare server that verifies and adds the same job to the same queue.
import { once } from 'node:events';
import { z } from 'zod';
import type { Family, Run } from '../family.ts';
import { atLeast, atMost, type Figure, median, quantile } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { type Answered, sendFor, signedRequests } from './load.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { forkModule } from './program.ts';
import { type OwnStore, onEachStore } from './stores.ts';

const CONNECTIONS = [25, 200];
const RATE_TARGET = 0.95;
/** How much longer the slowest may wait. */
const WAIT_TARGET = 1.5;
// Many short rounds: whatever else the machine does then spoils a few of them, and the middle one stays.
const ROUNDS = 10;
const ROUND_MS = 400;
const WARM_UP_MS = 1_000;

const Port = z.object({ port: z.number() });

export const acknowledged: Family = {
  name: 'acknowledged',
  seconds: 150,
  shortSeconds: null,
  measure: run =>
    onEachStore(run, 'acknowledged', async (open, kind) => {
      run.doing(kind);
      const clickUp = await startClickUp('empty');
      // The embedded one belongs to one process: the bare server has another.
      const ours = await open();
      const theirs = ours.folder === null ? ours : await open();
      try {
        return await measureOn(run, clickUp, ours, theirs);
      } finally {
        await Promise.all([clickUp.stop(), ours.remove(), ...(theirs === ours ? [] : [theirs.remove()])]);
      }
    }),
};

async function measureOn(
  run: Run,
  clickUp: LocalClickUp,
  ours: OwnStore,
  theirs: OwnStore,
): Promise<Figure[]> {
  const liaison = await startLiaison({ clickUp, storeUrl: ours.url, role: 'web' });
  let bare: Bare | null = null;
  try {
    const [webhook] = await clickUp.webhooks();
    if (!webhook) throw new Error('Liaison registered no webhook.');
    bare = await startBare(theirs.url, webhook.secret);
    const requests = signedRequests(500, webhook.id, webhook.secret);
    const sending = (port: number, connections: number, forMs: number) =>
      sendFor({ port, requests, connections, forMs });
    const figures: Figure[] = [];
    for (const connections of CONNECTIONS)
      figures.push(...(await compare(run, { store: ours.name, connections, sending, liaison, bare })));
    return figures;
  } finally {
    await Promise.all([liaison.stop(), bare?.stop()]);
  }
}

type Compared = {
  store: string;
  connections: number;
  sending(port: number, connections: number, forMs: number): Promise<Answered>;
  liaison: Liaison;
  bare: Bare;
};

/** Taking turns, so that whatever else the machine does meets both. */
async function compare(
  run: Run,
  { store, connections, sending, liaison, bare }: Compared,
): Promise<Figure[]> {
  for (const { port } of [bare, liaison]) await sending(port, connections, WARM_UP_MS);
  const [ours, theirs]: [Answered[], Answered[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await sending(bare.port, connections, ROUND_MS));
    ours.push(await sending(liaison.port, connections, ROUND_MS));
  }
  const refused = ours.reduce((sum, one) => sum + one.refused, 0);
  if (refused > 0)
    run.doing(`${connections} connections: ${refused} were refused with 503, to be sent again`);
  const rates = (of: Answered[]) => of.map(({ perSecond }) => perSecond);
  const waits = (of: Answered[]) => of.map(({ tookMs }) => quantile(tookMs, 0.99));
  const size = `${connections} connections`;
  return [
    atLeast(RATE_TARGET, {
      name: `deliveries acknowledged, ${store}`,
      size,
      value: rates(ours),
      unit: 'per second',
      baseline: median(rates(theirs)),
    }),
    atMost(WAIT_TARGET, {
      name: `the slowest hundredth of them, ${store}`,
      size,
      value: waits(ours),
      unit: 'ms',
      baseline: median(waits(theirs)),
    }),
  ];
}

type Bare = { port: number; stop(): Promise<void> };

async function startBare(storeUrl: string, secret: string): Promise<Bare> {
  const child = forkModule('bare-server', [storeUrl, secret]);
  const [message] = (await once(child, 'message')) as [unknown];
  return {
    port: Port.parse(message).port,
    async stop() {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    },
  };
}
