// The two calls that we use of a package without types.
declare module 'fs-native-extensions' {
  /** Takes a lock on an open file without waiting; false if another open file has it. Freed when the file closes. */
  export function tryLock(fd: number, options?: { shared?: boolean }): boolean;
  export function unlock(fd: number): void;
}
