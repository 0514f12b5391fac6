// `npm run chaos -- --runs N` tries N seeds, from `--from` on; `--seed S` repeats one and tells its whole story. `--with`
// names disturbances that surely happen, separated by commas, or is `none`; without it any may. `--kills` lets one story's Liaison die
// before and after each of its writes, or every `--each`th from `--from` on; `--seed` is one write then.
import { parseArgs } from 'node:util';
import { showProgress } from '../../src/cli/progress.ts';
import { playKilled } from './kills.ts';
import { addTo, linesOf, type Tally } from './tally.ts';
import { tellOf, trySeed } from './try.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    from: { type: 'string' },
    seed: { type: 'string' },
    with: { type: 'string' },
    kills: { type: 'boolean', default: false },
    each: { type: 'string', default: '1' },
  },
});
const progress = showProgress({
  isTerminal: process.stderr.isTTY,
  write: text => process.stderr.write(text),
  now: () => performance.now(),
});
if (values.kills) process.exit((await playKills()) ? 0 : 1);
// New ones each time, unless told otherwise.
const first = Number(values.seed ?? values.from ?? Date.now() % 1_000_000_000);
const runs = values.seed === undefined ? Number(values.runs) : 1;
const { with: wanted = 'all' } = values;
const disturbances = wanted === 'all' ? wanted : wanted.split(',');
const failed: string[] = [];
const tally: Tally = new Map();
const startedAt = performance.now();
const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(1);
for (let seed = first; seed < first + runs; seed++) {
  const tried = await trySeed(seed, { disturbances });
  addTo(tally, tried.tally);
  if (values.seed !== undefined) console.log(tried.story.join('\n'));
  const done = seed - first + 1;
  progress.step('Playing stories', done, runs);
  if (tried.wrong.length === 0) continue;
  failed.push(tried.seed);
  progress.clear();
  console.log(tellOf(tried));
}
progress.end();
console.log(linesOf(tally).join('\n'));
console.log(`${runs} runs from seed ${first} in ${seconds()} s; wrong: ${failed.join(', ') || 'none'}`);
process.exit(failed.length > 0 ? 1 : 0);

async function playKills(): Promise<boolean> {
  const { writes } = await playKilled(null);
  const only = values.seed === undefined ? null : Number(values.seed);
  let wrongs = 0;
  const last = only ?? writes.length;
  for (let number = only ?? Number(values.from ?? 1); number <= last; ) {
    progress.step('Dying before and after each write', number, last);
    for (const when of ['before', 'after'] as const) {
      const { wrong, story } = await playKilled({ number, when });
      if (only !== null) console.log(story.join('\n'));
      if (wrong.length === 0) continue;
      wrongs += 1;
      progress.clear();
      console.log(`${when} write ${number}, ${writes[number - 1]}\n  ${wrong.join('\n  ')}`);
    }
    number += Number(values.each);
  }
  progress.end();
  console.log(`${writes.length} writes, each ${values.each} with a death before and after; wrong: ${wrongs}`);
  return wrongs === 0;
}
