// The doctor's look at the store.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reasonOf } from '../../base/reason-of.ts';
import { parseStoreUrl } from '../../queue/parse-store-url.ts';
import { openStore } from '../../queue/store.ts';
import { readHolder } from '../../queue/stores/folder-lock.ts';
import type { Check } from './check.ts';

/** Looks at the store without disturbing whoever uses it. */
export async function probeStore(options: {
  storeUrl: string;
  workspaceId: string;
  boardId: string;
  clock: Clock;
  log: Log;
}): Promise<Check[]> {
  const group = 'store';
  const ok = (message: string): Check[] => [{ group, name: 'reachable', state: 'ok', message, hint: null }];
  try {
    const target = parseStoreUrl(options.storeUrl);
    if (target.kind === 'embedded') {
      const holder = await readHolder(target.folder);
      if (holder) return ok(`The embedded store in ${target.folder} is in use by process ${holder.pid}.`);
      const nearest = nearestFolder(resolve(target.folder));
      accessSync(nearest, constants.W_OK);
      if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is a file, and no folder.`);
      return ok(`The embedded store in ${target.folder} is free.`);
    }
    const store = await openStore({ ...options, url: options.storeUrl, waitMs: 3_000 });
    try {
      const found = [await store.check(1_000)];
      if (store.checkSettings) found.push(await store.checkSettings(1_000));
      return found.map(({ ok, message }, index) => ({
        group,
        name: index === 0 ? 'reachable' : 'settings',
        state: ok ? 'ok' : 'fail',
        message: `${message}.`,
        hint: ok ? null : 'docs/stores.md says what a store needs.',
      }));
    } finally {
      await store.close();
    }
  } catch (error) {
    const message = reasonOf(error);
    return [{ group, name: 'reachable', state: 'fail', message, hint: 'STORE_URL says where the store is.' }];
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
