// Who joined a team by whose hand: only a verified delivery tells.
import type { Joining, ReportedChange } from './observation.ts';

/** The joinings after what was reported, oldest first; the very object of before where nothing is new. */
export function joiningsAfter(
  former: Readonly<Record<string, Joining>>,
  reportedChanges: readonly ReportedChange[],
): Record<string, Joining> {
  const joinings = { ...former };
  let isNew = false;
  for (const { change, by, at, isByUs } of reportedChanges) {
    if (change.kind !== 'joined' && change.kind !== 'left') continue;
    const known = joinings[change.person.id];
    // What comes once more, or late, tells nothing new.
    if (known && known.at >= at) continue;
    if (change.kind === 'joined' && by !== null && !isByUs) joinings[change.person.id] = { by, at };
    else if (known) delete joinings[change.person.id];
    else continue;
    isNew = true;
  }
  return isNew ? joinings : former;
}
