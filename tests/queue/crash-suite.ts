// What a store gives back after its process was killed in the middle of work.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export type Killed = { pid: number; acknowledged: number[]; inHand: string[] };
export type Child = { pid: number; untilBusy(): Promise<void>; kill(): Promise<Killed> };

/** Starts a process that adds 20 deliveries and a reconcile, takes some in hand and never ends them. */
export function startChild(url: string, workspaceId: string, lockMs = 15_000): Child {
  const script = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, workspaceId, `${lockMs}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const killed: Killed = { pid: child.pid ?? 0, acknowledged: [], inHand: [] };
  const lines = createInterface({ input: child.stdout });
  const busy = new Promise<void>((resolve, reject) => {
    lines.on('line', line => {
      const [what, which = ''] = line.split(' ');
      if (what === 'ack') killed.acknowledged.push(Number(which));
      else killed.inHand.push(which);
      // Four deliveries and the card.
      if (killed.acknowledged.length === 20 && killed.inHand.length === 5) resolve();
    });
    child.once('exit', code => reject(new Error(`the child ended by itself with ${code}`)));
  });
  return {
    pid: killed.pid,
    untilBusy: () => busy,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
      return killed;
    },
  };
}
