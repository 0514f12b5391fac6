// `liaison demo`: a local ClickUp, a running Liaison, and a story played through ClickUp's API, narrated.
import type { Command } from 'commander';
import pc from 'picocolors';
import { type DemoAccount, playDemo } from '../../app/demo.ts';
import { createCommandLog } from '../../app/log.ts';
import { type Env, loadEnv } from '../../config/env.ts';
import { afterText, endText, introText, momentText } from '../render/demo-text.ts';
import { print, printJson, tell, untilSignal } from '../terminal.ts';

const INTERRUPTED = 130;

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
    .action(async (options: { once?: boolean; json?: boolean }) => {
      const isOnce = options.once === true || options.json === true;
      const say = options.json ? tell : print;
      const colours = pc.isColorSupported && (options.json ? process.stderr : process.stdout).isTTY;
      const stopped = untilSignal();
      const ending = new AbortController();
      void stopped.then(() => ending.abort());
      // Whoever read along may have left (`| head`): then there is nobody to tell, and still something to clear away.
      for (const stream of [process.stdout, process.stderr]) stream.on('error', () => ending.abort());
      let account: DemoAccount;
      try {
        account = await playDemo({
          log: createCommandLog(logLevel(), []),
          signal: ending.signal,
          tell: {
            opened: pages => say(introText(pages, { colours })),
            played: (moment, told) => say(momentText(moment, { ...told, colours })),
          },
          ...(isOnce
            ? {}
            : {
                stay: async (after, played) => {
                  say(endText(played, { colours }));
                  say(afterText(after, { colours }));
                  await stopped;
                },
              }),
        });
      } catch (error) {
        if (!ending.signal.aborted) throw error;
        process.exitCode = INTERRUPTED;
        return;
      }
      if (isOnce) say(endText(account, { colours }));
      if (options.json) printJson(account);
      process.exitCode = account.ok ? 0 : 1;
    });
}

/** Quiet, unless LOG_LEVEL asks for something else than the default; nothing else of the environment is read. */
function logLevel(): Env['logLevel'] {
  const { logLevel } = loadEnv({ envFile: null, ignore: name => name !== 'LOG_LEVEL' });
  return logLevel === 'info' ? 'warn' : logLevel;
}
