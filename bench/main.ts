// `npm run bench`: measures what Liaison costs, each figure beside its baseline or its bound in the same run.
import { Command, Option } from 'commander';
import { FAMILIES } from './families.ts';
import { chosen, measureAll, type Run } from './family.ts';
import { beyond } from './known.ts';
import { createProgress } from './progress.ts';
import { tableOf } from './table.ts';

type Options = { short: boolean; json: boolean; only: string[]; redis: string; postgres: string };

const values = new Command('npm run bench --')
  .description('Measures what Liaison costs. docs/bench.md tells what is measured and how to read it.')
  .option('--short', 'counts alone, on small boards, within a minute: what CI runs', false)
  .option('--json', 'as JSON instead of a table', false)
  .addOption(
    new Option('--only <family...>', 'one family of figures or some')
      .choices(FAMILIES.map(({ name }) => name))
      .default([], 'all'),
  )
  .option('--redis <url>', 'a Redis to measure with', 'redis://127.0.0.1:6379')
  .option('--postgres <url>', 'a PostgreSQL to measure with', 'postgres://postgres@127.0.0.1:5432/test')
  .allowExcessArguments(false)
  .parse()
  .opts<Options>();
const say = (text: string) => void process.stderr.write(`${text}\n`);
const isShort = values.short;

const families = chosen(FAMILIES, { only: values.only, isShort });
const progress = createProgress(families, { isShort, say, now: () => performance.now() });
const run: Run = {
  isShort,
  servers: { redis: values.redis, postgres: values.postgres },
  leftOut: say,
  doing: what => progress.doing(what),
};
// What was started ends with this process, which `exit` alone tells of.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const { figures, failed } = await measureAll(families, run, { progress, say });
process.stdout.write(values.json ? `${JSON.stringify({ figures }, null, 2)}\n` : tableOf(figures));
// Counts are the same on every machine, so that more of them is a mistake of whoever changed something; times are shown.
const worse = isShort ? beyond(figures) : [];
for (const why of worse) say(why);
if (worse.length > 0 || failed.length > 0) process.exitCode = 1;
