// A failure as a sentence for people. What is not expected says so, and how to get the stack trace.

import { harmlessLines } from '../base/harmless.ts';
import { hintFor } from '../reconcile/failure-hint.ts';
import type { ClickUpFailure } from '../reconcile/ports.ts';

/** Errors that explain themselves. */
const PLAIN = new Set([
  'AddressTaken',
  'BadOption',
  'BadSince',
  'BoardTaken',
  'ConfigProblems',
  'InitCancelled',
  'InitRefused',
  'NotAnswered',
  'SimulatorRefused',
  'StoreHeld',
  'StoreMisconfigured',
  'StoreUnavailable',
  'SyncRefused',
  'UnknownCard',
  'UnknownJob',
  'UnknownPlaces',
]);

/** Told apart by its name: help loads nothing that talks to ClickUp. */
function isOfClickUp(error: Error): error is ClickUpFailure {
  return error.name === 'ClickUpFailure';
}

/** What to tell about an error that ended a command. Never a stack trace. */
export function explainFailure(error: unknown): string {
  return harmlessLines(sentenceFor(error));
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return `Something unexpected happened: ${String(error)}`;
  if (isOfClickUp(error)) {
    const hint = hintFor(error, null);
    return hint === null ? error.message : `${error.message}\n    ${hint} \`liaison doctor\` says more.`;
  }
  if (PLAIN.has(error.name)) return error.message;
  return `Something unexpected happened: ${error.message} (run with NODE_OPTIONS=--enable-source-maps and LOG_LEVEL=debug to find out more)`;
}
