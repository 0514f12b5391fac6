// `npm run bench`: measures what Liaison costs, each figure beside its baseline in the same run.
import { parseArgs } from 'node:util';
import { acknowledged } from './acknowledged.ts';
import { burst } from './burst.ts';
import { decisions } from './decisions.ts';
import { enforcement } from './enforcement.ts';
import type { Figure } from './figure.ts';
import { firstMirror } from './first-mirror.ts';
import { idleSweep } from './idle-sweep.ts';
import { memoryGrowth } from './memory.ts';
import { rehearsal } from './rehearsal.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    redis: { type: 'string', default: 'redis://127.0.0.1:6379' },
    postgres: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432/test' },
  },
});
const say = (text: string) => void process.stderr.write(`${text}\n`);

const figures: Figure[] = [
  // Before anything else has filled the heap.
  await memoryGrowth(),
  ...(await decisions()),
  await rehearsal(),
  ...(await acknowledged({ redis: values.redis, postgres: values.postgres }, say)),
  ...(await burst()),
  await idleSweep(),
  ...(await firstMirror()),
  await enforcement(),
];
process.stdout.write(values.json ? `${JSON.stringify({ figures }, null, 2)}\n` : tableOf(figures));
