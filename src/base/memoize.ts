// Remembers what was worked out, by the value or the very object that it was worked out from: asked again, the answer is
// the same, only sooner.

/** Enough for a few years of days; then everything is forgotten and worked out anew. */
const MOST = 4_000;

/** Anything that can be told from not being remembered. */
type Answer = string | number | boolean | object | null;

/** `work` with its latest answers remembered. It must depend on nothing but the value. */
export function memoize<K, V extends Answer>(work: (value: K) => V): (value: K) => V {
  const known = new Map<K, V>();
  return value => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const worked = work(value);
    if (known.size >= MOST) known.clear();
    known.set(value, worked);
    return worked;
  };
}

/** `work` with its answer remembered for as long as the object lives. The object must not change meanwhile. */
export function memoizeByObject<O extends object, V extends Answer>(
  work: (object: O) => V,
): (object: O) => V {
  const known = new WeakMap<O, V>();
  return object => {
    const found = known.get(object);
    if (found !== undefined) return found;
    const worked = work(object);
    known.set(object, worked);
    return worked;
  };
}

/** `work`, done when its answer is first asked for. */
export function once<V extends object>(work: () => V): () => V {
  let known: V | undefined;
  return () => (known ??= work());
}
