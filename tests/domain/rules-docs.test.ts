// Adding a rule is one file, one line, a few cases and a paragraph: these lists name the same rules.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { playbookJsonSchema } from '../../src/config/playbook-schema.ts';
import { RULE_LIST, RULES } from '../../src/domain/rules/registry.ts';

const KEYS = Object.keys(RULES);
const CASES = readdirSync('tests/cases', { withFileTypes: true }).flatMap(entry =>
  entry.isDirectory() ? [entry.name] : [],
);
const casesOf = (key: string) => CASES.filter(name => name.startsWith(`${key}-`));

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

test('docs/rules.md describes exactly the registered rules, in their order, and then enforcement', () => {
  expect([...SECTIONS.keys()]).toEqual([...KEYS, 'How enforcement works']);
});

describe.each(KEYS)('the rule %s', key => {
  test('has a paragraph that names each of its own parameters', () => {
    const section = SECTIONS.get(key) ?? '';
    expect(section.length).toBeGreaterThan(200);
    const { properties } = playbookJsonSchema().properties?.['rules']?.properties?.[key] ?? {};
    const own = Object.keys(properties ?? {}).filter(name => name !== 'enforce' && name !== 'grace');
    for (const parameter of own) expect(section).toContain(`\`${parameter}\``);
  });

  test('has cases in which it holds, in which it fails, and in which somebody is asked', () => {
    const states = casesOf(key).map(name => readFileSync(`tests/cases/${name}/findings.json`, 'utf8'));
    const found = states.flatMap(text => JSON.parse(text) as { rule: string; state: string }[]);
    const seen = new Set(found.filter(({ rule }) => rule === key).map(({ state }) => state));
    expect([...seen]).toEqual(expect.arrayContaining(['holds', 'fails']));
    const asked = casesOf(key).flatMap(
      name => JSON.parse(readFileSync(`tests/cases/${name}/operations.json`, 'utf8')) as { kind: string }[],
    );
    expect(asked.map(({ kind }) => kind)).toContain('ask');
  });
});

test('every case is about a rule, or about what the team list, the phases or the reminders do', () => {
  const topics = [...KEYS, 'mirror', 'phase', 'reminder'];
  expect(CASES.filter(name => !topics.some(topic => name.startsWith(`${topic}-`)))).toEqual([]);
});
