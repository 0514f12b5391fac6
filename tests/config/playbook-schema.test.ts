// The published schema is the one that the program checks with, and the pages say what it knows.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inWords, type JsonSchema, playbookJsonSchema } from '../../src/config/playbook-schema.ts';
import { KNOWN } from '../../src/config/variables.ts';

/** Every key that a playbook may have, without those of single rules (docs/rules.md) and texts (the schema itself). */
function keysOf(schema: JsonSchema): string[] {
  const inside = schema.items ? keysOf(schema.items) : [];
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    inside.push(key);
    if (key !== 'rules' && key !== 'texts') inside.push(...keysOf(child));
  }
  return inside;
}

describe('the JSON Schema of the playbook', () => {
  test('is committed as it is generated (where it is not, `npm run schema` writes it anew)', () => {
    const committed: unknown = JSON.parse(readFileSync('docs/playbook.schema.json', 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(playbookJsonSchema())));
  });

  test('accepts the shipped playbook and refuses a wrong one', () => {
    const check = new Ajv2020({ strict: false }).compile(playbookJsonSchema());
    const playbook = parse(readFileSync('config/playbook.yaml', 'utf8')) as Record<string, unknown>;
    check(playbook);
    expect(check.errors).toBeNull();
    expect(check({ ...playbook, mode: 'watch' })).toBe(false);
    expect(check({ ...playbook, mood: 'act' })).toBe(false);
  });
});

describe('docs/configuration.md and .env.example', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');

  test.each([...new Set(keysOf(playbookJsonSchema()))])('the page explains the key %s', key => {
    expect(page).toContain(`\`${key}\``);
  });

  test.each(KNOWN)('both name the variable %s', name => {
    expect(page).toContain(`\`${name}\``);
    expect(readFileSync('.env.example', 'utf8')).toMatch(new RegExp(`^# ?${name}=|^${name}=`, 'm'));
  });
});

describe('a schema in words', () => {
  test.each<[JsonSchema, string]>([
    [{ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, 'a whole number of at least 1'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 'a whole number between 1 and 9'],
    [{ type: 'number', exclusiveMinimum: 0 }, 'a number above 0'],
    [{ type: 'number', maximum: 9 }, 'a number of at most 9'],
    [{ type: 'boolean' }, 'true or false'],
    [{ enum: ['a', 'b'] }, 'one of a, b'],
    [{ anyOf: [{ type: 'string' }, { type: 'boolean' }] }, 'a text, or true or false'],
    [{ type: 'array', minItems: 2, items: { type: 'string' } }, 'a list with at least 2, each entry a text'],
    [{ type: 'object', properties: { a: {}, b: {} } }, 'a block with the keys a, b'],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      'a block of keys, the value of each a text',
    ],
    [{}, 'another value'],
  ])('%j', (schema, words) => {
    expect(inWords(schema)).toBe(words);
  });
});
