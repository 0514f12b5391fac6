// What the rules are called where people write: by their keys, and by their names in any language and in the company's own.

import { nearestOf } from '../../base/nearest.ts';
import { DE } from '../language/de.ts';
import { EN } from '../language/en.ts';
import type { CompanyTexts, TextKey } from '../language/texts.ts';
import { folded } from './command-words.ts';

/** Each word for a rule, as `folded` writes it, with the rule's key. */
export type RuleWords = ReadonlyMap<string, string>;

/** The words for these rules; `texts` are the company's own names. */
export function ruleWordsOf(rules: readonly string[], texts?: CompanyTexts): RuleWords {
  const words = new Map<string, string>();
  for (const rule of rules) {
    const key = nameKeyOf(rule);
    const names = key === null ? [] : [EN[key], DE[key], texts?.render(key) ?? ''];
    for (const name of names) if (typeof name === 'string') words.set(folded(name), rule);
  }
  // A key is its own rule's, whatever a company calls another one.
  for (const rule of rules) words.set(folded(rule), rule);
  words.delete('');
  return words;
}

/** A rule for people who may write it: `team-size`, or `team-size (Teamgröße)` where its name is another. */
export function ruleShown(rule: string, texts: CompanyTexts): string {
  const key = nameKeyOf(rule);
  const name = key === null ? rule : texts.render(key);
  return folded(name) === folded(rule) ? rule : `${rule} (${name})`;
}

/** The rules that words may begin with that name none, and how many of the words that is. */
export function nearRules(
  named: readonly string[],
  words: RuleWords,
  mostWords: number,
): { rules: string[]; count: number } | null {
  for (let count = Math.min(named.length, mostWords); count > 0; count--) {
    const near = nearestOf(folded(named.slice(0, count).join('')), words.keys());
    const rules = [...new Set(near.flatMap(word => words.get(word) ?? []))];
    if (rules.length > 0) return { rules, count };
  }
  return null;
}

type NameKey = Extract<TextKey, `rule-name.${string}`>;

function nameKeyOf(rule: string): NameKey | null {
  const key = `rule-name.${rule}`;
  return Object.hasOwn(EN, key) ? (key as NameKey) : null;
}
