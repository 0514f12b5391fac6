// What most commands begin with: environment, playbook, log, clock.
import { createCommandLog } from '../app/log.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Progress } from '../base/progress.ts';
import { type Env, loadEnv, requireToken } from '../config/env.ts';
import { loadPlaybook } from '../config/playbook-file.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { progressOfTerminal } from './terminal.ts';

type NameOf = (cardId: string) => string | null;

export type Setup = {
  env: Env;
  token: string;
  loaded: LoadedPlaybook;
  log: Log;
  clock: Clock;
  progress: Progress;
  /** From now on the log shows the names of cards, where people read it. */
  showNames(nameOf: NameOf): void;
};

/** The real clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Reads everything that a command needs before it can begin. Rejects with ConfigProblems that name all of it. */
export async function setUp(options: { playbook: string; now?: number }): Promise<Setup> {
  const notes: string[] = [];
  const env = loadEnv({ note: sentence => notes.push(sentence) });
  const loaded = await loadPlaybook(options.playbook);
  const { now } = options;
  const token = requireToken(env);
  let nameOf: NameOf = () => null;
  const secrets = [token, env.adminSecret, ...Object.values(env.traces?.headers ?? {})];
  const log = createCommandLog(env.logLevel, secrets, id => nameOf(id));
  for (const reason of notes) log.warn({ reason }, 'the environment needs a look');
  const clock = now === undefined ? systemClock : shifted(now);
  const showNames = (known: NameOf): void => {
    nameOf = known;
  };
  return { env, token, loaded, log, clock, progress: progressOfTerminal(clock), showNames };
}

/** A clock that goes on from `now`: waiting for something must come to its end there too. */
function shifted(now: number): Clock {
  const offsetMs = now - Date.now();
  return { now: () => Date.now() + offsetMs };
}
