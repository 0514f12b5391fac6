// `liaison doctor`: looks at everything that a start needs, with a hint for each failure.
import type { Command } from 'commander';
import { jsonOption, playbookOption } from '../terminal.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('check token, places, statuses, fields, groups and store')
    .description(
      'Looks at everything that a start needs: the token and its owner, plan and budget, the places, statuses, fields and groups that the playbook names, the zones, webhooks and store, and cards in trouble. Writes nothing to ClickUp; in the store, opening PostgreSQL creates or updates the tables that `run` needs, and Redis notes that its queues exist.\n\nEnds with 0 if Liaison can start, 1 if not.',
    )
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: { playbook: string; json?: boolean }) =>
      (await import('../actions/doctor.ts')).doctor(options),
    );
}
