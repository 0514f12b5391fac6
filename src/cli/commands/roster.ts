// `liaison roster`: who is on which team, and for which function and flock they speak.
import type { Command } from 'commander';
import { jsonOption, playbookOption } from '../terminal.ts';

export function addRoster(program: Command): void {
  program
    .command('roster')
    .summary('show who is on which team, and for whom they speak')
    .description(
      'Reads the board and shows the team of every customer result that is forming or at work, or of one card: each member with their functions and the flocks they speak for, the supporter, and, where the card asks for functions, for which functions and flocks nobody speaks. Writes nothing and never opens the store.\n\nEnds with 0, or with 1 if the board could not be read.',
    )
    .argument('[card]', 'only this card: its id, its address, or a name that only one card has')
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (card: string | undefined, options: { playbook: string; json?: boolean }) =>
      (await import('../actions/roster.ts')).roster(card ?? null, options),
    );
}
