// `npm run chaos -- --runs N` plays N random runs; `--seed S` repeats one and tells its whole story.
import { parseArgs } from 'node:util';
import { whatIsWrong } from './check.ts';
import { playSeed } from './run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
  },
});
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.runs) }, (_, index) => String(Number(values.from) + index))
    : [values.seed];
const failed: string[] = [];
const startedAt = performance.now();
for (const seed of seeds) {
  const problems: string[] = [];
  let story: string[] = [];
  try {
    const rest = await playSeed(seed);
    ({ story } = rest);
    problems.push(...(await whatIsWrong(rest)));
    await rest.close();
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  if (values.seed !== undefined) console.log(story.join('\n'));
  if (problems.length === 0) continue;
  failed.push(seed);
  console.log(`Seed ${seed}: repeat it with npm run chaos -- --seed ${seed}`);
  for (const problem of problems) console.log(`  ${problem}`);
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  `${seeds.length} runs in ${seconds} s, ${failed.length} of them wrong: ${failed.join(' ') || 'none'}`,
);
process.exit(failed.length > 0 ? 1 : 0);
