// Arrays of the in-memory ClickUp: what is not touched stays the very same object, so that indexes remembered with it stay true.

/** An array that is copied when it is first changed, and again after it was handed out: indexes are remembered with arrays. */
export type Copied<T> = {
  /** Only to look at; the next change may change it in place. */
  now(): readonly T[];
  handOut(): T[];
  add(one: T): void;
  change(id: string, change: (one: T) => T): void;
  remove(isMeant: (one: T) => boolean): void;
};

/** Starts from an array that others hold, which is never changed. */
export function copiedOnWrite<T extends { id: string }>(original: T[]): Copied<T> {
  let all = original;
  let isOurs = false;
  const ours = (): T[] => {
    if (!isOurs) all = [...all];
    isOurs = true;
    return all;
  };
  return {
    now: () => all,
    handOut() {
      isOurs = false;
      return all;
    },
    add: one => void ours().push(one),
    change(id, change) {
      const index = all.findIndex(one => one.id === id);
      const found = all[index];
      if (found) ours()[index] = change(found);
    },
    remove(isMeant) {
      all = all.filter(one => !isMeant(one));
      isOurs = true;
    },
  };
}
