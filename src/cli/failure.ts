// A failure as a sentence for people. What is not expected says so, and how to get the stack trace.

import { harmlessLines } from '../base/harmless.ts';

/** Errors that explain themselves. */
const PLAIN = new Set([
  'AddressTaken',
  'BadOption',
  'BoardTaken',
  'ClickUpFailure',
  'ConfigProblems',
  'SimulatorRefused',
  'StoreHeld',
  'StoreMisconfigured',
  'StoreUnavailable',
  'SyncRefused',
  'UnknownCard',
  'UnknownPlaces',
]);

/** What to tell about an error that ended a command. Never a stack trace. */
export function explainFailure(error: unknown): string {
  return harmlessLines(sentenceFor(error));
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return `Something unexpected happened: ${String(error)}`;
  if (PLAIN.has(error.name)) return error.message;
  return `Something unexpected happened: ${error.message} (run with NODE_OPTIONS=--enable-source-maps and LOG_LEVEL=debug to find out more)`;
}
