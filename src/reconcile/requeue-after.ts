// What ends a reconcile early without its having failed.

import type { Instant } from '../domain/day.ts';

/** Ends a reconcile that can't go on before `until`: it is asked for again then, which counts as no failure. */
export class RequeueAfter extends Error {
  override readonly name = 'RequeueAfter';
  readonly until: Instant;

  constructor(until: Instant, message: string) {
    super(message);
    this.until = until;
  }
}
