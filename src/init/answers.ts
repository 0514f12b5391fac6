// Everything that a first playbook says, settled.
import type { FieldKey } from '../domain/observation.ts';
import type { Phase } from '../domain/phase.ts';
import type { WEEKDAYS } from '../domain/schedule/calendar.ts';

/** Which list is a card's own: its id, or none of those that there are. */
export type AdoptAnswer = {
  cardId: string;
  cardName: string;
  listId: string | null;
  listName: string | null;
};

/**
 * How Liaison begins: rules that only show, one card, so many changes a day; or everything at once; or as the playbook says
 * already, with those of its pilots that are still there. `insteadOf` are pilots of before.
 */
export type Beginning =
  | { kind: 'full' }
  | { kind: 'gentle'; pilots: PilotCard[]; insteadOf?: PilotCard[] }
  | { kind: 'kept'; pilots: PilotCard[] };
export type PilotCard = { id: string; name: string };

/** Names and ids as they are written into the playbook. */
export type Answers = {
  locale: 'en' | 'de';
  places: { workspace: string | null; space: string; board: string; folder: string };
  phases: Record<Phase, string[]>;
  /** Statuses that belong to no phase: cards in them rest. */
  restingStatuses: string[];
  fields: Partial<Record<FieldKey, string>>;
  supporters: string;
  functions: [function_: string, group: string][];
  /** Labels of the functions field that no user group belongs to. */
  labelsAlone: string[];
  flocks: [flock: string, group: string][];
  /** `written` is how the playbook names them: the id, or the words that stand there already. */
  owner: { id: number; name: string; written: number | string } | null;
  zone: string;
  holidayRegion: string | null;
  allHands: (typeof WEEKDAYS)[number][];
  agendaList: string | null;
  celebrate: string[];
  adopt: AdoptAnswer[];
};
