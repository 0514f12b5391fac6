// `liaison demo`: a local ClickUp, a running Liaison, and a story played through ClickUp's API, narrated.
import type { Command } from 'commander';

export function addDemo(program: Command): void {
  program
    .command('demo')
    .summary('watch a story with a local ClickUp; needs no account')
    .description(
      'Starts a local ClickUp with a living board and a Liaison with a store of its own, then plays the life of one customer result through ClickUp’s API, as different people, and tells what each moment cost in requests. Stays up with its pages until Ctrl-C. It needs no account and looks at no .env, CLICKUP_* or STORE_URL; LOG_LEVEL=debug shows Liaison’s log as well.\n\nEnds with 0 if ClickUp showed everything that was expected, 1 if not.',
    )
    .option('--once', 'end after the story')
    .option(
      '--json',
      'print the account as JSON after the story, and end (implies --once); the story goes to standard error',
    )
    .action(async (options: { once?: boolean; json?: boolean }) =>
      (await import('../actions/demo.ts')).demo(options),
    );
}
