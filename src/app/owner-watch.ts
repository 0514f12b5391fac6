// Looks whether the board's owner is among the people who were read last, and says once where nobody is, and once when
// somebody is again.
import { ownerProblem } from '../clickup/owner.ts';
import type { PlaceProblem } from '../clickup/place-problem.ts';
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import type { Board } from '../domain/observation.ts';
import type { Log } from '../reconcile/ports.ts';

export type OwnerWatch = {
  /** Looks at what was read anyway. */
  look(): void;
  /** Why nobody is the owner, and what to do; null where somebody is, or the playbook names none. */
  trouble(): string | null;
};

/** Makes the watch; `lost` is what the start found and said, `board` what was read last, null before the first look. */
export function createOwnerWatch(options: {
  loaded: LoadedPlaybook;
  lost: PlaceProblem | null;
  board(): Pick<Board, 'people' | 'unreadable'> | null;
  log: Log;
}): OwnerWatch {
  const { loaded, log } = options;
  const { owner } = loaded.playbook.people;
  let problem = options.lost;
  return {
    look() {
      const board = options.board();
      if (board === null) return;
      const before = problem;
      problem = ownerProblem(owner, board.people, board.unreadable);
      if (problem !== null && before === null) tellLostOwner(log, loaded.file, problem);
      if (problem === null && before !== null) log.info({}, 'the board’s owner is found again');
    },
    trouble: () => (problem === null ? null : sentenceOf(loaded.file, problem)),
  };
}

/** Says that nobody is asked as the board's owner; everything else goes on. */
export function tellLostOwner(log: Log, file: string, problem: PlaceProblem): void {
  log.error(
    { reason: sentenceOf(file, problem) },
    'the board’s owner is not found: nobody is asked as the owner, or has the owner’s rights',
  );
}

function sentenceOf(file: string, { place, message, hint }: PlaceProblem): string {
  return (
    `${place}: ${message} ${hint} Until then nobody is asked as the owner. Write the e-mail or the id of that person, ` +
    `which stay when somebody is renamed, in ${file} and start Liaison anew, or mend the person in ClickUp.`
  );
}
