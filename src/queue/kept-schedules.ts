// The schedules that this process keeps on its board, so that they can be set again on a store that lost them.
import type { Queues } from './queues-shape.ts';
import type { Schedule } from './schedules.ts';

/** The schedules of one process; none until it keeps some. */
export class KeptSchedules {
  readonly #queues: Pick<Queues, 'keepSchedules'>;
  #kept: readonly Schedule[] | null = null;

  constructor(queues: Pick<Queues, 'keepSchedules'>) {
    this.#queues = queues;
  }

  /** Makes the board's schedules exactly these; null leaves those of others as they are. */
  async keep(schedules: readonly Schedule[] | null): Promise<void> {
    if (schedules !== null) await this.#queues.keepSchedules(schedules);
    this.#kept = schedules;
  }

  async setAgain(): Promise<void> {
    if (this.#kept !== null) await this.#queues.keepSchedules(this.#kept);
  }
}
