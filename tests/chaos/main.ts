// `npm run chaos -- --runs N` tries N seeds, from `--from` on; `--seed S` repeats one and tells its whole story.
import { parseArgs } from 'node:util';
import { tellOf, trySeed } from './try.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    from: { type: 'string' },
    seed: { type: 'string' },
  },
});
// New ones each time, unless told otherwise.
const first = Number(values.seed ?? values.from ?? Date.now() % 1_000_000_000);
const runs = values.seed === undefined ? Number(values.runs) : 1;
const failed: string[] = [];
const startedAt = performance.now();
for (let seed = first; seed < first + runs; seed++) {
  const tried = await trySeed(seed);
  if (values.seed !== undefined) console.log(tried.story.join('\n'));
  if (tried.wrong.length === 0) continue;
  failed.push(tried.seed);
  console.log(tellOf(tried));
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`${runs} runs from seed ${first} in ${seconds} s; wrong: ${failed.join(', ') || 'none'}`);
process.exit(failed.length > 0 ? 1 : 0);
