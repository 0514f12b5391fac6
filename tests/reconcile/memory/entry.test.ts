import { expect, it } from 'vitest';
import { z } from 'zod';
import { entryOf } from '../../../src/reconcile/memory/entry.ts';

const Ids = z.array(z.string());

it('reads what was written', () => {
  expect(entryOf(Ids, '["a","b"]')).toEqual(['a', 'b']);
});

it.each([null, undefined, '', '["a', '{"a":1}', '[1]', 'null'])('takes %j for lost', text => {
  expect(entryOf(Ids, text)).toBeNull();
});
