// The environment: the one file that reads process.env. What it does not understand, it refuses with a sentence.

import { readFileSync } from 'node:fs';
import { isLoopbackHost } from '../base/loopback.ts';
import { nearest } from '../base/nearest.ts';
import { readEnvFile } from './env-file.ts';
import { isOfPlatform } from './platform-variables.ts';
import { ConfigProblems, didYouMean, NOT_SHOWN, type Problem, shown } from './problem.ts';
import {
  DEFAULTS,
  KNOWN,
  type LogLevel,
  NOT_OURS,
  PREFIXES,
  SECRETS,
  VARIABLES,
  type VariableName,
} from './variables.ts';

/** The environment as it is used. Absent variables have their default, or null where there is none. */
export type Env = {
  clickupToken: string | null;
  /** Without a trailing slash; the version follows it (`/v2`). */
  clickupApiUrl: string;
  storeUrl: string;
  /** Scheme, host and port only; null means polling. */
  publicUrl: string | null;
  host: string;
  port: number;
  adminHost: string;
  adminPort: number;
  adminSecret: string | null;
  /** How many days is kept what Liaison did and what came in. */
  historyDays: number;
  logLevel: LogLevel;
  /** Where traces are sent, without `/v1/traces`, and how; null: nowhere. */
  traces: { endpoint: string; headers: Record<string, string>; serviceName: string } | null;
};

type Source = Readonly<Record<string, string | undefined>>;
/** Where a variable was set, for its problem. */
type Origin = { file: string; line: number | null };

const KEPT_QUOTES =
  'Tools such as `docker --env-file` keep quotes as a part of the value: leave them out there.';

const ENVIRONMENT: Origin = { file: 'environment', line: null };

/**
 * Reads the variables of `source`. Throws ConfigProblems with everything that is wrong; a missing token is not,
 * since not every command needs one (`requireToken`).
 */
export function readEnv(
  source: NodeJS.ProcessEnv,
  options: { originOf?: (name: string) => Origin } = {},
): Env {
  const originOf = options.originOf ?? (() => ENVIRONMENT);
  const problems: Problem[] = [];
  const report = (name: string, given: string, allowed: string, hint: string | null = null) => {
    problems.push({ ...originOf(name), path: name, given, allowed, hint });
  };

  reportUnknown(source, originOf, report);
  const text = new Map<VariableName, string>();
  for (const name of Object.keys(VARIABLES) as VariableName[]) {
    const value = valueOf(name, source, report);
    if (value === null) continue;
    const quote = quotesAround(value);
    if (quote === null) text.set(name, value);
    else report(name, `a value between ${quote} and ${quote}`, 'the value without quotes', KEPT_QUOTES);
  }
  const read = <N extends VariableName>(name: N): ReturnType<(typeof VARIABLES)[N]['read']> | null => {
    const value = text.get(name) ?? DEFAULTS[name] ?? null;
    if (value === null) return null;
    const { read, allowed, hint } = VARIABLES[name];
    const result = read(value);
    if (result === null) {
      const mayBeSecret = SECRETS.includes(name) || /@|pk_/.test(value);
      report(name, mayBeSecret ? NOT_SHOWN : shown(value), allowed, hint?.(value) ?? null);
    }
    return result as ReturnType<(typeof VARIABLES)[N]['read']>;
  };

  const env = {
    clickupToken: read('CLICKUP_TOKEN'),
    clickupApiUrl: read('CLICKUP_API_URL') ?? '',
    storeUrl: read('STORE_URL') ?? '',
    publicUrl: read('PUBLIC_URL'),
    host: read('HOST') ?? '',
    port: read('PORT') ?? 0,
    adminHost: read('ADMIN_HOST') ?? '',
    adminPort: read('ADMIN_PORT') ?? 0,
    adminSecret: read('ADMIN_SECRET'),
    historyDays: read('HISTORY_DAYS') ?? 0,
    logLevel: read('LOG_LEVEL') ?? 'info',
    traces: tracesOf({
      endpoint: read('OTEL_EXPORTER_OTLP_ENDPOINT'),
      headers: read('OTEL_EXPORTER_OTLP_HEADERS') ?? {},
      serviceName: read('OTEL_SERVICE_NAME') ?? '',
    }),
  };
  if (env.port !== 0 && env.port === env.adminPort) {
    const name = text.has('ADMIN_PORT') ? 'ADMIN_PORT' : 'PORT';
    report(name, String(env.port), 'two different ports for PORT and ADMIN_PORT, or 0 for any free one');
  }
  if (env.adminHost !== '' && !isLoopbackHost(env.adminHost) && !isGiven('ADMIN_SECRET', source)) {
    report(
      'ADMIN_HOST',
      shown(env.adminHost),
      'a loopback address such as 127.0.0.1, or any address together with ADMIN_SECRET',
      'The admin pages would be open to everybody who reaches this address: set ADMIN_SECRET as well.',
    );
  }
  if (problems.length > 0) throw new ConfigProblems(problems);
  return env;
}

/**
 * Reads the environment of this process together with a `.env` file; what the real environment sets wins, even
 * where it is empty. Without `envFile` a missing `.env` is fine; `null` reads no file. Variables for which
 * `ignore` holds count as absent. `note` hears of what stops nothing and should be mended all the same. Throws
 * ConfigProblems.
 */
export function loadEnv(
  options: {
    envFile?: string | null;
    ignore?: (name: string) => boolean;
    note?: (sentence: string) => void;
  } = {},
): Env {
  const { envFile, ignore = () => false, note = () => undefined } = options;
  const file = envFile === undefined ? '.env' : envFile;
  const read = file === null ? null : readEnvFile(file);
  if (typeof envFile === 'string' && !read?.isThere) {
    throw new ConfigProblems([
      { ...ENVIRONMENT, path: '.env file', given: shown(envFile), allowed: 'a file that exists', hint: null },
    ]);
  }
  const fromFile = read?.values ?? {};
  const all: NodeJS.ProcessEnv = { ...fromFile, ...process.env };
  const source = Object.fromEntries(Object.entries(all).filter(([name]) => !ignore(name)));
  const isFromFile = (name: string) => name in fromFile && process.env[name] === undefined;
  const originOf = (name: string): Origin =>
    file !== null && isFromFile(name) ? { file, line: read?.lineOf.get(name) ?? null } : ENVIRONMENT;
  for (const repeat of read?.repeats ?? []) note(repeat);
  const lines = (read?.problems ?? []).filter(({ path }) => !ignore(path));
  try {
    const env = readEnv(source, { originOf });
    if (lines.length === 0) return env;
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    // What is wrong with its line may be all that is wrong with a value.
    const isTold = (name: string) => isFromFile(name) && lines.some(({ path }) => path === name);
    lines.push(...error.problems.filter(({ path }) => !isTold(path)));
  }
  throw new ConfigProblems(lines);
}

/** The token, for commands that speak with ClickUp. Throws ConfigProblems that say how to get one. */
export function requireToken(env: Env): string {
  if (env.clickupToken !== null) return env.clickupToken;
  throw new ConfigProblems([
    {
      ...ENVIRONMENT,
      path: 'CLICKUP_TOKEN',
      given: 'nothing',
      allowed: VARIABLES.CLICKUP_TOKEN.allowed,
      hint: 'Create one in ClickUp under Settings → Apps → API Token and put it into .env, best from a user of its own: everything Liaison writes appears under its name. `liaison demo` needs none.',
    },
  ]);
}

/** The file that the environment itself names for a secret; null where it gives the value, or nothing. */
export function secretFileOf(name: 'CLICKUP_TOKEN'): string | null {
  return process.env[`${name}_FILE`]?.trim() || null;
}

/** Whether the terminal can't move its cursor, as editors' shells and some consoles say of theirs. */
export function isDumbTerminal(): boolean {
  return process.env['TERM'] === 'dumb';
}

type Report = (name: string, given: string, allowed: string, hint?: string | null) => void;

/** The text of a variable, from itself or from the file that its `_FILE` form names; null if absent. */
function valueOf(name: VariableName, source: Source, report: Report): string | null {
  const direct = source[name]?.trim() || null;
  if (!SECRETS.includes(name)) return direct;
  const fileName = `${name}_FILE`;
  const file = source[fileName]?.trim() || null;
  if (file === null) return direct;
  if (direct !== null) {
    report(fileName, shown(file), `either ${name} or ${fileName}, not both`);
    return direct;
  }
  try {
    const content = readFileSync(file, 'utf8').trim();
    if (content !== '') return content;
    report(fileName, shown(file), 'a file with the value in it', 'The file is empty.');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    report(fileName, shown(file), 'a file that can be read', `It could not be read${code}.`);
  }
  return null;
}

function tracesOf({
  endpoint,
  ...how
}: Omit<NonNullable<Env['traces']>, 'endpoint'> & { endpoint: string | null }): Env['traces'] {
  return endpoint === null ? null : { endpoint, ...how };
}

/** The quotes that a value kept; null where it is in none. */
function quotesAround(value: string): string | null {
  return /^(["'`]).*\1$/s.exec(value)?.[1] ?? null;
}

function isGiven(name: VariableName, source: Source): boolean {
  return Boolean(source[name]?.trim() || source[`${name}_FILE`]?.trim());
}

/** A mistyped name would silently mean its default, so near misses in our own file count as well. */
function reportUnknown(source: Source, originOf: (name: string) => Origin, report: Report): void {
  for (const name of Object.keys(source)) {
    if (KNOWN.includes(name) || NOT_OURS.includes(name) || isOfPlatform(name, source)) continue;
    const isPrefixed = PREFIXES.some(prefix => name.startsWith(prefix));
    const isSlip = originOf(name) !== ENVIRONMENT && name.length >= 8 && nearest(name, KNOWN) !== null;
    if (isPrefixed || isSlip) {
      report(name, 'an unknown variable', KNOWN.join(', '), didYouMean(name, KNOWN));
    }
  }
}

/**
 * Whether a terminal shows more than ASCII, by what the locale says; one that says nothing is taken for a new one. The
 * console of Linux itself lacks most signs.
 */
export function showsUnicode(source: NodeJS.ProcessEnv = process.env): boolean {
  const locale = source['LC_ALL'] || source['LC_CTYPE'] || source['LANG'] || 'UTF-8';
  return /utf-?8/i.test(locale) && source['TERM'] !== 'linux';
}
