// Broken connections of a store: counted, and told to whoever wants to hear.

/** Those who want to hear of broken connections, and how often there were some. */
export function createBreaks(): {
  count(): number;
  note(): void;
  /** Counts one that is told by the error of whoever asked. */
  add(): void;
  hear(listener: () => void): () => void;
} {
  const listeners = new Set<() => void>();
  let breaks = 0;
  return {
    count: () => breaks,
    note() {
      breaks += 1;
      for (const listener of listeners) listener();
    },
    add() {
      breaks += 1;
    },
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
