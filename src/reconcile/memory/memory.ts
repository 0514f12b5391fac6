// The memory: a small key-value store with expiry that may be lost. Losing it costs requests, never correctness.

/** What is to be kept under `key`; it expires `ttlMs` milliseconds from now. */
export type Entry = { key: string; value: string; ttlMs: number };

/** Keys are plain text; values are JSON text. Every entry expires, so that nothing has to be cleaned up. */
export type Memory = {
  /** The value, or null if there is none (never written, removed, or expired). */
  read(key: string): Promise<string | null>;
  /** Every living entry whose key starts with `prefix`. */
  readAll(prefix: string): Promise<Map<string, string>>;
  /**
   * The last `limit` living entries in the order of their keys, the last one first, of those whose key starts with `prefix`
   * and comes before `before`, where one is given.
   */
  readLast(prefix: string, limit: number, before?: string): Promise<[key: string, value: string][]>;
  /** Removes all entries whose key starts with `prefix` but the last `count` in the order of their keys. */
  keepLast(prefix: string, count: number): Promise<void>;
  /** Writes or replaces; the entry expires `ttlMs` milliseconds from now. */
  write(key: string, value: string, ttlMs: number): Promise<void>;
  /** Writes or replaces all of these, whose keys differ, or none. */
  writeAll(entries: readonly Entry[]): Promise<void>;
  /** Writes only where no living entry is; says whether it did. Atomic across processes. */
  writeIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Replaces a living entry only where it still is `was`; says whether it did. Atomic across processes. */
  writeIfUnchanged(key: string, was: string, value: string, ttlMs: number): Promise<boolean>;
  /** Removes entries; absent ones are fine. */
  remove(keys: readonly string[]): Promise<void>;
};

/** The same memory for those who only read: whatever they would note there is not noted. */
export function readingOnly({ read, readAll, readLast }: Memory): Memory {
  return {
    read,
    readAll,
    readLast,
    keepLast: () => Promise.resolve(),
    write: () => Promise.resolve(),
    writeAll: () => Promise.resolve(),
    writeIfAbsent: () => Promise.resolve(false),
    writeIfUnchanged: () => Promise.resolve(false),
    remove: () => Promise.resolve(),
  };
}
