// The doctor's look at the store.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reasonOf } from '../../base/reason-of.ts';
import { parseStoreUrl } from '../../queue/parse-store-url.ts';
import { openStore, type Store } from '../../queue/store.ts';
import { readHolder } from '../../queue/stores/folder-lock.ts';
import { type Check, checksIn } from './check.ts';
import { probeFolder } from './folder.ts';

const { ok, warn, fail } = checksIn('store');

const ANSWER_MS = 1_000;

/** Looks at the store without disturbing whoever uses it. */
export async function probeStore(options: {
  storeUrl: string;
  workspaceId: string;
  boardId: string;
  clock: Clock;
  log: Log;
}): Promise<Check[]> {
  try {
    const target = parseStoreUrl(options.storeUrl);
    if (target.kind === 'embedded') {
      const { folder } = target;
      const holder = await readHolder(folder);
      const checks = await probeFolder(folder);
      const how = holder ? `in use by process ${holder.pid}` : 'free';
      return [ok('reachable', `The embedded store in ${folder} is ${how}.`), ...checks];
    }
    const store = await openStore({ ...options, url: options.storeUrl, waitMs: 3_000 });
    try {
      return await checksOf(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    return [fail('reachable', reasonOf(error), 'STORE_URL says where the store is.')];
  }
}

async function checksOf(store: Store): Promise<Check[]> {
  const hint = 'docs/stores.md says what a store needs.';
  const [writes, settings, facts] = await Promise.all([
    store.check(ANSWER_MS),
    store.checkSettings?.(ANSWER_MS),
    store.facts?.(ANSWER_MS),
  ]);
  const checkOf = (topic: 'reachable' | 'settings', found: typeof writes): Check =>
    found.ok ? ok(topic, `${found.message}.`) : fail(topic, `${found.message}.`, hint);
  return [
    checkOf('reachable', writes),
    ...(settings ? [checkOf('settings', settings)] : []),
    ...(facts ?? []).map(fact =>
      fact.ok ? ok(fact.name, `${fact.message}.`) : warn(fact.name, `${fact.message}.`, fact.hint ?? hint),
    ),
  ];
}
