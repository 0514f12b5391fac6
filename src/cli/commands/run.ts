// `liaison run`: webhooks, worker, timers, until a signal says stop.
import { type Command, Option } from 'commander';
import type { RunFlags } from '../given-options.ts';
import { playbookOption } from '../terminal.ts';

export function addRun(program: Command): void {
  program
    .command('run')
    .summary('run: webhooks, worker and timers')
    .description(
      'Keeps ClickUp as the playbook says: hears webhooks at PUBLIC_URL (or polls without one), works through its queues, keeps its timers. SIGTERM or Ctrl-C ends it cleanly. As a service, start `node dist/cli/main.js run`: npx does not pass signals on.',
    )
    .addOption(playbookOption())
    .addOption(
      new Option('--role <role>', 'all, only the addresses (web), or only the work (worker)')
        .choices(['all', 'web', 'worker'])
        .default('all'),
    )
    .action(async (options: RunFlags) => (await import('../actions/run.ts')).runUntilSignal(options));
}
