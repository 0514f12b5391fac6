// The `custom_fields` filter of task reads: a JSON array of {field_id, operator, value}. It compares the
// raw stored values; a combination that it does not know answers 500, as ClickUp does for some.
import { z } from 'zod';
import type { Task } from '../world.ts';
import { ApiError } from './api-error.ts';

const Condition = z.object({
  field_id: z.string(),
  operator: z.string(),
  value: z.unknown().optional(),
});
type Condition = z.infer<typeof Condition>;

/** Reads the filter; no filter lets every task through. */
export function fieldFilter(text: string | null): (task: Task) => boolean {
  if (text === null) return () => true;
  const conditions = z.array(Condition).safeParse(parseJson(text));
  if (!conditions.success) throw new ApiError(400, 'ITEM_155', 'Custom fields must be an array');
  return task => conditions.data.every(condition => isMet(condition, task.fields.get(condition.field_id)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);

function isMet({ operator, value }: Condition, stored: unknown): boolean {
  const have = listOf(stored);
  const want = listOf(value);
  switch (operator.toUpperCase()) {
    case 'IS NULL':
      return have.length === 0;
    case 'IS NOT NULL':
      return have.length > 0;
    case '=':
    case '==':
      return have.length === want.length && want.every(each => have.includes(each));
    case '!=':
    case '!==':
      return !(have.length === want.length && want.every(each => have.includes(each)));
    case '<':
      return have.length > 0 && Number(have[0]) < Number(want[0]);
    case '<=':
      return have.length > 0 && Number(have[0]) <= Number(want[0]);
    case '>':
      return have.length > 0 && Number(have[0]) > Number(want[0]);
    case '>=':
      return have.length > 0 && Number(have[0]) >= Number(want[0]);
    case 'ANY':
      return want.some(each => have.includes(each));
    case 'ALL':
      return want.every(each => have.includes(each));
    case 'NOT ANY':
      return !want.some(each => have.includes(each));
    case 'NOT ALL':
      return !want.every(each => have.includes(each));
    case 'RANGE': {
      const { low_value, high_value } = (value ?? {}) as { low_value?: unknown; high_value?: unknown };
      const at = Number(have[0]);
      return have.length > 0 && at >= Number(low_value) && at <= Number(high_value);
    }
    default:
      throw new ApiError(500, 'ITEMV2_003', 'Internal server error');
  }
}
