// A YAML file that people write beside the playbook: read, and what is wrong in it said with place and line.
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { problemsOf } from './playbook-problems.ts';
import type { JsonSchema } from './playbook-schema.ts';
import { ConfigProblems, didYouMean, type Problem, shown } from './problem.ts';
import { readYaml, readYamlText } from './yaml-document.ts';
import { lineOfValue } from './yaml-lines.ts';

/** So many names are listed in a problem; of more only the nearest few. */
const LISTED = 20;
const FEW = 8;

/** A file as it was read, and the problems found in it so far. */
export type YamlFile = {
  file: string;
  /** Its content as plain values. */
  data: unknown;
  /** Everything that a schema found wrong, in the schema's own words. */
  report(error: z.ZodError | undefined, schema: z.ZodType): void;
  /** One thing that no schema can know. */
  refuse(path: readonly PropertyKey[], problem: Pick<Problem, 'allowed'> & Partial<Problem>): void;
  /** A name that has to be one of `known`; `what` says of what, in the plural. */
  refuseName(path: readonly PropertyKey[], name: string, known: readonly string[], what: string): void;
  /** Throws ConfigProblems if there are any, in the order of the file. */
  check(): void;
};

const HINT = 'docs/rehearse.md shows how such a file is written.';

/** Reads a file; `what` says what it should be: `a board in YAML`. Throws ConfigProblems where it can't be read. */
export function readYamlFile(file: string, what: string, text = readText(file, what)): YamlFile {
  const { read, problems } = readYaml(file, text, { what, hint: HINT });
  const { document, lines } = read;
  const refuse: YamlFile['refuse'] = (path, problem) => {
    const value = path.reduce<unknown>(
      (block, key) =>
        typeof block === 'object' && block !== null
          ? (block as Record<PropertyKey, unknown>)[key]
          : undefined,
      read.data,
    );
    problems.push({
      file,
      line: lineOfValue(document, lines, path),
      path: path.join('.'),
      given: shown(value),
      hint: null,
      ...problem,
    });
  };
  return {
    file,
    data: read.data,
    report(error, schema) {
      if (!error) return;
      const allowed = plainly(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
      for (const issue of error.issues) problems.push(...problemsOf(issue, read, allowed));
    },
    refuse,
    refuseName(path, name, known, what) {
      const names = [...new Set(known)];
      const listed = names.length === 0 ? 'there are none' : names.join(', ');
      const allowed =
        names.length > LISTED
          ? `one of the ${names.length} ${what}, such as ${nearestFew(name, names).join(', ')}`
          : `${what}: ${listed}`;
      refuse(path, { given: shown(name), allowed, hint: didYouMean(name, names) });
    },
    check() {
      if (problems.length === 0) return;
      const inOrder = problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
      throw new ConfigProblems(inOrder.map(problem => ({ ...problem, path: pathInWords(problem.path) })));
    },
  };
}

/** The names that are most like `name`. */
function nearestFew(name: string, known: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  return known
    .map(one => ({ one, slips: distance(wanted, one.toLowerCase()) }))
    .sort((one, other) => one.slips - other.slips)
    .slice(0, FEW)
    .map(({ one }) => one);
}

/** In a file that is a list, people count its entries from one. */
function pathInWords(path: string): string {
  return path.replace(/^(\d+)\.?/, (_, index) => `entry ${Number(index) + 1} `).trim();
}

/** Where a value may have several forms, what its description says; the keys of the form that is a block. */
function plainly(node: JsonSchema): JsonSchema {
  const forms = (node.anyOf ?? []).map(plainly);
  const described = forms.length > 0 && node.description !== undefined;
  const properties = node.properties ?? forms.find(form => form.properties)?.properties;
  const items = node.items ?? forms.find(form => form.items)?.items;
  const { anyOf: _, ...rest } = node;
  return {
    ...(described ? { ...rest, type: 'string' } : node),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, plainly(value)])),
    }),
    ...(items && { items: plainly(items) }),
    ...(node.additionalProperties && { additionalProperties: plainly(node.additionalProperties) }),
  };
}

/** The text of a file. Throws ConfigProblems where it can't be read. */
export function readText(file: string, what: string): string {
  return readYamlText(file, { what, hint: HINT });
}
