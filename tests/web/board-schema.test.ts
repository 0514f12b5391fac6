// The schema of /api/board that docs publish: it is the newest, and what is answered fits it.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { boardJsonSchema } from '../../src/web/board-status.ts';
import { board, finding, result } from '../support/board-status.ts';

const committed = JSON.parse(readFileSync('docs/board.schema.json', 'utf8')) as object;

test('docs/board.schema.json is the newest: npm run schema writes it', () => {
  expect(committed).toEqual(boardJsonSchema());
});

test('it takes a board with fields that it does not know, and none that lacks one', () => {
  const isValid = new Ajv2020({ strict: true }).compile(committed);
  const status = board({ customerResults: [result({ findings: [finding()] })] });
  expect(isValid({ ...status, more: 1 }), JSON.stringify(isValid.errors)).toBe(true);
  const { customerResults: _, ...less } = status;
  expect(isValid(less)).toBe(false);
  expect(isValid({ ...status, at: 7 })).toBe(false);
});
