// Turns what the schema finds wrong into problems that people understand: place, given, allowed, did you mean.
import type { z } from 'zod';
import type { DueSlip } from '../domain/schedule/due-mistake.ts';
import { inWords, type JsonSchema, schemaAt } from './playbook-schema.ts';
import { didYouMean, type Problem, shown } from './problem.ts';
import type { YamlText } from './yaml-document.ts';
import { lineOfKey, lineOfValue } from './yaml-lines.ts';

const MOST_SHOWN = 40;

type Issue = z.core.$ZodIssue;

/** The problems behind one issue; an issue about unknown keys is one problem per key. */
export function problemsOf(issue: Issue, playbook: YamlText, schema: JsonSchema): Problem[] {
  const { file, document, lines, data } = playbook;
  const node = schemaAt(schema, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = [node, ...(node.anyOf ?? [])].flatMap(({ properties }) => Object.keys(properties ?? {}));
    return issue.keys.map(key => ({
      file,
      line: lineOfKey(document, lines, issue.path, key),
      path: [...issue.path, key].join('.'),
      given: 'an unknown key',
      allowed: namesOf(known),
      hint: didYouMean(key, known),
    }));
  }
  // Not the issue's input: a check across keys reports the whole block as its input.
  const value = issue.path.reduce(within, data);
  const place = {
    file,
    line: lineOfValue(document, lines, issue.path),
    path: issue.path.join('.'),
    given: shown(value),
  };
  if (issue.code === 'invalid_key') {
    return [
      {
        ...place,
        given: `the key ${shown(issue.path.at(-1))}`,
        allowed: issue.issues.find(isOwnSentence)?.message ?? 'a key that is not empty',
        hint: null,
      },
    ];
  }
  const slip = slipOf(issue);
  if (slip) {
    const allowed = `a due expression, for example "${slip.example}"; docs/configuration.md lists every form`;
    const near = slip.word === null ? null : didYouMean(slip.word, slip.known);
    const hint = [`${place.given} ${slip.wrong}.`, near].filter(Boolean).join(' ');
    return [{ ...place, allowed, hint }];
  }
  // The description of such a key is the text in whose place it would be said, and says nothing of what is allowed.
  const described = issue.path[0] === 'texts' ? {} : node;
  if (isOwnSentence(issue))
    return [{ ...place, ...fromSentence(issue.message, place.given, described, value) }];
  if (issue.path[0] === 'texts' && issue.path.length > 1) {
    return [{ ...place, allowed: textInWords(node), hint: null }];
  }
  return [
    {
      ...place,
      allowed: inWords(node),
      hint: typeof value === 'string' && node.enum ? didYouMean(value, node.enum.map(String)) : null,
    },
  ];
}

/** Nobody reads hundreds of keys in a message; the near one is in the hint. */
function namesOf(known: readonly string[]): string {
  return known.length <= MOST_SHOWN
    ? known.join(', ')
    : `one of ${known.length} keys; docs/playbook.schema.json lists them`;
}

function within(block: unknown, key: PropertyKey): unknown {
  return typeof block === 'object' && block !== null
    ? (block as Record<PropertyKey, unknown>)[key]
    : undefined;
}

/** Where somebody wrote something else than a due expression, what it is that cannot be read. */
function slipOf(issue: Issue): DueSlip | null {
  const slip: DueSlip | null | undefined = issue.code === 'custom' ? issue.params?.['slip'] : null;
  return slip ?? null;
}

/** Whether the schema itself says what is wrong, rather than the validator's stock phrase. */
function isOwnSentence(issue: Issue): boolean {
  return issue.code === 'custom' || !/^(Invalid|Too) /.test(issue.message);
}

/**
 * Sentences of the playbook's schema read "is no day; write it as 2027-01-15": what is wrong with the value, then
 * what is allowed. A sentence without a verb at its front is the rule itself.
 */
function fromSentence(
  message: string,
  given: string,
  node: JsonSchema,
  value: unknown,
): Pick<Problem, 'allowed' | 'hint'> {
  if (!/^(is|has|knows|belongs|falls) /.test(message)) return { allowed: message, hint: null };
  const names = /; there are: (.+)$/.exec(message)?.[1]?.split(', ') ?? [];
  const near = typeof value === 'string' ? didYouMean(value, names) : null;
  const hintOf = (wrong: string) => [`${given} ${wrong}.`, ...(near === null ? [] : [near])].join(' ');
  if (node.description !== undefined) return { allowed: node.description, hint: hintOf(message) };
  const [wrong = '', right] = message.split('; ', 2);
  const allowed = right?.replace(/^(?:allowed:|(?:allowed|these|there) are:?) /, '') ?? 'another value';
  return { allowed, hint: hintOf(wrong) };
}

/** A text of the playbook's own; some have a form for one and a form for many. */
function textInWords({ anyOf }: JsonSchema): string {
  const isBoth = anyOf?.some(({ properties }) => properties !== undefined);
  return `a text that is not empty${isBoth ? ', or a block with the keys one and other' : ''}`;
}
