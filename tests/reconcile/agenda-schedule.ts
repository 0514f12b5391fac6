// The schedule that makes agendas, on a company of its own, and what stands in their list.
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { prepareAllHands } from '../../src/reconcile/agenda.ts';
import type { ConnectionState } from '../../src/reconcile/observe-deps.ts';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import type { Task } from '../support/simulator-client.ts';
import { startWorld, type World } from '../support/world.ts';

const LIST = 'All-hands';
const DIGEST = {
  list: LIST,
  plans: ['present-the-plan'],
  outcomes: ['share-the-outcome'],
  evaluations: ['plan-the-evaluation'],
  celebrate: ['Achieved'],
};
export const PLAYBOOK = { rules: {}, feedback: undefined, digest: DIGEST };
/** Thursday; the world begins on Monday, 1 February. */
export const ALL_HANDS = '2027-02-04';
export const EVE = '2027-02-03';
export const TITLE = 'All-hands on Thu, 4 Feb 2027';
const HOUR_MS = 3_600_000;

type Parts = { clickUp?: ClickUp; budget?: ConnectionState['budget'] };

/** What one run of it does, in a process of its own if `parts` say so. */
export function schedule(world: World, parts: Parts = {}, playbook = world.playbook) {
  const deps = world.deps();
  const { clickUp = deps.clickUp, budget = deps.connection.budget } = parts;
  return prepareAllHands({
    ...deps,
    clickUp,
    connection: { ...deps.connection, budget },
    company: { ...deps.company, playbook, calendar: () => calendarOf(playbook, []) },
    checkLock: () => Promise.resolve(),
  });
}

/** Seven in the morning of a day, in the playbook's zone in winter, or some hours later. */
export async function until(world: World, day: string, hours = 0): Promise<void> {
  await world.pass(Date.parse(`${day}T06:00:00Z`) + hours * HOUR_MS - world.clock.now());
}

/** A card at work that everything is known of. */
export async function lookedAt(playbook: Record<string, unknown> = PLAYBOOK, name = 'Orders arrive whole') {
  const world = await startWorld({ playbook });
  const card = await world.cardInProgress(name);
  await world.reconcileUntilDone(card);
  return { world, card };
}

export async function agendas(world: World): Promise<Task[]> {
  const [person] = world.team().members;
  const listId = world.places.digestListId;
  if (!person || listId === null) throw new Error('the world lacks somebody or the list');
  const tasks = await world.company.items(listId);
  return tasks.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

export const namesOf = async (world: World) => (await agendas(world)).map(({ name }) => name);

/** What the agenda says that the next run makes; empty if it makes none. */
export async function described(world: World, parts: Parts = {}): Promise<string> {
  await schedule(world, parts);
  const [agenda] = await agendas(world);
  return agenda?.description ?? '';
}
