// An embedded store as its first start leaves it. Creating a database takes seconds of processor time; a copy does not.
import { cpSync } from 'node:fs';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with an empty store that was closed. Only for copying. */
    emptyStore: string;
  }
}

/** Puts an empty store into `folder`; answers with its address. */
export function embeddedStoreIn(folder: string): string {
  cpSync(inject('emptyStore'), folder, { recursive: true });
  return `embedded:${folder}`;
}
