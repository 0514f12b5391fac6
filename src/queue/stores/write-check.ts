// Whether a store takes writes: a store that answers may still be full, read-only or gone. Only writing tells.

import type { Memory } from '../../reconcile/memory/memory.ts';
import { callStore } from '../call-store.ts';
import type { StoreCheck } from '../store-shape.ts';
import { plainReason } from './plain-reason.ts';

const KEY = 'write-check';
const KEEP_MS = 60_000;

/** Writes a tiny entry; `shown` is the store's address in the answer. Never rejects. */
export async function checkWrites(
  memory: Pick<Memory, 'write'>,
  shown: string,
  timeoutMs: number,
): Promise<StoreCheck> {
  try {
    await callStore(timeoutMs, 'trying to write', memory.write(KEY, '1', KEEP_MS));
    return { ok: true, message: `${shown} takes writes` };
  } catch (error) {
    return { ok: false, message: `${shown} takes no writes: ${plainReason(error)}` };
  }
}
