// The shipped companies by the name of their seed.
import type { Company } from '../company/company.ts';
import { SimulatorRefused } from '../simulator-refused.ts';
import { demoCards } from './demo.ts';
import { fernhill } from './fernhill.ts';
import { manyCards } from './large.ts';
import { publisher } from './publisher.ts';

const largeSeed = /^large:([1-9]\d{0,4})x(\d{1,4})$/u;

/** The company of a seed: "demo", "empty", "publisher", or "large:CARDSxITEMS". Throws SimulatorRefused for an unknown one. */
export function companyOfSeed(seed: string): Company {
  if (seed === 'empty') return fernhill();
  if (seed === 'demo') return fernhill(demoCards());
  if (seed === 'publisher') return publisher();
  const [, cards, items] = largeSeed.exec(seed) ?? [];
  if (cards === undefined || items === undefined) {
    throw new SimulatorRefused(
      `Unknown seed ${JSON.stringify(seed)}: allowed are "demo", "empty", "publisher" and "large:CARDSxITEMS" such as "large:200x40".`,
    );
  }
  const { cards: running, teamLists } = manyCards(Number(cards), Number(items));
  return fernhill(running, teamLists);
}
