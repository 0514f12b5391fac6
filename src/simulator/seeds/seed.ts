// The seeds by name: what a workspace holds when the simulator starts.
import { SimulatorRefused } from '../refused.ts';
import type { World } from '../world.ts';
import { buildCompany } from './company.ts';
import { addDemoCards } from './demo.ts';
import { addManyCards } from './large.ts';

const largeSeed = /^large:([1-9]\d{0,4})x(\d{1,4})$/u;

/** A sentence about an unusable seed, or undefined where it can be used. */
export function seedProblem(seed: string): string | undefined {
  if (seed === 'demo' || seed === 'empty' || largeSeed.test(seed)) return undefined;
  return `Unknown seed ${JSON.stringify(seed)}: allowed are "demo", "empty" and "large:CARDSxITEMS" such as "large:200x40".`;
}

/** Fills an empty world as its seed says. Throws SimulatorRefused for an unknown seed. */
export function fillWorld(world: World): void {
  const problem = seedProblem(world.seed);
  if (problem !== undefined) throw new SimulatorRefused(problem);
  const company = buildCompany(world);
  if (world.seed === 'demo') addDemoCards(world, company);
  const [, cards, items] = largeSeed.exec(world.seed) ?? [];
  if (cards !== undefined && items !== undefined) addManyCards(world, company, Number(cards), Number(items));
}
