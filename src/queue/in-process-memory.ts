// A memory that lives and dies with the process: for `plan`, which never opens the store, and for tests.

import type { Clock } from '../base/clock.ts';
import type { Memory } from '../reconcile/memory/memory.ts';

/** Keeps entries in a map; they expire by `clock`. How to take a change back is noted in `journal`, if there is one. */
export function inProcessMemory(
  clock: Clock,
  journal?: { note(undo: () => void): void },
): Memory & { empty(): void } {
  const entries = new Map<string, { value: string; expiresAt: number }>();

  const living = (key: string): string | null => {
    const entry = entries.get(key);
    if (entry === undefined) return null;
    if (entry.expiresAt > clock.now()) return entry.value;
    entries.delete(key);
    return null;
  };
  const livingIn = (prefix: string): [string, string][] =>
    [...entries.keys()]
      .filter(key => key.startsWith(prefix))
      .flatMap((key): [string, string][] => {
        const value = living(key);
        return value === null ? [] : [[key, value]];
      });
  /** The last first. */
  const backwards = (prefix: string): [string, string][] =>
    livingIn(prefix).sort(([one], [other]) => (one < other ? 1 : -1));
  const touch = (key: string): void => {
    const before = entries.get(key);
    journal?.note(() => {
      if (before) entries.set(key, before);
      else entries.delete(key);
    });
  };
  const put = (key: string, value: string, ttlMs: number): void => {
    touch(key);
    entries.set(key, { value, expiresAt: clock.now() + ttlMs });
  };

  return {
    read: async key => living(key),
    readAll: async prefix => new Map(livingIn(prefix)),
    readLast: async (prefix, limit, before) =>
      backwards(prefix)
        .filter(([key]) => before === undefined || key < before)
        .slice(0, limit),
    keepLast: async (prefix, count) => {
      for (const [key] of backwards(prefix).slice(count)) {
        touch(key);
        entries.delete(key);
      }
    },
    write: async (key, value, ttlMs) => put(key, value, ttlMs),
    writeAll: async all => {
      for (const { key, value, ttlMs } of all) put(key, value, ttlMs);
    },
    writeIfAbsent: async (key, value, ttlMs) => {
      if (living(key) !== null) return false;
      put(key, value, ttlMs);
      return true;
    },
    writeIfUnchanged: async (key, was, value, ttlMs) => {
      if (living(key) !== was) return false;
      put(key, value, ttlMs);
      return true;
    },
    remove: async keys => {
      for (const key of keys) {
        touch(key);
        entries.delete(key);
      }
    },
    empty: () => entries.clear(),
  };
}
