// Plan files on disk: read with every mistake in words, written without harm to what is none.

import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../../base/reason-of.ts';
import { ConfigProblems, shown } from '../../config/problem.ts';
import { readTextFile } from '../../config/text-file.ts';
import { digestOf, PLAN_FILE_VERSION, PlanFile } from './plan-file.ts';

const ALLOWED = 'a file that `liaison plan --out FILE` wrote';

/** The plan in a file. Throws ConfigProblems where it is none, is damaged, or is of another release's form. */
export function readPlanFile(file: string): PlanFile {
  const again = `Plan again: liaison plan --out ${file}`;
  const refuse = (given: string, hint = again, path = '', allowed = ALLOWED): never => {
    throw problem({ file, path, given, allowed, hint });
  };
  if (file.trim() === '') throw nameless('--plan', ALLOWED);
  const read = readTextFile(file);
  if (!('text' in read))
    return refuse(read.given, read.isMissing ? `Write one first: liaison plan --out ${file}` : again);
  const value = parsed(read.text);
  if (!isPlan(value)) {
    const isDamaged = /^\s*\{\s*"liaisonPlan"/.test(read.text);
    return refuse(
      isDamaged ? 'a plan that is damaged: it is cut off, or no JSON any more' : 'a file that is no plan',
    );
  }
  const { liaisonPlan, digest, ...rest } = value;
  if (liaisonPlan !== PLAN_FILE_VERSION) {
    const hint = `Another release of Liaison wrote it. ${again}`;
    return refuse(shown(liaisonPlan), hint, 'liaisonPlan', `${PLAN_FILE_VERSION}, the form of this release`);
  }
  if (digest !== digestOf({ liaisonPlan, ...rest })) {
    const hint = `A plan is done as it was looked at; for one card alone: liaison plan CARD --out ${file}`;
    return refuse('a plan that was changed, or damaged, since it was written', hint);
  }
  const plan = PlanFile.safeParse(value);
  if (plan.success) return plan.data;
  const [issue] = plan.error.issues;
  return refuse(`something else there (${issue?.message ?? 'unknown'})`, again, issue?.path.join('.') ?? '');
}

/** Throws ConfigProblems where no plan can be written: nothing but a plan is ever written over. */
export function checkPlanTarget(file: string): void {
  const refuse = (given: string, hint: string): never => {
    throw problem({
      file,
      path: '',
      given,
      allowed: 'a new file, or one that `liaison plan --out` wrote',
      hint,
    });
  };
  if (file.trim() === '') throw nameless('--out', 'a new file, or one that `liaison plan --out` wrote');
  const folder = dirname(file);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) refuse('a folder', 'Name a file in it.');
  if (stat && !stat.isFile()) refuse('something that is no file', 'Name a file.');
  if (stat) {
    const read = readTextFile(file);
    const isOurs = 'text' in read && (/^\s*\{\s*"liaisonPlan"/.test(read.text) || isPlan(parsed(read.text)));
    if (!isOurs) refuse('a file that is no plan', 'It is left as it is. Give another name, or move it away.');
  } else if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    refuse(
      `a folder that does not exist (${folder})`,
      'Make the folder first, or name a file in one that is there.',
    );
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    refuse(`a folder in which this user can’t write (${reasonOf(error)})`, 'Name a file in another folder.');
  }
}

/** Writes it whole or not at all. Throws ConfigProblems where that is not possible. */
export function writePlanFile(file: string, plan: PlanFile): void {
  checkPlanTarget(file);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(plan, null, 2)}\n`, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const given = `a file that can’t be written (${reasonOf(error)})`;
    throw problem({
      file,
      path: '',
      given,
      allowed: 'a file that this user may write',
      hint: 'Give another name.',
    });
  }
}

function nameless(file: string, allowed: string): ConfigProblems {
  const hint = 'Give the name of one, such as plan.json; a variable of the shell may be empty.';
  return problem({ file, path: '', given: 'nothing', allowed, hint });
}

function problem(of: {
  file: string;
  path: string;
  given: string;
  allowed: string;
  hint: string;
}): ConfigProblems {
  return new ConfigProblems([{ line: null, ...of }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isPlan(value: unknown): value is { liaisonPlan: unknown; digest?: unknown } {
  return typeof value === 'object' && value !== null && 'liaisonPlan' in value;
}
