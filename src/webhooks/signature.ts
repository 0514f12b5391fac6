// Whether a delivery was signed with the secret of its webhook. Knows neither HTTP nor JSON.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signature of `body`: lower-case hex HMAC-SHA256 with `secret`. */
export function sign(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Whether `given` (the header, if there was one) is the signature of `body`; takes the same time for every wrong one. */
export function isSignedWith(secret: string, body: Uint8Array, given: string | undefined): boolean {
  const expected = Buffer.from(sign(body, secret));
  const claimed = Buffer.alloc(expected.length);
  claimed.write(given?.toLowerCase() ?? '');
  // Compared first, so that a wrong length takes as long as a wrong letter.
  const isSame = timingSafeEqual(expected, claimed);
  return isSame && given?.length === expected.length;
}
