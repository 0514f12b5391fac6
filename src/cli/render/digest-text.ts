// The agenda of an all-hands as people read it in a terminal: the same words as in ClickUp.
import { type Digest, digestText, digestTitle } from '../../domain/digest/digest.ts';
import { plainText } from '../../domain/language/rich-text.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { RememberedState } from '../../queries/explanation.ts';
import { wrapped } from './wrapped.ts';

/** The agenda, and below it what could not be found out. */
export function digestPage(digest: Digest & { memory: RememberedState }, playbook: Playbook): string {
  const lines = digestText(digest, playbook).map(line =>
    line.bullet ? `  - ${plainText([line])}` : `\n${plainText([line])}`,
  );
  const { state, message } = digest.memory;
  const missing = state === 'read' ? [] : ['', ...wrapped(message, '')];
  return [digestTitle(digest.on, playbook), ...lines, ...missing].join('\n');
}
