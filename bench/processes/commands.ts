// What people wait for at a terminal: each command as a process, in turns with a Node that does nothing.

import type { Family, Run } from '../family.ts';
import { atMost, type Figure, median } from '../figure.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { PROGRAM, runToEnd } from './program.ts';

const WORDS_ROUNDS = 9;
const ROUNDS = 5;
const WORDS_TARGET = 3;
/** Milliseconds, also where every page takes more than one request. */
const POLL_MS = 600;
const DEMO_MS = 15_000;

const BOARDS = [
  { seed: 'demo', size: 'demo board', playbook: [] },
  { seed: 'large:200x4', size: '200 cards', playbook: ['--playbook', 'bench/playbook.yaml'] },
];

export const commands: Family = {
  name: 'commands',
  seconds: 100,
  shortSeconds: null,
  measure: async run => [...(await words(run)), ...(await looks(run)), await demo(run)],
};

async function words(run: Run): Promise<Figure[]> {
  run.doing('--help and --version');
  const took = { nothing: [] as number[], help: [] as number[], version: [] as number[] };
  for (let round = 0; round < WORDS_ROUNDS; round++) {
    took.nothing.push(await timeOf(['-e', '0']));
    took.help.push(await timeOf([PROGRAM, '--help']));
    took.version.push(await timeOf([PROGRAM, '--version']));
  }
  const baseline = median(took.nothing);
  const unit = 'ms, against node -e 0';
  return [
    atMost(WORDS_TARGET, { name: '--help', value: took.help, unit, baseline }),
    atMost(WORDS_TARGET, { name: '--version', value: took.version, unit, baseline }),
  ];
}

async function looks(run: Run): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { seed, size, playbook } of BOARDS) {
    run.doing(`plan and doctor, ${size}`);
    const clickUp = await startClickUp(seed);
    try {
      const env = environmentOf(clickUp);
      const took: Record<'plan' | 'doctor', number[]> = { plan: [], doctor: [] };
      for (let round = 0; round < ROUNDS; round++) {
        // Exit codes tell what they found: changes to make, checks that fail.
        took.plan.push(await timeOf([PROGRAM, 'plan', ...playbook], env, [0, 2]));
        took.doctor.push(await timeOf([PROGRAM, 'doctor', ...playbook], env, [0, 1]));
      }
      for (const name of ['plan', 'doctor'] as const)
        figures.push(atMost(1, { name, size, value: took[name], unit: 'ms', baseline: POLL_MS }));
    } finally {
      await clickUp.stop();
    }
  }
  return figures;
}

async function demo(run: Run): Promise<Figure> {
  run.doing('demo --once');
  const value = await timeOf([PROGRAM, 'demo', '--once', '--json']);
  return atMost(1, { name: 'demo --once', value, unit: 'ms', baseline: DEMO_MS });
}

function environmentOf({ apiUrl, token }: LocalClickUp): Record<string, string> {
  return { CLICKUP_API_URL: apiUrl, CLICKUP_TOKEN: token, LOG_LEVEL: 'error' };
}

async function timeOf(args: string[], env?: Record<string, string>, codes = [0]): Promise<number> {
  const { code, ms, stderr } = await runToEnd(args, env);
  if (code === null || !codes.includes(code))
    throw new Error(`node ${args.join(' ')} ended with ${code}: ${stderr}`);
  return ms;
}
