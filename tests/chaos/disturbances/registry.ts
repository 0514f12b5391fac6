// Every disturbance there is.
import { ABSENCES } from './absences.ts';
import type { Disturbance } from './disturbance.ts';
import { FIELDS } from './fields.ts';
import { GENTLE_START } from './gentle-start.ts';
import { HAND_MADE } from './hand-made.ts';
import { HEARING } from './hearing.ts';
import { LISTS } from './lists.ts';
import { MARKS } from './marks.ts';
import { ODD } from './odd.ts';
import { OWN_WORDS } from './own-words.ts';
import { REFUSALS } from './refusals.ts';
import { RIGHTS } from './rights.ts';
import { STATUSES } from './statuses.ts';
import { STORE } from './store.ts';

const ALL = {
  ...LISTS,
  ...OWN_WORDS,
  ...ODD,
  ...REFUSALS,
  ...RIGHTS,
  ...STATUSES,
  ...FIELDS,
  ...HEARING,
  ...STORE,
  ...ABSENCES,
  ...MARKS,
  ...HAND_MADE,
  ...GENTLE_START,
};

export type DisturbanceName = keyof typeof ALL;

/** By name. */
export const DISTURBANCES: Readonly<Record<DisturbanceName, Disturbance>> = ALL;

/** Which disturbances a story may have: all, each by its chance, or surely these. */
export type Allowed = 'all' | readonly string[];

/** The disturbances that may happen. Those that are named happen whatever their chance is. */
export function disturbancesOf(allowed: Allowed): Map<DisturbanceName, Disturbance> {
  const all = Object.entries(DISTURBANCES) as [DisturbanceName, Disturbance][];
  if (allowed === 'all') return new Map(all);
  return new Map(
    all.filter(([name]) => allowed.includes(name)).map(([name, kind]) => [name, { ...kind, chance: 1 }]),
  );
}
