// The doctor's look at what ClickUp allows: requests a minute, what the plan is known to limit, and whether the clocks agree.
import { areApart } from '../../clickup/clock-difference.ts';
import type { BudgetState } from '../../clickup/http/own-window.ts';
import type { SeenPlaces } from '../../clickup/places/places.ts';
import { type Check, checksIn } from './check.ts';

const { ok, warn } = checksIn('ClickUp');

/** Below this part of the limit somebody else seems to use the token up. */
const SCARCE = 1 / 10;
/** What is known of the plan without a price: lists beside folders, lists in a folder, uses of custom fields in all. */
const FREE = { looseLists: 40, listsInFolder: 100, fieldUses: 60 };

/** How many requests there are, and how many are left of this minute. */
export function budgetCheck({ limit, remaining }: BudgetState, plan: string | null): Check {
  const ofPlan = plan ? ` (plan ${plan})` : '';
  if (limit === null) return ok('budget', `ClickUp names no limit${ofPlan}.`);
  const message = `${limit} requests a minute${ofPlan}, ${remaining ?? 0} left.`;
  if (remaining === null || remaining >= limit * SCARCE) return ok('budget', message);
  return warn(
    'budget',
    `${message} Everything that uses this token shares them, a running Liaison as well.`,
    'If this stays so, look for other programs with the same token, and give Liaison one of its own.',
  );
}

/** What the plan is known to limit beside requests: a customer result needs a list. */
export function planCheck({ plan, lists, folder, space }: SeenPlaces): Check {
  if (plan === null) return ok('plan', 'ClickUp does not tell which plan the workspace has.');
  if (!/^free\b/i.test(plan)) return ok('plan', `The plan is ${plan}; no limit of lists is known.`);
  const inFolder = lists.filter(list => list.folder !== null && list.folder === folder?.name).length;
  const loose = lists.filter(list => list.folder === null).length;
  const used =
    space === null
      ? ''
      : ` The space “${space.name}” shows ${loose} lists beside folders` +
        (folder === null ? '.' : `, the folder of the team lists ${inFolder}.`);
  return warn(
    'plan',
    `The plan ${plan} is known for limits: ${FREE.looseLists} lists in a space, ${FREE.listsInFolder} in a folder, ` +
      `${FREE.fieldUses} uses of custom fields in the workspace.${used} Each customer result needs a list.`,
    'Take another plan before a limit is near: ClickUp refuses more lists and fields then.',
  );
}

/** Whether ClickUp's clock and ours agree, by the Date of its answers; `skewMs` is null where it tells none. */
export function clockCheck(skewMs: number | null): Check {
  if (skewMs === null) return ok('clock', 'ClickUp’s answers tell no time, so the clocks are not compared.');
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  if (!areApart(skewMs)) return ok('clock', `${seconds} seconds between ClickUp’s clock and this machine’s.`);
  return warn(
    'clock',
    `ClickUp’s clock is ${seconds} seconds ${skewMs > 0 ? 'ahead of' : 'behind'} this machine’s.`,
    'Set the clock of this machine (with NTP): times decide what is undone, and when somebody is asked.',
  );
}
