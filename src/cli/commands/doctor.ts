// `liaison doctor`: looks at everything that a start needs, with a hint for each failure.
import type { Command } from 'commander';
import { jsonOption, playbookOption } from '../terminal.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('check token, places, people, store, webhooks and what runs')
    .description(
      'Looks at everything that a start needs: the token and its owner, what it may do, plan, budget and clock, the places, statuses, fields, groups and people that the playbook names, the zones, the store, webhooks and the public address, cards in trouble and what a running Liaison says of itself. Where a place is not found, what is most likely meant is looked at instead, so that one round tells everything. docs/doctor.md has an entry for each check. Writes nothing to ClickUp; in the store, opening PostgreSQL creates or updates the tables that `run` needs, and Redis notes that its queues exist.\n\nEnds with 0 if Liaison can start, 1 if not.',
    )
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: { playbook: string; json?: boolean }) =>
      (await import('../actions/doctor.ts')).doctor(options),
    );
}
