// What every memory promises, whatever it is made of.
import { expect, it, vi } from 'vitest';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { WAIT } from '../support/queue-rig.ts';

type Opened = { memory: Memory; advance: (ms: number) => void };

/** `followsClock` is false where the store's own time decides about expiry. */
export function memoryClaims(open: () => Promise<Opened>, { followsClock }: { followsClock: boolean }): void {
  it('gives back what was written last, and null where nothing is', async () => {
    const { memory } = await open();
    await memory.write('hint:a', '{"was":1}', 60_000);
    await memory.write('hint:a', '{"is":"“two”"}', 60_000);
    expect(await memory.read('hint:a')).toBe('{"is":"“two”"}');
    expect(await memory.read('hint:b')).toBeNull();
  });

  it('writes many at once, new ones and ones that were there, each for its own time', async () => {
    const { memory, advance } = await open();
    await memory.write('b', 'was', 60_000);
    await memory.writeAll([
      { key: 'short', value: '0', ttlMs: 80 },
      { key: 'b', value: 'is', ttlMs: 60_000 },
      { key: 'a', value: '{"a":"\\\\ \\" \' , {} NULL"}', ttlMs: 60_000 },
      { key: 'c', value: 'NULL', ttlMs: 60_000 },
    ]);
    await memory.writeAll([]);
    if (followsClock) advance(80);
    await vi.waitFor(async () => expect(await memory.read('short')).toBeNull(), WAIT);
    expect(await memory.readAll('')).toEqual(
      new Map([
        ['a', '{"a":"\\\\ \\" \' , {} NULL"}'],
        ['b', 'is'],
        ['c', 'NULL'],
      ]),
    );
  });

  it('writes many at once or none of them', async () => {
    const { memory } = await open();
    // What PostgreSQL can't keep.
    const odd = { key: 'odd', value: '\0', ttlMs: 60_000 };
    const isKept = await memory.writeAll([{ key: 'a', value: '1', ttlMs: 60_000 }, odd]).then(
      () => true,
      () => false,
    );
    expect([...(await memory.readAll('')).keys()].sort()).toEqual(isKept ? ['a', 'odd'] : []);
  });

  it('lists the entries of a prefix and of no other', async () => {
    const { memory } = await open();
    await memory.write('hint:a', '1', 60_000);
    await memory.write('hint:b', '2', 60_000);
    await memory.write('reportedChanges', '3', 60_000);
    await memory.write('intent:a', '4', 60_000);
    expect(await memory.readAll('hint:')).toEqual(
      new Map([
        ['hint:a', '1'],
        ['hint:b', '2'],
      ]),
    );
    expect(await memory.readAll('nothing:')).toEqual(new Map());
  });

  it('gives the last entries of a prefix, the last one first, page by page, and keeps only so many', async () => {
    const { memory, advance } = await open();
    for (const key of ['log:3', 'log:1', 'log:2', 'other:9', 'log:4', 'lof:1'])
      await memory.write(key, `"${key}"`, 60_000);
    await memory.write('log:5', '"short"', 80);
    if (followsClock) advance(80);
    await vi.waitFor(async () => expect(await memory.read('log:5')).toBeNull(), WAIT);
    expect(await memory.readLast('log:', 2)).toEqual([
      ['log:4', '"log:4"'],
      ['log:3', '"log:3"'],
    ]);
    expect((await memory.readLast('log:', 9, 'log:3')).map(([key]) => key)).toEqual(['log:2', 'log:1']);
    expect(await memory.readLast('log:', 9, 'log:1')).toEqual([]);
    await memory.keepLast('log:', 3);
    expect((await memory.readLast('log:', 9)).map(([key]) => key)).toEqual(['log:4', 'log:3', 'log:2']);
    await memory.keepLast('log:', 9);
    expect([...(await memory.readAll('')).keys()].sort()).toEqual([
      'lof:1',
      'log:2',
      'log:3',
      'log:4',
      'other:9',
    ]);
  });

  it('treats signs that mean something to a store as plain text', async () => {
    const { memory } = await open();
    await memory.write('a*%_?[x]', '1', 60_000);
    await memory.write('a-other', '2', 60_000);
    expect(await memory.readAll('a*%_?[')).toEqual(new Map([['a*%_?[x]', '1']]));
  });

  it('lets only one of many write an absent entry', async () => {
    const { memory } = await open();
    const tries = await Promise.all([1, 2, 3, 4, 5].map(n => memory.writeIfAbsent('once', `${n}`, 60_000)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await memory.read('once')).toBe(`${tries.indexOf(true) + 1}`);
  });

  it('replaces an entry only where it still is what it was, and lets only one of many do so', async () => {
    const { memory } = await open();
    expect(await memory.writeIfUnchanged('count', '', '1', 60_000)).toBe(false);
    await memory.write('count', '0', 60_000);
    const tries = await Promise.all(
      [1, 2, 3, 4, 5].map(n => memory.writeIfUnchanged('count', '0', `${n}`, 60_000)),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await memory.read('count')).toBe(`${tries.indexOf(true) + 1}`);
    expect(await memory.writeIfUnchanged('count', '0', '9', 60_000)).toBe(false);
  });

  it('removes entries and does not mind absent ones', async () => {
    const { memory } = await open();
    await memory.write('x', '1', 60_000);
    await memory.write('y', '2', 60_000);
    await memory.remove(['x', 'never-there']);
    await memory.remove([]);
    expect(await memory.readAll('')).toEqual(new Map([['y', '2']]));
    expect(await memory.writeIfAbsent('x', '3', 60_000)).toBe(true);
  });

  it('forgets an entry when its time is over', async () => {
    const { memory, advance } = await open();
    await memory.write('short', '1', 80);
    await memory.write('long', '2', 60_000);
    if (followsClock) advance(80);
    await vi.waitFor(async () => expect(await memory.read('short')).toBeNull(), WAIT);
    expect(await memory.readAll('')).toEqual(new Map([['long', '2']]));
    expect(await memory.writeIfUnchanged('short', '1', '2', 60_000)).toBe(false);
    expect(await memory.writeIfAbsent('short', '3', 60_000)).toBe(true);
    expect(await memory.read('short')).toBe('3');
  });
}
