// Adding a rule is one file, one line, a few cases and a paragraph: these lists name the same rules.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { playbookJsonSchema } from '../../src/config/playbook-schema.ts';
import { writeHeadline } from '../../src/domain/language/headline.ts';
import { RULE_LIST, RULES } from '../../src/domain/rules/registry.ts';
import { CommonParams } from '../../src/domain/rules/rule.ts';

type Finding = { rule: string; state: string };
type Operation = { kind: string; says?: string[] };

const KEYS = Object.keys(RULES);
const COMMON = Object.keys(CommonParams);
const CASES = readdirSync('tests/cases', { withFileTypes: true }).flatMap(entry =>
  entry.isDirectory() ? [entry.name] : [],
);
const casesOf = (key: string) => CASES.filter(name => name.startsWith(`${key}-`));
const read = (name: string, file: string): unknown =>
  JSON.parse(readFileSync(`tests/cases/${name}/${file}.json`, 'utf8'));

/** Sections of docs/rules.md by heading. */
const SECTIONS = new Map(
  readFileSync('docs/rules.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map(section => [section.split('\n', 1)[0] ?? '', section.split('\n').slice(1).join('\n').trim()]),
);

test('every rule is registered under its own key', () => {
  expect(RULE_LIST.map(rule => rule.key)).toEqual(KEYS);
});

test('the playbook knows exactly the registered rules', () => {
  expect(Object.keys(playbookJsonSchema().properties?.['rules']?.properties ?? {})).toEqual(KEYS);
});

test('the overview of docs/rules.md has a row for each, with a link to its section', () => {
  const rows = readFileSync('docs/rules.md', 'utf8').matchAll(/^\| \[`([a-z-]+)`\]\(#([a-z-]+)\) \|/gm);
  expect([...rows].map(([, key, anchor]) => [key, anchor])).toEqual(KEYS.map(key => [key, key]));
});

test('docs/rules.md describes exactly the registered rules, in their order, and then enforcement', () => {
  expect([...SECTIONS.keys()]).toEqual([...KEYS, 'How enforcement works']);
});

describe.each(KEYS)('the rule %s', key => {
  test('has a paragraph that names each of its own parameters', () => {
    const section = SECTIONS.get(key) ?? '';
    expect(section.length).toBeGreaterThan(200);
    const { properties } = playbookJsonSchema().properties?.['rules']?.properties?.[key] ?? {};
    const own = Object.keys(properties ?? {}).filter(name => !COMMON.includes(name));
    for (const parameter of own) expect(section).toContain(`\`${parameter}\``);
  });

  test('has cases in which it holds, and cases in which it fails', () => {
    const found = casesOf(key).flatMap(name => read(name, 'findings') as Finding[]);
    const seen = new Set(found.filter(({ rule }) => rule === key).map(({ state }) => state));
    expect([...seen]).toEqual(expect.arrayContaining(['holds', 'fails']));
  });

  test('has a case in which somebody is asked about it, unless all that it may do is inform', () => {
    const { enforce } = playbookJsonSchema().properties?.['rules']?.properties?.[key]?.properties ?? {};
    const asked = casesOf(key).filter(name =>
      (read(name, 'operations') as Operation[]).some(
        ({ kind, says }) =>
          kind === 'ask' && says?.[0] === writeHeadline({ kind: 'ask', rules: [key] }, 'en'),
      ),
    );
    expect(asked.length > 0).toBe(enforce?.const !== 'inform');
  });
});

test('docs/rules.md tells in its introduction of the parameters that every rule has', () => {
  const [introduction = ''] = readFileSync('docs/rules.md', 'utf8').split(/^## /m);
  for (const parameter of COMMON) expect(introduction).toContain(`\`${parameter}\``);
});

test('every case is about a rule, or about something else that Liaison does', () => {
  const topics = [
    ...KEYS,
    'mirror',
    'phase',
    'calendar',
    'recurring',
    'reminder',
    'finish',
    'list',
    'command',
    'waiver',
    'text',
    'undo',
    'status',
    'absence',
    'left',
    'pause',
    'complete',
    'next',
    'again',
    'question',
    'adopt',
  ];
  expect(CASES.filter(name => !topics.some(topic => name.startsWith(`${topic}-`)))).toEqual([]);
});
