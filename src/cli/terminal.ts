// The terminal that a command talks to: data on standard output, everything else on standard error.
import { Option } from 'commander';
import type { Clock } from '../base/clock.ts';
import { escapedJson, harmless } from '../base/harmless.ts';
import type { Progress } from '../base/progress.ts';
import { type ProgressDisplay, showProgress } from './progress.ts';

let progress: ProgressDisplay | null = null;

/** Where long work tells people how far it is, until there is something to print. `clock` is the work's own. */
export function progressOfTerminal(clock: Clock = Date): Progress {
  progress ??= showProgress({
    isTerminal: process.stderr.isTTY,
    write: text => process.stderr.write(text),
    now: () => clock.now(),
  });
  return progress;
}

/** Long work has come to its end, such as by a failure. */
export function endProgress(): void {
  progress?.end();
  progress = null;
}

/** Writes data for people or machines to standard output. */
export function print(text: string): void {
  endProgress();
  process.stdout.write(`${text}\n`);
}

/** Says something about the run to standard error. */
export function tell(text: string): void {
  progress?.clear();
  process.stderr.write(`${text}\n`);
}

/**
 * Shows what a command found out: as JSON and nothing else, or as `text` puts it, which is handed the value with nothing
 * in it that a terminal would obey.
 */
export function show<T>(
  value: T,
  { json = false, text }: { json?: boolean | undefined; text(value: T): string },
): void {
  if (json) printJson(value);
  else print(text(harmless(value)));
}

/** Prints a value as JSON, and nothing else, to standard output. */
export function printJson(value: unknown): void {
  print(escapedJson(JSON.stringify(value, null, 2)));
}

/** The options that several commands share. */
export const playbookOption = () =>
  new Option('--playbook <file>', 'the playbook to go by').default('config/playbook.yaml');
export const jsonOption = () => new Option('--json', 'print JSON for machines instead of text');
export const nowOption = () =>
  new Option('--now <instant>', 'pretend it is this instant, for example 2027-01-15T09:00Z').argParser(
    readInstant,
  );

export const sinceOption = () =>
  new Option('--since <day>', 'only since this day, written as 2027-01-14, in the playbook’s zone');
export const limitOption = () =>
  new Option('--limit <count>', 'at most so many, the newest first')
    .default(100)
    .argParser(wholeNumber('--limit', 1, 1_000));

function readInstant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new BadOption(`--now "${text}" is no instant; write it as 2027-01-15T09:00Z`);
  return at;
}

/** An option whose value can't be used. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

/** A whole number from `least` to `most`, for an option. */
export function wholeNumber(option: string, least: number, most = Infinity): (text: string) => number {
  return text => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== '') return value;
    const allowed = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new BadOption(`${option} "${text}" is no whole number ${allowed}`);
  };
}

/** Ends when SIGINT or SIGTERM arrives; answers with its name. A second signal ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    const stop = (signal: NodeJS.Signals): void => {
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve(signal);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

/**
 * Lets the process end with what its exit code says by now, at the latest `afterMs` from now: a connection that never came
 * to its end must not keep it.
 */
export function endSoon(afterMs = 2_000): void {
  setTimeout(() => process.exit(), afterMs).unref();
}
