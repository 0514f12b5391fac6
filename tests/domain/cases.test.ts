// Walks tests/cases: every folder is one situation with what Liaison should find and do.
// `UPDATE_CASES=1 npx vitest run tests/domain/cases.test.ts` writes what it does now, to be read before it is committed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { CASES, caseNamed, CASES_ROOT as ROOT } from '../support/case-folders.ts';
import { inShort } from './in-short.ts';

describe('the case', () => {
  test.each(CASES)('%s', name => {
    const { plan, playbook } = caseNamed(name);
    const found = inShort(plan, playbook.calendar.zone);
    for (const file of ['findings', 'operations', 'next'] as const) {
      const path = join(ROOT, name, `${file}.json`);
      if (process.env['UPDATE_CASES'] === '1') {
        writeFileSync(path, `${JSON.stringify(found[file], null, 2)}\n`);
      }
      expect(found[file], `${path}, ${why(name)}`).toEqual(JSON.parse(readFileSync(path, 'utf8')));
    }
  });
});

test('every case says why it exists', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(30);
  for (const name of CASES) expect(why(name).length, `${ROOT}/${name}/why.md`).toBeGreaterThan(40);
});

test('every kind of operation occurs in some case', () => {
  const kinds = new Set(
    CASES.flatMap(name => caseNamed(name).plan.operations.map(operation => operation.kind)),
  );
  const all: Record<Operation['kind'], true> = {
    'create-list': true,
    'adopt-list': true,
    'create-about': true,
    'update-about': true,
    'create-item': true,
    'update-item': true,
    'post-status': true,
    'edit-status': true,
    ask: true,
    escalate: true,
    'resume-ask': true,
    answer: true,
    tag: true,
    'settle-ask': true,
    'explain-undo': true,
    'take-off': true,
    'move-back': true,
    'put-back-supporter': true,
    remind: true,
    'tell-team': true,
    'correct-told': true,
    welcome: true,
    'mark-list': true,
    'close-item': true,
    'reopen-item': true,
    'create-follow-up': true,
    'link-follow-up': true,
    'note-absence': true,
    'change-absence': true,
    'close-absence': true,
  };
  expect([...kinds].sort()).toEqual(Object.keys(all).sort());
});

function why(name: string): string {
  const path = join(ROOT, name, 'why.md');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}
