// Who has the only session of the embedded database: one after the other, those who are waited for before the others.

/** Whoever is in a hurry may go first so often in a row while others wait: they too must get on, or their locks run out. */
const MOST_IN_A_ROW = 4;

/** Turns at one thing. */
export class Turns {
  #isTaken = false;
  #inARow = 0;
  readonly #hurried: (() => void)[] = [];
  readonly #others: (() => void)[] = [];

  /** Waits for a turn; the returned function ends it, once however often it is called. */
  async take(isHurried = false): Promise<() => void> {
    if (this.#isTaken)
      await new Promise<void>(begin => (isHurried ? this.#hurried : this.#others).push(begin));
    this.#isTaken = true;
    let isOver = false;
    return () => {
      if (!isOver) this.#next();
      isOver = true;
    };
  }

  #next(): void {
    const isForOthers = this.#hurried.length === 0 || this.#inARow >= MOST_IN_A_ROW;
    const begin = isForOthers ? (this.#others.shift() ?? this.#hurried.shift()) : this.#hurried.shift();
    this.#inARow = isForOthers ? 0 : this.#inARow + 1;
    if (begin) begin();
    else this.#isTaken = false;
  }
}
