// A map of which another form costs what differs, and not what is the same: the forms share what they have in common.

/** Beyond so many differences a form gets a map of its own. */
const MOST_DIFFERENCES = 256;

/** Never changes; `with` answers with another one. */
export class LayeredMap<K, V extends object> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #differences: ReadonlyMap<K, V>;

  constructor(base: ReadonlyMap<K, V>, differences: ReadonlyMap<K, V> = new Map()) {
    this.#base = base;
    this.#differences = differences;
  }

  get(key: K): V | undefined {
    return this.#differences.get(key) ?? this.#base.get(key);
  }

  /** The same with these entries in the place of those of before. */
  with(entries: ReadonlyMap<K, V>): LayeredMap<K, V> {
    const differences = new Map([...this.#differences, ...entries]);
    if (differences.size <= MOST_DIFFERENCES) return new LayeredMap(this.#base, differences);
    return new LayeredMap(new Map([...this.#base, ...differences]));
  }
}
