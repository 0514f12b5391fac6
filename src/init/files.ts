// The two files that init writes: the playbook, and `.env` with the token, which nobody else may read.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readEnvFile } from '../config/env-file.ts';
import { readTextFile } from '../config/text-file.ts';
import { InitRefused } from './asker.ts';

/** Readable and writable by whoever runs this, and by nobody else. */
const OWN = 0o600;

/** The text of a file that is there; null where there is none. Throws InitRefused where nothing can be written there. */
export function existingText(file: string): string | null {
  const refuse = (given: string, hint: string): never => {
    throw new InitRefused(
      `${file} — given ${given}, allowed: a file that can be written.\n    ${hint} --playbook FILE names another place.`,
    );
  };
  const stat = existsSync(file) ? statSync(file) : null;
  if (stat?.isDirectory()) return refuse('a folder', 'Name a file in it.');
  const folder = nearestFolder(file);
  if (!statSync(folder).isDirectory())
    return refuse(`a path below ${folder}, which is a file`, 'Name a folder.');
  if (!mayWrite(stat ? file : folder) || !mayWrite(folder)) {
    return refuse(
      `a place in ${folder}, which this user may not write to`,
      'Change its rights, or run this elsewhere.',
    );
  }
  if (!stat) return null;
  const read = readTextFile(file);
  return 'text' in read ? read.text : refuse(read.given, read.hint ?? 'Move it away first.');
}

/** The folder of a file, or the first above it that is there. */
function nearestFolder(file: string): string {
  let folder = dirname(resolve(file));
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** One after the other: below some places Node's recursive making of folders never ends. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}

/**
 * Writes a file as a whole: whoever reads it meanwhile sees the former text or the new one. Where it should be written over
 * `instead` (null: where there should be none), throws InitRefused if somebody has changed it since that was read.
 */
export function writeWhole(
  file: string,
  text: string,
  { mode = 0o644, instead }: { mode?: number; instead?: string | null } = {},
): void {
  if (instead !== undefined && existingText(file) !== instead) {
    throw new InitRefused(
      `${file} — somebody else has changed it meanwhile. Nothing was written: run \`liaison init\` again to see what would become other.`,
    );
  }
  const beside = `${file}.${process.pid}.new`;
  try {
    makeFolders(dirname(resolve(file)));
    writeFileSync(beside, text, { mode });
    chmodSync(beside, mode);
    renameSync(beside, file);
  } catch (error) {
    if (existsSync(beside)) rmSync(beside);
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new InitRefused(`${file} — it could not be written${code}. Make room, or name another place.`);
  }
}

/** One variable for `.env`. */
export type Variable = { name: string; value: string; why: string };

/** What became of `.env`: `added` are names that it has now, `kept` those of which it had another value. */
export type EnvOutcome = { file: string; added: string[]; kept: string[] };

/** What `.env` becomes: variables that it lacks are added at its end, and what stands there stays. */
export function envText(file: string, variables: readonly Variable[]): EnvOutcome & { text: string | null } {
  const there = readEnvFile(file);
  if (there.problems.length > 0)
    return { file, added: [], kept: variables.map(({ name }) => name), text: null };
  const missing = variables.filter(({ name }) => !there.values[name]);
  const kept = variables.filter(({ name, value }) => there.values[name] && there.values[name] !== value);
  const read = readTextFile(file);
  const former = 'text' in read ? read.text : '';
  const lines = missing.flatMap(({ name, value, why }) => [`# ${why}`, `${name}=${quoted(value)}`]);
  const gap = former === '' || former.endsWith('\n') ? '' : '\n';
  return {
    file,
    added: missing.map(({ name }) => name),
    kept: kept.map(({ name }) => name),
    text: missing.length === 0 ? null : `${former}${gap}${lines.join('\n')}\n`,
  };
}

/** Adds what is missing; the file is its owner's alone afterwards, since it holds the token. */
export function writeEnv(file: string, variables: readonly Variable[]): EnvOutcome {
  const { text, ...outcome } = envText(file, variables);
  if (text !== null) writeWhole(file, text, { mode: OWN });
  return outcome;
}

/** In signs that the value does not have: nothing escapes them. Between double ones alone a backslash means something. */
function quoted(value: string): string {
  if (!/[\s#"'`]/.test(value)) return value;
  const sign = ["'", '`'].find(one => !value.includes(one)) ?? '"';
  return `${sign}${value}${sign}`;
}
