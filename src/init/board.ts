// The board as it stands: cards with what their status means, and the lists of the folder with their tasks.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { type Connection, connect } from '../clickup/connect.ts';
import { phaseOf } from '../domain/customer-result.ts';
import type { Instant } from '../domain/day.ts';
import { listOwners } from '../domain/mirror/list-owners.ts';
import type { Observation } from '../domain/observation.ts';
import { hasEnded, isAtWork } from '../domain/phase.ts';
import { decide } from '../domain/plan.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { isInPilot } from '../domain/playbook/pilot.ts';
import { forgetfulMemory } from '../queries/forgetful-memory.ts';
import { decideBoard } from '../queries/plan.ts';
import { readBoard } from '../queries/read-board.ts';
import { type HeardByPerson, heardByPerson } from '../rehearsal/heard-by-person.ts';
import { peopleToldBy, type TimelineEntry } from '../rehearsal/timeline-entry.ts';
import type { BoardCard, FolderList } from './ask-lists.ts';

export type WorkspaceAccess = { apiUrl: string; token: string; clock: Clock; log: Log };

/** Connects for reading; every read outlasts the budget's end. Rejects like `connect`. */
export function connectFor(loaded: LoadedPlaybook, reading: WorkspaceAccess): Promise<Connection> {
  return connect({ ...reading, loaded, waitsForBudget: true });
}

/** Reads cards, lists and tasks. */
export async function readCardsAndLists(
  connection: Connection,
  loaded: LoadedPlaybook,
  clock: Clock,
): Promise<{ cards: BoardCard[]; lists: FolderList[] }> {
  const { board } = await readBoard(connection, loaded, { memory: forgetfulMemory(clock), clock });
  const cards = board.cards.map(({ id, name, status }) => {
    const phase = phaseOf(status, loaded.playbook.phases);
    return { id, name, hasEnded: phase !== null && hasEnded(phase), isAtWork: isAtWork(phase) };
  });
  const owners = listOwners(board);
  const lists = board.lists.map(({ id, name }) => {
    const tasks = board.items.filter(({ listId }) => listId === id);
    const ownerId = owners.cardOf(id);
    return { id, name, ownerId, tasks: tasks.map(item => ({ id: item.id, name: item.name })) };
  });
  return { cards, lists };
}

/**
 * What Liaison would do on its first day: `lists` and `tasks` are new ones, `adopted` lists were there before; `changes` is all
 * of it, and `people` are in the order of how often they hear of it.
 */
export type FirstDay = {
  cards: number;
  lists: number;
  adopted: number;
  tasks: number;
  changes: number;
  people: HeardByPerson[];
};

/** Observes every card anew and decides about it, as `liaison plan` does. Reads ClickUp, writes nothing. */
export async function observeAll(
  connection: Connection,
  loaded: LoadedPlaybook,
  clock: Clock,
): Promise<{ at: Instant; observations: Observation[] }> {
  const memory = forgetfulMemory(clock);
  const { at, planned } = await decideBoard(connection, loaded, { memory, clock, card: null });
  return { at, observations: planned.map(({ observation }) => observation) };
}

/** What a playbook makes of what was observed, of all cards or only of its pilot. */
export function firstDay(
  { at, observations }: { at: Instant; observations: readonly Observation[] },
  { playbook, calendar }: LoadedPlaybook,
): FirstDay {
  const meant = observations.filter(({ card }) => isInPilot(card.id, playbook));
  const entries = meant.flatMap(observation => {
    const plan = decide(observation, playbook, calendar(at));
    return plan.operations.map(
      (operation): TimelineEntry => ({
        at,
        day: '',
        time: '',
        card: { id: plan.id, name: plan.name },
        kind: operation.kind,
        summary: operation.summary,
        reason: null,
        to: peopleToldBy(operation, observation.board.people),
        because: 'first look',
      }),
    );
  });
  const count = (kind: string) => entries.filter(entry => entry.kind === kind).length;
  return {
    cards: meant.length,
    lists: count('create-list'),
    adopted: count('adopt-list'),
    tasks: count('create-item'),
    changes: entries.length,
    people: heardByPerson(entries),
  };
}
