// The processes of Liaison in a story: one, or two that share the work and the deliveries; stopped, killed and started again.
import type { Liaison, Receive } from '../support/liaison.ts';

type Slot = { receive: Receive | null; life: Promise<Liaison> | null };

export type Lives = {
  /** Those that take deliveries just now. */
  open(): Receive[];
  /** Lets one more share the work; nothing starts by it. */
  addProcess(): void;
  count(): number;
  /** Starts all, without waiting for it. */
  begin(): void;
  /** Ends one and starts it again, without waiting for it; `between` is called once it is gone. */
  restart(how: 'stop' | 'kill', pick: (slots: readonly Slot[]) => Slot, between: () => void): void;
  /** Stops all, does something while none lives, and starts them again, without waiting for it. */
  restartWith(meanwhile: () => Promise<void>): void;
  /** All of them, once they live. */
  all(): Promise<Liaison[]>;
};

type Start = (listens: (receive: Receive) => void) => Promise<Liaison>;

/** One process, which has not started; `tell` hears what becomes of them. */
export function createLives(begin: Start, tell: (what: string) => void): Lives {
  const slots: Slot[] = [{ receive: null, life: null }];
  const start = (slot: Slot): Promise<Liaison> =>
    begin(receive => {
      slot.receive = receive;
    });
  const end = async (slot: Slot, how: 'stop' | 'kill'): Promise<void> => {
    const former = await (slot.life ?? start(slot));
    tell(`Liaison ${slots.indexOf(slot) + 1} of ${slots.length}: ${how}`);
    slot.receive = null;
    await (how === 'stop' ? former.stop() : former.kill());
  };
  return {
    open: () => slots.flatMap(({ receive }) => receive ?? []),
    addProcess: () => void slots.push({ receive: null, life: null }),
    count: () => slots.length,
    begin() {
      for (const slot of slots) slot.life = start(slot);
    },
    restart(how, pick, between) {
      const slot = pick(slots);
      slot.life = end(slot, how).then(() => {
        between();
        return start(slot);
      });
    },
    restartWith(meanwhile) {
      const ready = Promise.all(slots.map(slot => end(slot, 'stop'))).then(meanwhile);
      for (const slot of slots) slot.life = ready.then(() => start(slot));
    },
    all: () => Promise.all(slots.flatMap(({ life }) => life ?? [])),
  };
}
