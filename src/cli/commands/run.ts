// `liaison run`: webhooks, worker, timers, until a signal says stop.
import { type Command, Option } from 'commander';
import { type Role, run } from '../../app/run.ts';
import { setUp } from '../setup.ts';
import { playbookOption, untilSignal } from '../terminal.ts';

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
    .action(async (options: { playbook: string; role: Role }) => {
      const setup = await setUp(options);
      const starting = new AbortController();
      const stopped = untilSignal();
      void stopped.then(() => starting.abort());
      const running = await run({ ...setup, role: options.role, signal: starting.signal }).catch(
        (error: unknown) => {
          if (starting.signal.aborted) return null;
          throw error;
        },
      );
      const signal = await stopped;
      setup.log.info({ signal }, 'stopping: finishing what is in hand');
      await running?.stop();
      setup.log.info({}, 'stopped');
    });
}
