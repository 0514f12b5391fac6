// Where the docs say what a key of the playbook means: the next step where a problem has none of its own.
import { RULES } from '../domain/rules/registry.ts';

const CONFIGURATION = 'docs/configuration.md';

/** Keys and what is below them; the first that fits counts. */
const SECTIONS: [key: string, section: string][] = [
  ['teamList.adopt', 'docs/existing-lists.md#say-whose-list-is-whose'],
  ['pilot', 'docs/existing-lists.md#begin-gently'],
  ['maxChangesPerDay', 'docs/existing-lists.md#begin-gently'],
  ['fields', `${CONFIGURATION}#fields`],
  ['people', `${CONFIGURATION}#people`],
  ['calendar', `${CONFIGURATION}#calendar`],
  ['rules', `${CONFIGURATION}#rules`],
  ['texts', `${CONFIGURATION}#texts`],
  ['workItems', `${CONFIGURATION}#work-items`],
  ['feedback', `${CONFIGURATION}#customer-feedback`],
  ['digest', `${CONFIGURATION}#the-agenda-of-the-all-hands`],
];

/** The section of the docs about the key at `path`, as a sentence. */
export function docsOf(path: string): string {
  const [top, rule] = path.split('.');
  const isRule = top === 'rules' && rule !== undefined && Object.hasOwn(RULES, rule);
  const section = SECTIONS.find(([key]) => path === key || path.startsWith(`${key}.`))?.[1];
  return `${isRule ? `docs/rules.md#${rule}` : (section ?? `${CONFIGURATION}#playbook`)} says what it means.`;
}
