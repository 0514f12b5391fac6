// What `liaison digest` does.

import { isDay } from '../../domain/day.ts';
import { digestBoard } from '../../queries/digest.ts';
import type { DigestOptions } from '../given-options.ts';
import { digestPage } from '../render/digest-text.ts';
import { setUp, systemClock } from '../setup.ts';
import { BadOption, show } from '../terminal.ts';

/** Prints the agenda of the all-hands on a day, or of the next one. */
export async function digest(options: DigestOptions): Promise<void> {
  const on = options.on ?? null;
  if (on !== null && !isDay(on)) throw new BadOption(`--on ${on} is no day; write it as 2027-01-14.`);
  const setup = await setUp(options);
  const agenda = await digestBoard({ ...setup, storeClock: systemClock, on });
  if (agenda === null) throw new BadOption('The company has no all-hands within a year.');
  show(agenda, { json: options.json, text: found => digestPage(found, setup.loaded.playbook) });
}
