// The playbook's JSON Schema, for editors. Pure: derived from the one schema of the domain, nothing is kept twice.
import { z } from 'zod';
import { Playbook } from '../domain/playbook/playbook.ts';

/** As much of a JSON Schema as the playbook's one uses. */
export type JsonSchema = {
  description?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | false;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
};

/** The schema of a playbook file as people write it (before expressions are parsed and defaults filled in). */
export function playbookJsonSchema(): JsonSchema & Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(Playbook, { io: 'input' });
  return {
    $schema,
    $id: 'urn:liaison:playbook',
    title: 'Playbook of Liaison',
    description:
      'How a company works with customer results: places, phases, people, calendar, rules, templates.',
    ...(rest as JsonSchema),
  };
}

/** The part of `schema` that speaks about `path`; an empty schema where it is silent. */
export function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema {
  let node: JsonSchema = schema;
  for (const key of path) {
    node =
      (typeof key === 'number'
        ? node.items
        : (node.properties?.[String(key)] ?? (node.additionalProperties || undefined))) ?? {};
  }
  return node;
}

/** What `node` allows, in words that fit behind "allowed:". */
export function inWords(node: JsonSchema): string {
  if (node.description !== undefined && (node.type === 'string' || node.anyOf)) return node.description;
  if (node.const !== undefined)
    return `only ${typeof node.const === 'string' ? node.const : JSON.stringify(node.const)}`;
  if (node.enum) return `one of ${node.enum.join(', ')}`;
  if (node.anyOf) return node.anyOf.map(inWords).join(', or ');
  switch (node.type) {
    case 'integer':
      return `a whole number${range(node)}`;
    case 'number':
      return `a number${range(node)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a text';
    case 'array': {
      const atLeast = node.minItems
        ? ` with at least ${node.minItems === 1 ? 'one entry' : node.minItems}`
        : '';
      return `a list${atLeast}, each entry ${inWords(node.items ?? {})}`;
    }
    case 'object': {
      if (node.properties) return `a block with the keys ${Object.keys(node.properties).join(', ')}`;
      return `a block of keys, the value of each ${inWords(node.additionalProperties || {})}`;
    }
    case undefined:
    default:
      return 'another value';
  }
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  // Zod writes the limits of safe whole numbers where a schema has none.
  const min = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const max = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined) return ` below ${exclusiveMaximum}`;
  if (min !== undefined && max !== undefined) return ` between ${min} and ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}
