// What a playbook that is there already answers: it is proposed before anything that names and types tell.

import { type Candidate, choose } from '../clickup/places/choose.ts';
import { loadPlaybookText } from '../config/playbook-file.ts';
import { ConfigProblems } from '../config/problem.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Asker } from './asker.ts';

/** A playbook that is there and holds, with its text to the letter. */
export type FormerPlaybook = { file: string; text: string; playbook: Playbook };

/**
 * One of its answers: where it stands, and what; null where it says that there is none. `among` is what it may mean, where
 * that is more or less than what is offered.
 */
export type FormerAnswer<T> = { key: string; text: string | null; among?: readonly T[] };

/** How an answer is marked that was given before. */
export const AS_BEFORE = 'as before';

/** Loads it. Null where it does not hold, which is said: then everything is asked as the first time. */
export async function readFormer(file: string, text: string, asker: Asker): Promise<FormerPlaybook | null> {
  try {
    const { playbook } = await loadPlaybookText(file, text);
    asker.say(`${file} is there already: what it says is proposed.`);
    return { file, text, playbook };
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    const [first, ...others] = error.problems;
    const more = others.length > 0 ? `, and ${others.length} more` : '';
    const what = first ? ` (${wordsOf(first)}${more})` : '';
    asker.say(`${file} can’t be read as a playbook${what}, so that everything is asked as the first time.`);
    return null;
  }
}

function wordsOf({ line, path, given }: ConfigProblems['problems'][number]): string {
  return [line === null ? '' : `line ${line}:`, path, `given ${given}`].filter(Boolean).join(' ');
}

/**
 * What a former answer means among what there is now: null for none, undefined where nothing was answered, or what was
 * answered is gone, which is said.
 */
export function formerOf<T extends Candidate>(
  asker: Pick<Asker, 'say'>,
  { former, all, kind }: { former?: FormerAnswer<T> | undefined; all: readonly T[]; kind: string },
): T | null | undefined {
  if (former === undefined) return undefined;
  if (former.text === null) return null;
  const choice = choose(former.among ?? all, former.text, kind);
  if ('chosen' in choice) return choice.chosen;
  sayGone(asker, former.key, former.text, choice.message);
  return undefined;
}

/** Says in one line that what a former answer names is not there, or is not clear any more. */
export function sayGone(asker: Pick<Asker, 'say'>, key: string, text: string, why: string): void {
  asker.say(`${key} names “${text}”. ${why} So it is settled anew.`);
}

/** A hint with the mark of what was answered before. */
export function asBefore(hint: string | undefined, isFormer: boolean): string | undefined {
  return isFormer ? [hint, AS_BEFORE].filter(Boolean).join(', ') : hint;
}

/** Whether words of the playbook that is there mean this one of all. */
export function means<T extends Candidate>(text: string, one: T, all: readonly T[]): boolean {
  const choice = choose(all, text, '');
  return 'chosen' in choice && choice.chosen.id === one.id;
}
