// `liaison explain`: every rule on one card, with what happens next and what changed it last. Writes nothing.
import type { Command } from 'commander';
import { jsonOption, nowOption, playbookOption } from '../terminal.ts';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .summary('explain one card: every rule, what comes next, what changed it last')
    .description(
      'Shows how one customer result stands with every rule of the playbook: what was seen, how gently the rule is enforced, who can mend it and how, since when it fails, who waived it and why, what happens next and when. Then what Liaison would do now, and which delivery, timer or command made it change something last. ✓ holds, ○ open, ✗ fails, – waived, · not looked at in this phase. Reads ClickUp like `plan` and writes nothing there. The last change comes from the store, or from the running Liaison that holds it; without either, everything else is still shown.\n\nEnds with 0, or with 1 if the card could not be explained.',
    )
    .argument('<card>', 'the card: its id, its address, or a name that only one card has')
    .addOption(playbookOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .action(async (card: string, options: { playbook: string; now?: number; json?: boolean }) =>
      (await import('../actions/explain.ts')).explain(card, options),
    );
}
