// The publisher of the simulator's seed, and beside it a board that lacks what a playbook needs.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Company } from '../../src/simulator/company/company.ts';
import { publisher } from '../../src/simulator/seeds/publisher.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { clientOf, placesOf } from '../support/simulator-client.ts';

/** What only somebody who works there can know, as flags. */
export const KNOWN_FLAGS = [
  '--phase',
  'Freigabe=running',
  '--function',
  'Rechte=none',
  '--owner',
  'Johanna Lind',
  '--all-hands-day',
  'wednesday',
];

/** Starts its ClickUp. */
export function startPublisher(): Promise<Simulator> {
  return startSimulator({ company: withBareBoard(publisher()), rateLimit: 100_000 });
}

/**
 * The test itself becomes a newcomer: in an empty folder of its own, with the token of the publisher's ClickUp in the
 * environment, until `end`.
 */
export async function becomeNewcomer(): Promise<{
  simulator: Simulator;
  folder: string;
  end(): Promise<void>;
}> {
  const checkout = process.cwd();
  const simulator = await startPublisher();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'liaison-newcomer-')));
  process.chdir(folder);
  vi.stubEnv('CLICKUP_TOKEN', simulator.tokens.bot.token);
  vi.stubEnv('CLICKUP_API_URL', simulator.apiUrl);
  return {
    simulator,
    folder,
    async end() {
      process.chdir(checkout);
      vi.unstubAllEnvs();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The names of the lists in the folder of team lists. */
export async function namesOfLists(simulator: Simulator): Promise<string[]> {
  const client = clientOf(simulator);
  const { folder } = await placesOf(client);
  type Lists = { lists: { name: string }[] };
  const { body } = await client.ask<Lists>('GET', `/v2/folder/${folder}/list`);
  return body.lists.map(({ name }) => name);
}

type Card = { name: string; list: { id: string } | null };

/** The cards of a status page, once the seven of a team at work have their lists. */
export async function cardsWithLists(adminUrl: string): Promise<Card[]> {
  for (let tries = 0; tries < 600; tries++) {
    const answered = await fetch(`${adminUrl}/api/board`).catch(() => null);
    const cards = answered?.ok
      ? ((await answered.json()) as { customerResults: Card[] }).customerResults
      : [];
    if (cards.length === 25 && cards.filter(({ list }) => list !== null).length >= 7) return cards;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('The lists did not come.');
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
