// For `node --import`: writes the address of each file of code that the program loads into the file that LOADED_FILES names.
import { appendFileSync } from 'node:fs';
import { register } from 'node:module';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

// Node calls hooks in a thread of their own, which loads this file once more.
if (isMainThread) register(import.meta.url);

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  const { LOADED_FILES: file } = process.env;
  if (file !== undefined && url.startsWith('file:')) appendFileSync(file, `${url}\n`);
  return next(url, context);
}
