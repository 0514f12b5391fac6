// The layers of docs/architecture.md, executable: who may import whom, and what only one place may do.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, test } from 'vitest';

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => join('src', file).split(sep).join('/'));

/** What dependency-cruiser sees below `src` of a folder, by this project's rules. */
function lookAt(folder: string): { modules: string[]; violations: string[] } {
  const tool = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = ['--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json', 'src'];
  const run = spawnSync(process.execPath, [tool, ...options], {
    cwd: folder,
    encoding: 'utf8',
    // Of everything it saw it tells a megabyte and more.
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(run.stderr).toBe('');
  const { modules, summary } = JSON.parse(run.stdout) as ICruiseResult;
  const advice = new Map((summary.ruleSetUsed?.forbidden ?? []).map(rule => [rule.name, rule.comment]));
  return {
    modules: modules.map(({ source }) => source).filter(source => FILES.includes(source)),
    violations: summary.violations.map(
      ({ from, to, rule }) => `${from} → ${to} (${rule.name}): ${advice.get(rule.name)}`,
    ),
  };
}

/** Lines of a file that are no comment, with their numbers: `file:line text`. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (/^\s*(\/\/|\/?\*)/.test(line) ? [] : [`${file}:${index + 1} ${line.trim()}`]));
}

describe('the layers', () => {
  const seen = lookAt('.');

  test('are kept: no import goes against an arrow', () => {
    expect(seen.violations).toEqual([]);
  });

  test('were looked at in full (without its parser the tool sees nothing and is content)', () => {
    expect(FILES.length).toBeGreaterThan(100);
    expect([...new Set(seen.modules)].sort()).toEqual(FILES.toSorted());
  });
});

/** Each goes against an arrow: who imports what, and the rule that finds it. */
const FORBIDDEN: [from: string, to: string, rule: string][] = [
  ['src/domain/plan.ts', 'src/reconcile/apply/apply.ts', 'domain-is-pure'],
  ['src/reconcile/apply/apply.ts', 'src/clickup/clickup.ts', 'reconcile-knows-only-the-domain'],
  ['src/queue/queues.ts', 'src/clickup/clickup.ts', 'queue-is-an-adapter'],
  ['src/webhooks/receive.ts', 'src/queue/queues.ts', 'webhooks-is-an-adapter'],
  ['src/clickup/clickup.ts', 'src/webhooks/receive.ts', 'clickup-is-an-adapter'],
  ['src/simulator/world.ts', 'src/domain/plan.ts', 'simulator-stands-alone'],
  ['src/cli/main.ts', 'src/queue/queues.ts', 'only-app-knows-adapters'],
  ['src/cli/commands/plan.ts', 'src/queries/plan.ts', 'commands-are-light'],
  ['src/queries/read-board.ts', 'src/app/engine.ts', 'queries-only-read'],
  ['src/init/init.ts', 'src/cli/terminal.ts', 'init-looks-and-asks'],
  ['src/rehearsal/rehearse.ts', 'src/clickup/clickup.ts', 'rehearsal-knows-only-the-domain'],
  ['src/domain/schedule/due.ts', 'src/domain/observation.ts', 'schedule-knows-days-alone'],
  ['src/domain/rules/timebox.ts', 'src/domain/enforcement/undo.ts', 'rules-only-see'],
  [
    'src/reconcile/cache/merge-reads.ts',
    'src/reconcile/comments/read-comments.ts',
    'cache-knows-no-comments',
  ],
  ['src/clickup/http/transport.ts', 'src/clickup/calls/task-reads.ts', 'http-knows-no-calls'],
  ['src/cli/commands/plan.ts', 'src/cli/actions/plan.ts', 'commands-load-actions-late'],
  ['src/base/store-url.ts', 'src/domain/plan.ts', 'base-stands-alone'],
];

describe('against an arrow', () => {
  // One look at all of them: most of it would be the start of the tool.
  const folder = mkdtempSync(join(tmpdir(), 'liaison-layers-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync('tsconfig.json', join(folder, 'tsconfig.json'));
  for (const file of new Set(FORBIDDEN.flatMap(([from, to]) => [from, to]))) {
    const imports = FORBIDDEN.flatMap(([from, to], index) =>
      from === file ? `import { one as one${index} } from '${pathBetween(from, to)}';` : [],
    );
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), [...imports, 'export const one = 1;', ''].join('\n'));
  }
  const { violations } = lookAt(folder);

  test.each(FORBIDDEN)('an import of %s from %s would be found, with advice', (from, to, rule) => {
    expect(violations).toContainEqual(
      expect.stringMatching(new RegExp(`^${from} → ${to} \\(${rule}\\): [A-Z]`)),
    );
  });
});

function pathBetween(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

describe('in src', () => {
  test('only config/env.ts reads the environment', () => {
    const readers = FILES.filter(file => linesOf(file).some(line => line.includes('process.env')));
    expect(readers).toEqual(['src/config/env.ts']);
  });

  test('domain and reconcile never ask for the time or for chance: both are values handed in', () => {
    const asks =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bperformance\b|\bTemporal\.Now\b/;
    const inside = FILES.filter(file => /^src\/(domain|reconcile|rehearsal)\//.test(file));
    expect(inside.flatMap(linesOf).filter(line => asks.test(line))).toEqual([]);
  });

  test('no file is longer than 300 lines: what has grown beyond holds two things', () => {
    const long = FILES.map(file => [file, readFileSync(file, 'utf8').trimEnd().split('\n').length] as const);
    expect(long.filter(([, lines]) => lines > 300)).toEqual([]);
  });

  test('an exported type name stands for one type', () => {
    const places = new Map<string, string[]>();
    for (const file of FILES) {
      const exported = /^export (?:declare )?(?:abstract )?(?:type|interface|class) (\w+)/gm;
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(exported)) {
        places.set(name, [...(places.get(name) ?? []), file]);
      }
    }
    expect(places.size).toBeGreaterThan(300);
    expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  test('every file opens with a comment that says what it is for', () => {
    const silent = FILES.filter(file => !/^(#!.*\n)?(\/\/ |\/\*\*? ).{10}/.test(readFileSync(file, 'utf8')));
    expect(silent).toEqual([]);
  });
});

test('bench and tests/support borrow nothing from a folder of tests', () => {
  const borrowed = ['bench', 'tests/support'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => join(folder, file))
      .flatMap(file =>
        [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
          ([, path = '']) =>
            [
              file,
              relative('.', resolve(dirname(file), path))
                .split(sep)
                .join('/'),
            ] as const,
        ),
      )
      .filter(([, path]) => path.startsWith('tests/') && !path.startsWith('tests/support/')),
  );
  expect(borrowed).toEqual([]);
});
