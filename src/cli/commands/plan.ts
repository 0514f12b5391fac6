// `liaison plan`: what would change and why. Writes nothing and never opens the store.
import type { Command } from 'commander';
import { connectToLook } from '../../app/connect.ts';
import { planBoard } from '../../app/look.ts';
import { forgetfulMemory } from '../../app/memory.ts';
import { planText } from '../render/plan-text.ts';
import { setUp } from '../setup.ts';
import { jsonOption, nowOption, playbookOption, show } from '../terminal.ts';

export function addPlan(program: Command): void {
  program
    .command('plan')
    .summary('show what would change and why; writes nothing')
    .description(
      'Reads the board and shows, card by card, what Liaison would do and why. Writes nothing and never opens the store. Undoing is never part of it: only a delivery that just arrived can call for that.\n\nEnds with 0 if there is nothing to do, 2 if there is, 1 if the plan could not be made.',
    )
    .argument('[card]', 'only this card: its id or its address')
    .addOption(playbookOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .action(async (card: string | undefined, options: { playbook: string; now?: number; json?: boolean }) => {
      const { env, token, loaded, log, clock } = await setUp(options);
      const connection = await connectToLook({ env, token, loaded, clock, log });
      const memory = forgetfulMemory(clock);
      const account = await planBoard(connection, loaded, { memory, clock, card: card ?? null });
      show(account, { json: options.json, text: planText });
      process.exitCode = account.operations === 0 ? 0 : 2;
    });
}
