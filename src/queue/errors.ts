// The errors of this room. Each message says what we were doing, what happened and what to do; never a password.
import { reasonOf } from '../base/reason-of.ts';

/** The store did not answer in time or refused the connection. It may be back soon: retry, answer 503. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Another living process holds the embedded folder. `pid` and `adminUrl` say how to reach it, if it told. */
export class StoreHeld extends Error {
  override readonly name = 'StoreHeld';
  readonly pid: number | null;
  readonly adminUrl: string | null;

  constructor(folder: string, holder: { pid: number; adminUrl: string | null } | null) {
    const who = holder ? `process ${holder.pid}` : 'another process';
    const where = holder?.adminUrl ? ` (its admin pages: ${holder.adminUrl})` : '';
    super(
      `The embedded store in ${folder} is held by ${who}${where}. One process may use a folder at a time: ` +
        'stop that process, give this one another folder in STORE_URL, or use Redis or PostgreSQL for several.',
    );
    this.pid = holder?.pid ?? null;
    this.adminUrl = holder?.adminUrl ?? null;
  }
}

/** STORE_URL, the credentials or the rights behind it are wrong; waiting will not help. */
export class StoreMisconfigured extends Error {
  override readonly name = 'StoreMisconfigured';
}

/** The job in hand is no longer ours: its lock ran out and another worker may run it. Write nothing more. */
export class LockLost extends Error {
  override readonly name = 'LockLost';

  constructor(key: string) {
    super(`The lock on the reconcile of ${key} was lost; another worker may have it now.`);
  }
}

/** What went wrong in a store, in words, whatever it threw. */
export function storeReason(thrown: unknown): string {
  return isFileTrouble(thrown) ? fileTrouble(thrown) : reasonOf(thrown);
}

/** What the file system inside the embedded database throws: objects with nothing but a number, as musl counts errors. */
type FileTrouble = { name: string; errno: number };
const FILE_TROUBLES: Record<number, string> = {
  2: 'Permission denied',
  19: 'Disk quota exceeded',
  22: 'File too large',
  44: 'No such file or directory',
  51: 'No space left on device',
  63: 'Operation not permitted',
  69: 'Read-only file system',
};

function isFileTrouble(thrown: unknown): thrown is FileTrouble {
  if (typeof thrown !== 'object' || thrown === null || thrown instanceof Error) return false;
  return 'errno' in thrown && 'name' in thrown;
}

function fileTrouble({ name, errno }: FileTrouble): string {
  return FILE_TROUBLES[errno] ?? `${name} ${errno}`;
}
