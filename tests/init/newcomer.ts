// The publisher of the simulator's seed, and beside it a board that lacks what a playbook needs.
import type { Company } from '../../src/simulator/company/company.ts';
import { publisher } from '../../src/simulator/seeds/publisher.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';

/** What only somebody who works there can know, as flags and as they are kept. */
export const KNOWN = {
  phase: ['Freigabe=running'],
  function: ['Rechte=none'],
  owner: 'Johanna Lind',
  allHandsDay: 'wednesday',
};
export const KNOWN_FLAGS = [
  ...['--phase', 'Freigabe=running', '--function', 'Rechte=none'],
  ...['--owner', 'Johanna Lind', '--all-hands-day', 'wednesday'],
];

/** Starts its ClickUp. */
export function startPublisher(): Promise<Simulator> {
  return startSimulator({ company: withBareBoard(publisher()), rateLimit: 100_000 });
}

/** A second space with a board of the same statuses, on which there are no fields. */
function withBareBoard(company: Company): Company {
  const [publishing, yard] = company.spaces;
  const statuses = publishing?.lists?.find(({ name }) => name === 'Kundenergebnisse')?.statuses;
  if (!publishing || !yard || !statuses) throw new Error('The publisher has other spaces.');
  const bare = { name: 'Ohne Felder', statuses };
  const lists = [...(yard.lists ?? []), bare];
  return { ...company, spaces: [publishing, { ...yard, lists, folders: [{ name: 'Ordner' }] }] };
}
