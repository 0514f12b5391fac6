// Asks a server again and again, and knows how long its slowest answer took: as long as its event loop stood still.
import { Agent, get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 10;

/** Begins; `stop` says how many milliseconds the slowest answer took. Refused connections do not count. */
export function longestAnswer(url: string): { stop(): Promise<number> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let [longest, isOver] = [0, false];
  const goOn = async (): Promise<void> => {
    while (!isOver) {
      const took = await answerTime(url, agent).catch(() => null);
      longest = Math.max(longest, took ?? 0);
      await wait(EVERY_MS);
    }
  };
  const going = goOn();
  return {
    async stop() {
      isOver = true;
      await going;
      agent.destroy();
      return longest;
    },
  };
}

function answerTime(url: string, agent: Agent): Promise<number> {
  const askedAt = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, answer => {
      answer.resume();
      answer.once('end', () => resolve(performance.now() - askedAt));
      answer.once('error', reject);
    }).once('error', reject);
  });
}
