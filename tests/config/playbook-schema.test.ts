// The published schema is the one that the program checks with, and the pages say what it knows.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inWords, type JsonSchema, playbookJsonSchema } from '../../src/config/playbook-schema.ts';
import { isShippedExample } from '../../src/config/shipped-playbook.ts';
import { KNOWN } from '../../src/config/variables.ts';
import { WEEKDAYS } from '../../src/domain/schedule/calendar.ts';
import { DUE_EXAMPLES, parseDue, resolveDue } from '../../src/domain/schedule/due.ts';
import { RECURRENCE_EXAMPLES } from '../../src/domain/schedule/recurrence.ts';

/** Every key that a playbook may have, without those of single rules (docs/rules.md) and texts (the schema itself). */
function keysOf(schema: JsonSchema): string[] {
  const inside = schema.items ? keysOf(schema.items) : [];
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    inside.push(key);
    if (key !== 'rules' && key !== 'texts') inside.push(...keysOf(child));
  }
  return inside;
}

test('the hash of the shipped playbook is committed (where it is not, `npm run schema` writes it anew)', () => {
  expect(isShippedExample(readFileSync('config/playbook.yaml', 'utf8'))).toBe(true);
});

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

describe('what docs/configuration.md tells of due expressions', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  const section = /^#### When something is due$(.*?)^####/ms.exec(page)?.[1] ?? '';
  const calendar = {
    zone: 'Europe/Berlin',
    workingWeek: new Set(WEEKDAYS.slice(0, 5)),
    holidays: new Set<string>(),
    allHands: new Set(['thursday' as const]),
  };
  const anchors = { start: '2027-01-13', due: '2027-03-10', entered: {} };
  const inEnglish = (day: string): string => {
    const part = (shown: Intl.DateTimeFormatOptions) =>
      new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { ...shown, timeZone: 'UTC' });
    return `${part({ weekday: 'long' })}, ${part({ day: 'numeric', month: 'long' })}`;
  };
  const rows = [...section.matchAll(/^\| `([^`]+)` \|.*\| (\w+, \d+ \w+) \|$/gm)];

  test.each([...DUE_EXAMPLES, ...RECURRENCE_EXAMPLES])('it shows the form %s', example => {
    expect(page).toContain(`\`${example}\``);
  });

  test('each example that names a day names the right one', () => {
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const [, written = '', here = ''] of rows) {
      const due = parseDue(written);
      const day = due && resolveDue(due, anchors, calendar);
      expect({ written, here: inEnglish(day ?? '') }).toEqual({ written, here });
    }
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
