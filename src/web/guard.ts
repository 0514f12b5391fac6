// Who may see the admin pages: whoever knows the secret; without one, only this machine, and no web page on it.

import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { isLoopbackHostname } from '../base/loopback.ts';
import type { WrongPasswords } from './wrong-passwords.ts';

/** What proxies add: where it stands, loopback is the proxy and not the one who asks. */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * With a secret: HTTP Basic, any user name; wrong ones are counted and slowed. Without: only requests addressed to
 * loopback and handed on by nobody, so that no foreign page reaches us through a name that it points here, and nobody
 * through a proxy. In both cases a web page of another origin may change nothing.
 */
export function guard(secret: string | null, wrong: WrongPasswords): MiddlewareHandler {
  const expected = secret === null ? null : digest(secret);
  return async (c, next) => {
    if (expected === null) {
      const forwarding = FORWARDED.find(name => c.req.header(name) !== undefined);
      if (forwarding !== undefined) {
        const what = `This request came through a proxy (it has the header ${forwarding})`;
        return c.text(
          `${what}. Set ADMIN_SECRET to let it in; without one only this machine may ask.\n`,
          403,
        );
      }
      const hosts = [hostOf(`http://${c.req.header('host') ?? ''}`), originHost(c)];
      if (!hosts.every(host => host === null || isLoopbackHostname(host.hostname)) || hosts[0] === null) {
        return c.text(
          'This address answers only requests from this machine to this machine, such as http://127.0.0.1. Set ADMIN_SECRET to let others in.\n',
          403,
        );
      }
    } else {
      const address = addressOf(c);
      if (wrong.isFlooding(address)) return c.text('Too many wrong passwords; try again later.\n', 429);
      const given = c.req.header('authorization');
      if (timingSafeEqual(expected, digest(passwordIn(given)))) return guardOrigin(c, next);
      // A browser asks without a password first: that is no guess.
      if (given !== undefined) await wrong.slow(address);
      const challenge = { 'WWW-Authenticate': 'Basic realm="Liaison", charset="UTF-8"' };
      return c.text('Any user name, and ADMIN_SECRET as the password.\n', 401, challenge);
    }
    return guardOrigin(c, next);
  };
}

function guardOrigin(c: Context, next: Next): Promise<void> | Response {
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  const origin = originHost(c);
  if (!isReading && origin !== null && origin.host !== c.req.header('host')?.toLowerCase()) {
    return c.text('A page of another origin may change nothing here.\n', 403);
  }
  return next();
}

/** Who is connected; behind a proxy that is the proxy, and everybody behind it counts as one. */
function addressOf(c: Context): string {
  return getConnInfo(c).remote.address ?? 'unknown';
}

/** Digests have one length, so comparing them tells nothing about the secret's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function passwordIn(header: string | undefined): string {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? '' : text.slice(colon + 1);
}

/** The origin that the browser names; an opaque one (`null`) is foreign to every host. */
function originHost(c: Context): URL | null {
  const origin = c.req.header('origin');
  return origin === undefined ? null : (hostOf(origin) ?? new URL('http://opaque.invalid'));
}

function hostOf(address: string): URL | null {
  const isPlain = /^https?:\/\/[^/@?#]+$/i.test(address);
  return isPlain && URL.canParse(address) ? new URL(address) : null;
}
