// A connection to Redis that writes the commands of one turn of the event loop some at a time. Each write to a socket costs
// about as much as the rest of a command, and wakes the server; with all of a turn in one the server would sit idle until
// the last of them is made.
import { type Command, Redis } from 'ioredis';

/** So many commands are written together at most; found by trial with 25 and 200 deliveries at once (`bench --only acknowledged`). */
const MOST = 8;

type Stream = Parameters<Redis['sendCommand']>[1];

/** What `duplicate` makes is a plain connection: those of workers wait for one answer at a time. */
export class BatchingRedis extends Redis {
  #held: { stream: Redis['stream']; commands: number } | null = null;
  readonly #release = (): void => {
    const { stream } = this.#held ?? {};
    this.#held = null;
    stream?.uncork();
  };

  override sendCommand(command: Command, stream?: Stream): unknown {
    this.#hold();
    const answer = super.sendCommand(command, stream);
    if (this.#held && this.#held.commands >= MOST) this.#release();
    return answer;
  }

  /** Whatever is written from now on waits for the turn's end, or until there is enough of it. */
  #hold(): void {
    // There is none before the first connection.
    const stream = this.stream as Redis['stream'] | undefined;
    if (!stream) return;
    if (this.#held && this.#held.stream !== stream) this.#release();
    if (!this.#held) {
      this.#held = { stream, commands: 0 };
      stream.cork();
      setImmediate(this.#release);
    }
    this.#held.commands += 1;
  }
}
