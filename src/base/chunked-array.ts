// A long row of things of which another form costs what differs, and not what is the same: the forms share the chunks in
// which nothing changed.

/** So many are copied where one of them changes. */
const CHUNK = 512;

/** What an array and a chunked one can do: who only looks takes either. */
export interface Sequence<T> extends Iterable<T> {
  readonly length: number;
  at(place: number): T | undefined;
  entries(): Iterable<[place: number, one: T]>;
  every(isSo: (one: T) => boolean): boolean;
  some(isSo: (one: T) => boolean): boolean;
  find(isSo: (one: T) => boolean): T | undefined;
  filter(isSo: (one: T) => boolean): T[];
  map<R>(translate: (one: T) => R): R[];
  flatMap<R>(translate: (one: T) => R | readonly R[]): R[];
  slice(from: number, to: number): T[];
}

/** Never changes; `with` answers with another one. */
export class ChunkedArray<T> implements Sequence<T> {
  readonly length: number;
  /** Each is full but the last. */
  readonly #chunks: readonly (readonly T[])[];

  private constructor(chunks: readonly (readonly T[])[]) {
    this.#chunks = chunks;
    this.length = lengthOf(chunks);
  }

  /** All of these; those that are chunked already as they are. */
  static of<T>(all: Sequence<T>): ChunkedArray<T> {
    return isChunked(all) ? all : new ChunkedArray([...chunksOf(all)]);
  }

  at(place: number): T | undefined {
    const from = place < 0 ? this.length + place : place;
    return this.#chunks[Math.floor(from / CHUNK)]?.[from % CHUNK];
  }

  /** The same with these in their places, and these after the last. */
  with(changed: ReadonlyMap<number, T>, added: readonly T[]): ChunkedArray<T> {
    const copies = new Map<number, T[]>();
    for (const [place, one] of changed) {
      const number = Math.floor(place / CHUNK);
      const copy = copies.get(number) ?? [...(this.#chunks[number] ?? [])];
      copy[place % CHUNK] = one;
      copies.set(number, copy);
    }
    const chunks = this.#chunks.map((chunk, number) => copies.get(number) ?? chunk);
    if (added.length > 0) {
      const last = this.length % CHUNK === 0 ? [] : (chunks.pop() ?? []);
      chunks.push(...chunksOf([...last, ...added]));
    }
    return new ChunkedArray(chunks);
  }

  *[Symbol.iterator](): Generator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  *entries(): Generator<[place: number, one: T]> {
    let place = 0;
    for (const chunk of this.#chunks) for (const one of chunk) yield [place++, one];
  }

  every(isSo: (one: T) => boolean): boolean {
    return this.#chunks.every(chunk => chunk.every(isSo));
  }

  some(isSo: (one: T) => boolean): boolean {
    return this.#chunks.some(chunk => chunk.some(isSo));
  }

  find(isSo: (one: T) => boolean): T | undefined {
    for (const chunk of this.#chunks) {
      const place = chunk.findIndex(isSo);
      if (place !== -1) return chunk[place];
    }
    return undefined;
  }

  filter(isSo: (one: T) => boolean): T[] {
    return this.#chunks.flatMap(chunk => chunk.filter(isSo));
  }

  map<R>(translate: (one: T) => R): R[] {
    return this.#chunks.flatMap(chunk => chunk.map(one => translate(one)));
  }

  flatMap<R>(translate: (one: T) => R | readonly R[]): R[] {
    return this.#chunks.flatMap(chunk => chunk.flatMap(one => translate(one)));
  }

  slice(from: number, to: number): T[] {
    const first = Math.floor(from / CHUNK);
    const these = this.#chunks.slice(first, Math.ceil(to / CHUNK)).flat();
    return these.slice(from - first * CHUNK, to - first * CHUNK);
  }

  toJSON(): T[] {
    return this.#chunks.flat();
  }

  /** Whether the things from this place on, as many as one chunk holds, are the very chunk of the other. */
  sharesChunkAt(place: number, other: ChunkedArray<T>): boolean {
    const number = place / CHUNK;
    return this.#chunks[number] !== undefined && this.#chunks[number] === other.#chunks[number];
  }
}

/** Whether it is chunked already. */
export function isChunked<T>(all: Sequence<T>): all is ChunkedArray<T> {
  return all instanceof ChunkedArray;
}

/** The very array; of what is chunked, an array with the same things. */
export function arrayOf<T>(all: Sequence<T>): T[] {
  return Array.isArray(all) ? all : [...all];
}

/** Place by place what two sequences have, where that is not the same thing; what they share is not looked at. */
export function* differences<T>(
  one: Sequence<T>,
  other: Sequence<T>,
): Generator<[one: T | undefined, other: T | undefined]> {
  const isShared = (place: number): boolean =>
    isChunked(one) && isChunked(other) && one.sharesChunkAt(place, other);
  const length = Math.max(one.length, other.length);
  for (let from = 0; from < length; from += CHUNK) {
    if (isShared(from)) continue;
    for (let place = from; place < Math.min(from + CHUNK, length); place++) {
      const [mine, yours] = [one.at(place), other.at(place)];
      if (mine !== yours) yield [mine, yours];
    }
  }
}

function* chunksOf<T>(all: Sequence<T>): Generator<T[]> {
  for (let from = 0; from < all.length; from += CHUNK) yield all.slice(from, from + CHUNK);
}

function lengthOf(chunks: readonly (readonly unknown[])[]): number {
  const last = chunks.at(-1);
  return last === undefined ? 0 : (chunks.length - 1) * CHUNK + last.length;
}
