// Seeded randomness and identifiers that look like ClickUp's. The same seed gives the same sequence,
// so that a run with faults can be repeated.
import { createHash } from 'node:crypto';

/** Returns the next number in [0, 1). */
export type Random = () => number;

/** Makes a small, fast generator (mulberry32); any text or number may be the seed. */
export function createRandom(seed: string | number): Random {
  let state = createHash('sha256').update(String(seed)).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const letters = (random: Random, alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');

const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Fresh identifiers of one workspace; none is given twice. */
export type Ids = {
  task(): string;
  place(): string;
  view(): string;
  comment(): string;
  history(): string;
  uuid(): string;
  statusSuffix(): string;
  secret(): string;
};

/** Makes the identifiers of one workspace from its seed. */
export function createIds(seed: string): Ids {
  const random = createRandom(seed);
  const given = new Set<string>();
  const fresh = (make: () => string): string => {
    const id = make();
    if (given.has(id)) return fresh(make);
    given.add(id);
    return id;
  };
  let commentCount = 90_150_000_000_000 + Math.floor(random() * 1_000_000_000);
  let historyCount = 4_700_000_000_000_000_000n + BigInt(Math.floor(random() * 1e15));
  return {
    task: () => fresh(() => `86${letters(random, base36, 7)}`),
    place: () => fresh(() => `9015${letters(random, '0123456789', 8)}`),
    view: () => fresh(() => `8c${letters(random, base36, 3)}-${Math.floor(random() * 10_000)}`),
    comment: () => String((commentCount += 1 + Math.floor(random() * 90))),
    history: () => String((historyCount += 1n + BigInt(Math.floor(random() * 1e6)))),
    uuid: () => fresh(() => uuidFrom(random)),
    statusSuffix: () => letters(random, 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789', 8),
    secret: () => letters(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 64),
  };
}

/** The UUID that belongs to a text: always the same one. */
export const uuidOf = (text: string) => uuidFrom(createRandom(text));

function uuidFrom(random: Random): string {
  const hex = letters(random, '0123456789abcdef', 32);
  const variant = '89ab'.charAt(Math.floor(random() * 4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The personal token of a user: the same in every simulator, so that a .env file survives a restart. */
export function personalToken(userId: number): string {
  const digest = createHash('sha256').update(`simulated-clickup:${userId}`).digest();
  const tail = Array.from(digest, byte => base36.charAt(byte % 36).toUpperCase()).join('');
  return `pk_${userId}_${tail.slice(0, 32)}`;
}
