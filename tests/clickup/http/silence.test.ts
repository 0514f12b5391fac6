// Since when ClickUp does not answer, told from what each request came to; and what is said of it, once.
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTransport } from '../../../src/clickup/http/transport.ts';
import { createSilenceWatch } from '../../../src/clickup/watch/silence-watch.ts';
import { rememberingLog } from '../../support/clickup-setting.ts';
import { interceptRequests } from '../../support/interception.ts';

const HOST = 'http://127.0.0.1:4010';
const TOKEN = 'pk_81490007_SECRETSECRETSECRET';
const NOW = Date.UTC(2027, 0, 4, 9);
const SECOND_MS = 1_000;

function setting() {
  const log = rememberingLog();
  const clock = { at: NOW, now: () => clock.at };
  const pause = () => Promise.resolve();
  const transport = createTransport({ apiUrl: `${HOST}/api`, token: TOKEN, clock, log, pause });
  const watch = createSilenceWatch({ transport, clock, log });
  const ask = () =>
    transport
      .request({ method: 'GET', path: '/user', answer: z.looseObject({}), doing: 'asking who I am' })
      .catch(() => null);
  /** What the check says so many seconds later. */
  const saidAfter = (seconds: number) => {
    clock.at += seconds * SECOND_MS;
    watch.check();
    return watch.trouble();
  };
  const lines = (about: string) => log.text().split(about).length - 1;
  return { transport, watch, ask, saidAfter, lines, clock };
}

/** How often a read is sent before it fails. */
const TRIES = 4;
const user = () => nock(HOST).get('/api/v2/user');

interceptRequests();

describe('A ClickUp that does not answer', () => {
  it.each([
    ['503', () => user().times(TRIES).reply(503, { err: 'unavailable' })],
    ['a gateway’s page', () => user().times(TRIES).reply(502, '<html></html>')],
    ['JSON that breaks off', () => user().times(TRIES).reply(200, '{"user":')],
    [
      'a reset connection',
      () =>
        user()
          .times(TRIES)
          .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
    ],
  ])('is told after a while with since when, and no longer once it answers: %s', async (_name, silent) => {
    const { ask, saidAfter, lines } = setting();
    silent();
    await ask();
    expect(saidAfter(14)).toBeNull();
    expect(saidAfter(1)).toMatch(/^ClickUp has not answered since 2027-01-04T09:00:00.000Z\. Liaison keeps/);
    silent();
    await ask();
    expect(saidAfter(60)).toContain('since 2027-01-04T09:00:00.000Z');
    expect(lines('ClickUp has not answered for a while')).toBe(1);

    user().reply(200, {});
    await ask();
    expect(saidAfter(0)).toBeNull();
    expect(saidAfter(600)).toBeNull();
    expect(lines('ClickUp answers again')).toBe(1);
  });

  it('is told while the first request is still waited for', async () => {
    const { ask, saidAfter } = setting();
    let answer: () => void = () => {};
    user().reply(200, () => new Promise(resolve => (answer = () => resolve({}))));
    const asked = ask();
    await expect.poll(() => nock.isDone()).toBe(true);
    expect(saidAfter(15)).toContain('ClickUp has not answered since 2027-01-04T09:00:00.000Z');
    answer();
    await asked;
    expect(saidAfter(0)).toBeNull();
  });

  it.each([
    ['no right', 403, { err: 'no', ECODE: 'OAUTH_000' }],
    ['nothing there', 404, { err: 'no', ECODE: 'ITEM_013' }],
    ['no request left', 429, { err: 'slow down', ECODE: 'APP_002' }],
  ])('is none that refuses: %s', async (_name, status, body) => {
    const { ask, saidAfter } = setting();
    user().reply(status, body);
    await ask();
    expect(saidAfter(600)).toBeNull();
  });

  it('is none where others are answered while one request fails', async () => {
    const { ask, saidAfter, clock } = setting();
    user().times(TRIES).reply(503, {});
    await ask();
    clock.at += 10 * SECOND_MS;
    user().reply(200, {});
    await ask();
    expect(saidAfter(600)).toBeNull();
  });
});
