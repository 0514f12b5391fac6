// The outside of a delivery: just enough of its JSON to know whose it is. What it means is read later.
import { parseJson } from '../base/parse-json.ts';

/** The parsed body and the id of the webhook that it claims to come from. */
export type Envelope = { webhookId: string; event: string; body: Record<string, unknown> };

/** Deeper than any delivery, shallower than what would exhaust the stack of whoever walks it. */
const DEEPEST = 64;
const LONGEST_ID = 100;

/** Reads the envelope; null if it is no JSON, no object, nested too deep, or names no webhook. */
export function readEnvelope(bytes: Uint8Array): Envelope | null {
  if (isDeeperThan(DEEPEST, bytes)) return null;
  const body = parse(bytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { webhook_id: webhookId, event } = body as Record<string, unknown>;
  if (typeof webhookId !== 'string' || webhookId === '' || webhookId.length > LONGEST_ID) return null;
  return {
    webhookId,
    event: typeof event === 'string' ? event : 'unknown',
    body: body as Record<string, unknown>,
  };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Counted on the bytes, before anything is built from them. */
function isDeeperThan(deepest: number, bytes: Uint8Array): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (isInText) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (++depth > deepest) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
  }
  return false;
}
