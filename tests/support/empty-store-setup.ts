// Before the tests that open stores: creates an empty one to copy, with the program that was just compiled.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

const CREATE_STORE = `
  import { openStore } from './src/queue/store.ts';
  const log = { debug() {}, info() {}, warn: console.warn, error: console.error };
  const url = 'embedded:' + process.argv[1];
  const store = await openStore({ url, workspaceId: 'nobody', boardId: 'none', clock: Date, log });
  await store.close();
`;

/** The folder is told as `emptyStore`; what it answers with removes it. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-empty-store-'));
  const args = ['--import', 'tsx', '--input-type=module', '--eval', CREATE_STORE, folder];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
  project.provide('emptyStore', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
