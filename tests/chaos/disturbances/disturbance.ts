// What may disturb a story beside people's everyday acts: as a type, and drawn from the dice as data.

import type { LoadedPlaybook } from '../../../src/domain/playbook/loaded-playbook.ts';
import type { Dice } from '../../support/dice.ts';
import type { People, RawTask } from '../../support/people.ts';
import type { ActiveFaults } from '../active-faults.ts';
import type { StoreTroubles } from '../backends.ts';
import type { GentleStart } from './gentle-start.ts';
import type { HandMade } from './hand-made.ts';

/** Numbers that choose among what is there when it begins. */
export type Choice = { card: number; who: number; more: number; value: number };

/** One disturbance of a story: before which act it begins and ends, as data that means the same in another world. */
export type Planned<Name extends string = string> = {
  name: Name;
  /** The number of the act before which it begins, and how long after the former act. */
  from: number;
  afterMs: number;
  /** The number of the act before which it ends; past the last one it ends with the story. */
  to: number;
  choice: Choice;
};

/** What disturbances may touch. */
export type Scene = {
  people: People;
  /** The ids of all cards ever made, oldest first. */
  cardIds: readonly string[];
  /** The list that Liaison made for a card, wherever it is by now. */
  listOf(cardId: string): string | undefined;
  loaded: LoadedPlaybook;
  store: StoreTroubles;
  activeFaults: ActiveFaults;
  /** Whether an object is disturbed just now: nothing else is done to it. */
  isDisturbed(id: string): boolean;
  /** Marks an object as disturbed; answers with how to end that. */
  disturb(id: string): () => void;
  /** Says what people did, for the judge: `list CARD archived`. */
  note(what: string): void;
  /** Adds a card that a disturbance made. */
  addCard(card: RawTask): void;
  /** The lists that people made before Liaison came. */
  handMade: HandMade[];
  gentle: { begun: GentleStart | null };
  /** Lets Liaison end and start again. */
  restart(how: 'stop' | 'kill'): void;
  /** Lets all of its processes end, does something while none lives, and starts them again. */
  restartWith(meanwhile: () => Promise<void>): void;
  /** Whether ClickUp can reach Liaison's endpoint. */
  door: { isOpen: boolean };
  pause(ms: number): Promise<void>;
  /** By ClickUp's clock. */
  now(): number;
  ourNow(): number;
};

/** What came of beginning: in words, how it ends (never, if it is over at once), and how long it may be felt after that. */
export type Begun = { what: string; end?(): Promise<string>; lingersMs?: number };

export type Disturbance = {
  /** How likely a story has it. */
  chance: number;
  /** People do it in every world; faults strike only where there are to be some. */
  by: 'people' | 'faults';
  /** Whether it begins before anything else, rather than somewhere in the story. */
  isFromTheStart?: boolean;
  /** Answers with null where there is nothing to do it to. */
  begin(scene: Scene, choice: Choice): Promise<Begun | null>;
};

const LONGEST_PAUSE_MS = 20_000;

/** Draws which disturbances a story of `acts` acts has. Each kind has chance of its own, so that others do not change it. */
export function drawDisturbances<Name extends string>(
  dice: Dice,
  kinds: ReadonlyMap<Name, Disturbance>,
  acts: number,
): Planned<Name>[] {
  const density = dice.part('density').pick([0, 1, 1, 1, 2]);
  const planned = [...kinds].flatMap(([name, { chance, isFromTheStart = false }]) => {
    const own = dice.part(name);
    const times = own.chance(chance === 1 ? 1 : chance * density) ? (own.chance(0.3) ? 2 : 1) : 0;
    return Array.from({ length: isFromTheStart ? Math.min(1, times) : times }, (): Planned<Name> => {
      const from = isFromTheStart ? 0 : own.whole(1, acts);
      const isLong = own.chance(0.25);
      return {
        name,
        from,
        afterMs: isFromTheStart ? own.whole(0, 500) : own.whole(0, LONGEST_PAUSE_MS),
        to: isLong ? acts + 1 : from + own.whole(1, 10),
        choice: {
          card: own.whole(0, 999),
          who: own.whole(0, 999),
          more: own.whole(0, 999),
          value: own.whole(0, 999),
        },
      };
    });
  });
  return planned.toSorted((one, other) => one.from - other.from || one.afterMs - other.afterMs);
}
