// The agenda of an all-hands as people read it in a terminal: the same words as in ClickUp.
import { type Digest, digestText, digestTitle } from '../../domain/digest.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { plainText } from '../../domain/rich-text.ts';

export function digestPage(digest: Digest, playbook: Playbook): string {
  const lines = digestText(digest, playbook).map(line =>
    line.bullet ? `  - ${plainText([line])}` : `\n${plainText([line])}`,
  );
  return [digestTitle(digest.on, playbook), ...lines].join('\n');
}
