// An operator in a folder of their own, who begins with the shipped playbook and changes things.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { liaison } from '../support/command-in-process.ts';
import { isLong } from '../support/scale.ts';

/** One command, and what the operator wrote before. */
export type Attempt = {
  args: string[];
  env?: Record<string, string>;
  /** What stands in .env; `folder` makes one of it. */
  dotenv?: string | Buffer;
  playbook?: (text: string) => string | Buffer;
};

export type Operator = {
  simulator: Simulator;
  /** Ends with the command, which is a process in long runs; `said` is everything that it printed. */
  run(attempt: Attempt): Promise<Ended>;
  close(): Promise<void>;
};

/** A change of the shipped playbook, which must have what is changed. */
export function change(from: RegExp | string, to: string): (text: string) => string {
  return text => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`The playbook has no ${String(from)}.`);
    return changed;
  };
}

/** Starts ClickUp with the demo's company. */
export async function startOperator(): Promise<Operator> {
  const simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
  const folder = mkdtempSync(join(tmpdir(), 'liaison-operator-'));
  const shipped = readFileSync('config/playbook.yaml', 'utf8');
  return {
    simulator,
    async run({ args, env = {}, dotenv, playbook = text => text }) {
      const place = mkdtempSync(join(folder, 'x-'));
      mkdirSync(join(place, 'config'));
      writeFileSync(join(place, 'config/playbook.yaml'), playbook(shipped));
      if (dotenv === 'folder') mkdirSync(join(place, '.env'));
      else if (dotenv !== undefined) writeFileSync(join(place, '.env'), dotenv);
      const whole = {
        PATH: process.env['PATH'] ?? '',
        CLICKUP_TOKEN: simulator.tokens.bot.token,
        CLICKUP_API_URL: simulator.apiUrl,
        STORE_URL: `embedded:${place}/.liaison`,
        ...env,
      };
      return isLong ? asProcess(args, whole, place) : liaison(args, whole, place);
    },
    async close() {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Ended = { code: number | null; said: string };

async function asProcess(args: string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Ended> {
  const program = resolve('dist/cli/main.js');
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}
