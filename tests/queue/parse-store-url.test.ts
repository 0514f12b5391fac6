import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStoreUrl } from '../../src/queue/parse-store-url.ts';
import { openStore, StoreMisconfigured } from '../../src/queue/store.ts';
import { movableClock, quiet } from '../support/queue-rig-parts.ts';

describe('STORE_URL', () => {
  it('takes a folder, relative to where the program was started', () => {
    expect(parseStoreUrl('embedded:./data/store')).toMatchObject({
      kind: 'embedded',
      folder: resolve('data/store'),
    });
  });

  it('takes a Redis and a PostgreSQL, and shows neither user nor password', () => {
    expect(parseStoreUrl('rediss://me:s3cret@cache.example:6380/2')).toEqual({
      kind: 'redis',
      url: 'rediss://me:s3cret@cache.example:6380/2',
      shown: 'rediss://cache.example:6380/2',
    });
    expect(parseStoreUrl('postgresql://me:s3cret@db.example/liaison?sslmode=require').shown).toBe(
      'postgresql://db.example:5432/liaison',
    );
  });

  it('takes sentinels with the name of their master, and the nodes of a cluster', () => {
    expect(parseStoreUrl('redis+sentinel://:p%40ss@a:1,b/main')).toMatchObject({
      kind: 'sentinel',
      sentinels: [
        { host: 'a', port: 1 },
        { host: 'b', port: 26_379 },
      ],
      name: 'main',
      credentials: { password: 'p@ss' },
      shown: 'redis+sentinel://a:1,b:26379/main',
    });
    expect(parseStoreUrl('redis+cluster://a:7000,[::1]:7001')).toMatchObject({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7_000 },
        { host: '::1', port: 7_001 },
      ],
    });
  });

  it('asks sentinels and cluster nodes over TLS where the scheme says so', () => {
    expect(parseStoreUrl('rediss+sentinel://a/main')).toMatchObject({ kind: 'sentinel', isTls: true });
    expect(parseStoreUrl('rediss+cluster://a,b')).toMatchObject({ kind: 'cluster', isTls: true });
    expect(parseStoreUrl('redis+cluster://a')).toMatchObject({ isTls: false });
  });

  it.each([
    'redis://:p@ss/S3CRET@cache.example',
    'redis://:S3CRET/more@cache.example',
    'redis://:S3CRET#more@cache.example',
    'redis://:S3CRET?more@cache.example',
    'redis://me:S3:CRET@cache.example',
    'redis://:S3CRET%zz@cache.example',
    'postgres://me:p@S3CRET@db.example/liaison',
    'redis+sentinel://:p@S3CRET@a/main',
    'rediss+cluster://:x@S3CRET:1@a',
  ])('refuses %s, says how to write such a password, and shows nothing of it', url => {
    const parsing = () => parseStoreUrl(url);
    expect(parsing).toThrow(/percent-encoded \(\/ is %2F/);
    expect(parsing).toThrow(/^(?!.*S3CRET)/s);
  });

  it.each([
    ['redis://cache.example?tls=true', /"tls" is unknown; TLS is switched on by the scheme: rediss:\/\//],
    ['redis+sentinel://a/main?tls=1', /takes no parameters; TLS is switched on by the scheme/],
    ['postgres://db.example/liaison?ssl=yes', /"ssl" is unknown; there are: sslmode/],
    ['redis://cache.example/liaison', /nothing but the number of a database/],
    ['redis://a:1,b:2', /several hosts/],
    ['redis+cluster://a/1', /behind the hosts of redis\+cluster:\/\/ comes nothing/],
  ])('refuses what it would not heed in %s', (url, reason) => {
    expect(() => parseStoreUrl(url)).toThrow(reason);
  });

  it.each([
    ['mysql://host/db', /"mysql:" is not a kind of store/],
    ['just-text', /names no kind of store/],
    ['embedded:', /names no folder/],
    ['redis:/nowhere', /an address with a host/],
    ['redis+sentinel://a:1', /needs the name of the master/],
    ['redis+cluster://a:70000', /"a:70000" is not HOST:PORT/],
  ])('refuses %s and says what is allowed', (url, reason) => {
    expect(() => parseStoreUrl(url)).toThrow(StoreMisconfigured);
    expect(() => parseStoreUrl(url)).toThrow(reason);
    expect(() => parseStoreUrl(url)).toThrow(/Allowed are embedded:FOLDER, redis:/);
  });

  it('never repeats a password in a refusal', () => {
    expect(() => parseStoreUrl('redis+cluster://me:s3cret@a:x')).toThrow(/^(?!.*s3cret)/s);
  });

  it('needs a workspace id that can be part of a key', async () => {
    const opening = openStore({
      url: 'redis://127.0.0.1:6379',
      workspaceId: 'a:b}',
      boardId: 'board',
      clock: movableClock(),
      log: quiet,
    });
    await expect(opening).rejects.toThrow(/"a:b}" is not a workspace id/);
  });
});
