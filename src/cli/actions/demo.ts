// What `liaison demo` does.
import pc from 'picocolors';
import { createCommandLog } from '../../app/log.ts';
import { type Env, loadEnv } from '../../config/env.ts';
import { type DemoReport, playDemo } from '../../demo/demo.ts';
import { afterText, endText, introText, momentText } from '../render/demo-text.ts';
import { print, printJson, tell, untilSignal } from '../terminal.ts';

const INTERRUPTED = 130;

/** Plays the story and tells it; stays up afterwards unless it is to end. */
export async function demo(options: { once?: boolean; json?: boolean }): Promise<void> {
  const isOnce = options.once === true || options.json === true;
  const say = options.json ? tell : print;
  const colours = pc.isColorSupported && (options.json ? process.stderr : process.stdout).isTTY;
  const stopped = untilSignal();
  const ending = new AbortController();
  void stopped.then(() => ending.abort());
  // Whoever read along may have left (`| head`): then there is nobody to tell, and still something to clear away.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => ending.abort());
  let report: DemoReport;
  try {
    report = await playDemo({
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
  if (isOnce) say(endText(report, { colours }));
  if (options.json) printJson(report);
  process.exitCode = report.ok ? 0 : 1;
}

/** Quiet, unless LOG_LEVEL asks for something else than the default; nothing else of the environment is read. */
function logLevel(): Env['logLevel'] {
  const { logLevel } = loadEnv({ envFile: null, ignore: name => name !== 'LOG_LEVEL' });
  return logLevel === 'info' ? 'warn' : logLevel;
}
