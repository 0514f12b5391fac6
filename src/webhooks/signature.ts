// Whether a delivery was signed with the secret of its webhook. Knows neither HTTP nor JSON.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signature of `body`: lower-case hex HMAC-SHA256 with `secret`. */
export function sign(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

const DIGEST_BYTES = 32;

/** Whether `given` (the header, if there was one) is the signature of `body`; takes the same time for every wrong one. */
export function isSignedWith(secret: string, body: Uint8Array, given: string | undefined): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const claimed = Buffer.alloc(DIGEST_BYTES);
  // Writes up to the first sign that is no hexadecimal digit.
  const written = claimed.write(given ?? '', 'hex');
  // Compared first, so that a wrong length takes as long as a wrong letter.
  const isSame = timingSafeEqual(expected, claimed);
  return isSame && written === DIGEST_BYTES && given?.length === 2 * DIGEST_BYTES;
}
