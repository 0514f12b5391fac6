// Why a store takes no writes, in words for whoever runs it: what its own errors say is for those who know it well.
import { storeReason } from '../errors.ts';

/** What a trouble is called, by what the stores say of it. The first that fits counts. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^OOM |used memory > 'maxmemory'/, 'its memory is full (maxmemory)'],
  [/^READONLY |read only replica/, 'it is a replica, which takes no writes'],
  [/^MISCONF /, 'it cannot save to its disk, and refuses writes until it can'],
  [/^NOREPLICAS /, 'too few of its replicas are there'],
  [/^LOADING /, 'it is still loading its data'],
  [/No space left on device|ENOSPC/, 'the disk is full'],
  [/EDQUOT|[Dd]isk quota exceeded/, 'the disk quota is used up'],
  [/File too large|EFBIG/, 'files may not grow there (a limit on their size)'],
  [/EROFS|[Rr]ead-only file system/, 'the disk is read-only'],
  [/EACCES|EPERM|Permission denied|Operation not permitted/, 'this user may not write there'],
];
/** PostgreSQL's own numbers. */
const SQLSTATES: Record<string, string> = {
  '25006': 'it is read-only, as a standby is',
  '53100': 'the disk is full',
  '53200': 'it has no memory left',
  '53300': 'it has no connection left',
  '57P03': 'it is still starting',
  '42P01': 'its tables are gone',
  '42883': 'its functions are gone',
  '3F000': 'its schemas are gone',
  '3D000': 'the database does not exist',
};
/** The reason in plain words where it is a known one, otherwise what was said; whatever was thrown. */
export function plainReason(thrown: unknown): string {
  const { code, cause } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    code?: unknown;
    cause?: unknown;
  };
  const said = storeReason(thrown);
  const known =
    (typeof code === 'string' ? SQLSTATES[code] : undefined) ??
    NAMES.find(([pattern]) => pattern.test(said))?.[1];
  if (known !== undefined) return known;
  return cause === undefined ? said : plainReason(cause);
}
