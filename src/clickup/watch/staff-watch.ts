// Looks whether the people and groups that were read last have the board's owner and the groups that the playbook names,
// and says once where they have not, and once when they have again.

import type { Log } from '../../base/log.ts';
import type { Board } from '../../domain/observation.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import { missingGroups } from '../places/groups.ts';
import { ownerProblem } from '../places/owner.ts';
import type { PlaceProblem } from '../places/place-problem.ts';
import { type PlaceMessages, problemsText, tellDifference } from './place-watch.ts';

type Staff = Pick<Board, 'people' | 'groups' | 'unreadable'>;

/** What a watch looks for, what is said, and what follows while it is missing. */
export type StaffKind = {
  problems(loaded: LoadedPlaybook, staff: Staff): PlaceProblem[];
  lost: string;
  found: string;
  sentence(file: string, problems: string): string;
};

/** Nobody is asked as the board's owner, and everything else goes on. */
export const OWNER: StaffKind = {
  problems: ({ playbook }, { people, unreadable }) => {
    const problem = ownerProblem(playbook.people.owner, people, unreadable);
    return problem ? [problem] : [];
  },
  lost: 'the board’s owner is not found: nobody is asked as the owner, or has the owner’s rights',
  found: 'the board’s owner is found again',
  sentence: (file, problems) =>
    `${problems} Until then nobody is asked as the owner. Write the e-mail or the id of that person, ` +
    `which stay when somebody is renamed, in ${file} and start Liaison anew, or mend the person in ClickUp.`,
};

/** Rules that need them say nothing, nobody has rights by a group that is missing, and everything else goes on. */
export const GROUPS: StaffKind = {
  problems: ({ playbook }, { groups }) => missingGroups(playbook, groups),
  lost: 'user groups that the playbook names are not found: rules that need them are left alone',
  found: 'every user group of the playbook is found again',
  sentence: (file, problems) =>
    `${problems} Until then nobody may waive anything by such a group, and where it stands under people, rules that look ` +
    `at groups are left alone. Write the id of the group, which stays when it is renamed, in ${file} and start Liaison anew, or rename it back in ClickUp.`,
};

export type StaffWatch = {
  /** Looks at what was read anyway. */
  check(): void;
  /** What is missing, and what to do; null where nothing is. */
  trouble(): string | null;
};

/** Makes the watch; `lost` is what the start found and said, `board` what was read last, null before the first read. */
export function createStaffWatch(
  kind: StaffKind,
  options: { loaded: LoadedPlaybook; lost: readonly PlaceProblem[]; board(): Staff | null; log: Log },
): StaffWatch {
  const { loaded, log } = options;
  const messages = tellingOfStaff(kind, log, loaded.file);
  let missing = options.lost;
  return {
    check() {
      const board = options.board();
      if (board === null) return;
      const before = missing;
      missing = kind.problems(loaded, board);
      tellDifference(messages, before, missing);
    },
    trouble: () => (missing.length === 0 ? null : messages.sentence(missing)),
  };
}

/** How it is said, at the start as later. */
export function tellingOfStaff({ lost, found, sentence }: StaffKind, log: Log, file: string): PlaceMessages {
  const say = (missing: readonly PlaceProblem[]) => sentence(file, problemsText(missing));
  return {
    sentence: say,
    lost: missing => log.error({ reason: say(missing) }, lost),
    found: () => log.info({}, found),
  };
}
