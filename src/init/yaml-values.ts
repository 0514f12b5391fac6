// Comments and values as they stand in a playbook, each on one line. Pure.
import { stringify } from 'yaml';
import { harmlessText } from '../base/harmless.ts';

/** On one line, whatever things are called. */
export function comment(text: string): string {
  return `# ${harmlessText(text)}`;
}

/** A value on one line, in quotes where YAML would read it as something else. */
export function value(text: string): string {
  if (/\p{Cc}/u.test(text)) return JSON.stringify(text);
  return stringify(text, { lineWidth: 0, defaultStringType: 'PLAIN' }).trim();
}

/** A value between brackets or braces, where commas and brackets mean something too. */
export function valueWithin(text: string): string {
  return /[,[\]{}]/.test(text) ? JSON.stringify(text) : value(text);
}

/** Values between brackets. */
export function list(texts: readonly string[]): string {
  return `[${texts.map(valueWithin).join(', ')}]`;
}
