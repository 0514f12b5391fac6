// The command's options, for `clickup-simulator` and `liaison simulator` alike. It loads nothing: help must come at once.
import { type Command, Option } from 'commander';
import { SimulatorRefused } from '../simulator-refused.ts';

/** The options as they were given. */
export type SimulatorFlags = {
  port: number;
  seed: string;
  company?: string;
  rateLimit: number;
  latency: number;
};

/** Adds the options of a simulator to a command. A value that can't be used throws SimulatorRefused. */
export function withSimulatorOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--port <port>', 'where it listens; 0 takes a free port')
        .default(4010)
        .argParser(wholeNumber('--port', 0, 65_535)),
    )
    .addOption(
      new Option('--seed <seed>', 'demo, empty, publisher, or large:CARDSxITEMS (for example large:100x20)')
        .default('demo')
        .conflicts('company'),
    )
    .addOption(new Option('--company <file>', 'a company of your own (YAML or JSON) instead of a seed'))
    .addOption(
      new Option('--rate-limit <n>', 'requests a minute for each token')
        .default(100)
        .argParser(wholeNumber('--rate-limit', 1)),
    )
    .addOption(
      new Option('--latency <ms>', 'how long each answer takes, in milliseconds')
        .default(0)
        .argParser(wholeNumber('--latency', 0)),
    );
}

function wholeNumber(option: string, least: number, most = Infinity): (text: string) => number {
  return text => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== '') return value;
    const allowed = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new SimulatorRefused(`${option} "${text}" is no whole number ${allowed}`);
  };
}
