// The example playbook with every rule that there is: also those that it names in comments, for whoever wants them, and
// the fields that they need.
import { readFile } from 'node:fs/promises';
import { loadPlaybookText } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import { RULE_LIST } from '../../src/domain/rules/registry.ts';

const EXAMPLE = 'config/playbook.yaml';
const FIELDS = ['baseline', 'target', 'actual'];

/** Loads it. Rejects where the example does not name some rule at all. */
export async function everyRule(): Promise<LoadedPlaybook> {
  const keys = RULE_LIST.map(({ key }) => key);
  const inComments = new RegExp(`^( +)# (?=(?:${[...FIELDS, ...keys].join('|')}): )`, 'gm');
  const text = (await readFile(EXAMPLE, 'utf8')).replace(inComments, '$1');
  const loaded = await loadPlaybookText(EXAMPLE, text);
  const { rules } = loaded.playbook;
  const lacking = keys.filter(key => rules[key as keyof Playbook['rules']] === undefined);
  if (lacking.length > 0) throw new Error(`${EXAMPLE} does not name ${lacking.join(', ')}.`);
  return loaded;
}
