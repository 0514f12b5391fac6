// What the pages give to copy is what the program takes: commands with their options, npm scripts, parts of the playbook.
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { liaison } from '../support/command-in-process.ts';
import { anyStoreIn } from '../support/stores.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => join('docs', file)),
];
/** The pages write these for what people fill in. */
const FILLED_IN: Record<string, string> = {
  N: '2',
  T: '2027-01-11T09:00:00Z',
  DAY: '2027-01-11',
  '…': '',
};

/** Their blocks are files of another kind, which have tests of their own. */
const OTHER_FORMATS = /\/(?:rehearse|simulator|operations|metrics)\.md$/;

type Found = { page: string; text: string };

const blocksOf = (page: string, kind: string): Found[] =>
  [...readFileSync(page, 'utf8').matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm)]
    .filter(([, , language]) => language === kind)
    .map(([, indent = '', , text = '']) => ({
      page,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));

/** Command lines to copy: those in blocks, and whole ones within a sentence. */
function commandLines(): Found[] {
  return PAGES.flatMap(page => {
    const inBlocks = blocksOf(page, 'sh').flatMap(({ text }) =>
      text
        .split('\n')
        .map(line => line.replace(/ +#.*$/, ''))
        .flatMap(line => line.split(' && ')),
    );
    const inSentences = [...readFileSync(page, 'utf8').matchAll(/`((?:npx )?liaison [^`]+|npm run [^`]+)`/g)];
    return [...inBlocks, ...inSentences.map(([, text = '']) => text)].map(text => ({
      page,
      text: text.trim(),
    }));
  });
}

/** `plan [CARD] | sync` as the pages write it, without what is only one of several. */
function argumentsOf(line: string): string[] {
  const words = line.replaceAll(/[[\]]/g, '').split(' | ')[0]?.split(/ +/) ?? [];
  return words.filter(word => word !== '').map(word => FILLED_IN[word] ?? word);
}

type Add = (program: Command) => void;

/** What adds the commands; loading them takes longer than everything that is done with them. */
async function everyCommand(): Promise<Add[]> {
  const adding: Add[] = [];
  for (const file of readdirSync('src/cli/commands')) {
    const commands = (await import(join(process.cwd(), 'src/cli/commands', file))) as Record<string, unknown>;
    for (const add of Object.values(commands)) if (typeof add === 'function') adding.push(add as Add);
  }
  return adding;
}

/** The whole command line, whose commands do nothing. */
function inertProgram(adding: Add[]): Command {
  const program = new Command('liaison').exitOverride();
  for (const add of adding) add(program);
  const silence = (command: Command) => {
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    if (command !== program) command.action(() => undefined);
    command.commands.forEach(silence);
  };
  silence(program);
  return program;
}

const LIAISON = /^(?:npx |node_modules\/\.bin\/)?(?:liaison|node dist\/cli\/main\.js) (.+)$/;
/** They ask somebody, stay up or take long, and have tests of their own; or are about an id or a place of one's own. */
const TRIED_ELSEWHERE = /^(?:init|run|demo|simulator|rehearse)\b|^explain$|--take-over|\bID$|[|]/;

describe('command lines', () => {
  const lines = commandLines();

  it('of liaison do what they say, one after the other, in a folder with nothing but a playbook', async () => {
    const checkout = process.cwd();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'liaison-docs-')));
    cpSync('config/playbook.yaml', join(folder, 'config/playbook.yaml'));
    const simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
    onTestFinished(async () => {
      process.chdir(checkout);
      vi.unstubAllEnvs();
      await simulator.close();
      rmSync(folder, { recursive: true });
    });
    process.chdir(folder);
    vi.stubEnv('CLICKUP_TOKEN', simulator.tokens.bot.token);
    vi.stubEnv('CLICKUP_API_URL', simulator.apiUrl);
    vi.stubEnv('LOG_LEVEL', 'silent');
    vi.stubEnv('STORE_URL', await anyStoreIn(join(folder, 'store')));
    const ours = lines.flatMap(({ text }) => LIAISON.exec(text)?.[1] ?? []);
    const [, card = ''] = /\/t\/(\w+)\)/.exec((await liaison(['plan', '--brief'])).said) ?? [];
    const meant: Record<string, string> = { CARD: card, FILE: 'plan.json' };
    const filledIn = ours
      .filter(line => !TRIED_ELSEWHERE.test(line))
      .map(line =>
        argumentsOf(line)
          .map(word => meant[word] ?? word)
          .join(' '),
      );
    const done = [...new Set(filledIn)];
    expect(done.length).toBeGreaterThan(12);
    const failed: string[] = [];
    for (const line of done) {
      const { code, said } = await liaison(line.split(' '));
      // Two means for plan that there is something to do.
      if (code !== 0 && !(code === 2 && line.startsWith('plan'))) failed.push(`${line}: ${code}\n${said}`);
    }
    expect(failed).toEqual([]);
  });

  it('of liaison are taken with all their options', async () => {
    const ours = lines.flatMap(({ page, text }) => {
      const [, rest] = LIAISON.exec(text) ?? [];
      return rest === undefined ? [] : [{ page, rest }];
    });
    expect(ours.length).toBeGreaterThan(40);
    const adding = await everyCommand();
    const refused: string[] = [];
    for (const { page, rest } of ours) {
      const program = inertProgram(adding);
      try {
        await program.parseAsync(argumentsOf(rest), { from: 'user' });
      } catch (error) {
        const { code } = error as { code: string };
        // A command is named without what it needs, too.
        const isOnlyNamed = code === 'commander.missingArgument' && !rest.includes(' ');
        if (!isOnlyNamed && !/^commander\.(help|version)/.test(code)) {
          refused.push(`${page}: ${rest}: ${String(error)}`);
        }
      }
    }
    expect(refused).toEqual([]);
  });

  it('of npm name scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = lines.flatMap(({ page, text }) => {
      const [, name] = /^npm run (?:--?\w+ )*([\w:-]+)/.exec(text) ?? [];
      return name === undefined ? [] : [{ page, name }];
    });
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe('parts of the playbook', () => {
  const shipped = parse(readFileSync('config/playbook.yaml', 'utf8')) as Record<string, unknown>;
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const withPart = (part: Record<string, unknown>): Record<string, unknown> => {
    const merged = Object.entries(part).map(([key, value]) => {
      const ours = shipped[key];
      return [key, isObject(value) && isObject(ours) ? { ...ours, ...value } : value];
    });
    return { ...shipped, ...Object.fromEntries(merged) };
  };
  const parts = PAGES.filter(page => !OTHER_FORMATS.test(page)).flatMap(page => blocksOf(page, 'yaml'));

  it.each(parts.filter(({ text }) => parse(text) !== null))('$page: $text', async ({ text }) => {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-docs-'));
    const file = join(folder, 'playbook.yaml');
    writeFileSync(file, stringify(withPart(parse(text) as Record<string, unknown>)));
    try {
      await expect(loadPlaybook(file)).resolves.toBeDefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
