// The log's promises: fields first, one line each, and no secret ever.
import { describe, expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from '../../src/observability/logger.ts';

function logging(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const log = createLogger({
    level: 'info',
    destination: { write: line => void lines.push(line) },
    clock: { now: () => Date.UTC(2027, 0, 15, 12) },
    ...options,
  });
  return { log, lines, text: () => lines.join('') };
}

describe('the log', () => {
  test('is one line of JSON with fields, message, level in words and the time of the clock', () => {
    const { log, lines } = logging();
    log.info({ card: 'abc', result: 'done' }, 'reconciled');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: '2027-01-15T12:00:00.000Z',
      card: 'abc',
      result: 'done',
      msg: 'reconciled',
    });
  });

  test('keeps silent below its level', () => {
    const { log, lines } = logging({ level: 'warn' });
    log.info({}, 'not this');
    log.warn({}, 'this');
    expect(lines).toHaveLength(1);
  });

  test('is readable text for a terminal', () => {
    const { log, text } = logging({ isPretty: true });
    log.warn({ card: 'abc' }, 'looked odd');
    expect(text()).toMatch(/WARN.*looked odd[^]*card: .*abc/);
  });

  test('names cards beside their ids for a terminal, harmlessly, and nowhere else', () => {
    const nameOf = (id: string) => (id === 'abc' ? 'Orders\u001b[2J arrive' : null);
    const readable = logging({ isPretty: true, nameOf });
    readable.log.info({ card: 'abc' }, 'reconciled');
    readable.log.info({ card: 'xyz' }, 'reconciled');
    expect(readable.text()).toContain('card: “Orders\ufffd[2J arrive” (abc)');
    expect(readable.text()).toContain('card: "xyz"');
    const json = logging({ nameOf });
    json.log.info({ card: 'abc' }, 'reconciled');
    expect(json.text()).not.toContain('Orders');
  });

  test.each([
    { token: 'hush' },
    { env: { clickupToken: 'hush', adminSecret: 'hush' } },
    { config: { headers: { Authorization: 'hush' } } },
    { headers: { 'x-signature': 'hush' } },
    { webhook: { id: '1', secret: 'hush' } },
  ])('blots out what is named a secret: %j', fields => {
    const { log, text } = logging();
    log.info(fields, 'something');
    expect(text()).toContain('[not shown]');
    expect(text()).not.toContain('hush');
  });

  test.each([true, false])('blots out known secrets wherever they appear (pretty: %s)', isPretty => {
    const { log, text } = logging({ isPretty, secrets: ['open "sesame"', null, ''] });
    log.error({ reason: 'the password open "sesame" is wrong' }, 'could not open "sesame"');
    expect(text()).toContain('could not [not shown]');
    expect(text()).not.toContain('sesame');
  });

  test('blots out personal tokens and credentials in addresses', () => {
    const { log, text } = logging();
    log.error({ reason: 'connect redis://liaison:hush@store:6379 with pk_123_HUSH' }, 'failed');
    expect(text()).toContain('redis://[not shown]@store:6379 with [not shown]');
    expect(text()).not.toMatch(/hush/i);
  });

  test('shows what is worth knowing of an error and its cause, and no request', () => {
    const { log, lines } = logging();
    const cause = Object.assign(new Error('socket closed'), { code: 'ECONNRESET' });
    const err = Object.assign(new Error('reading the board failed', { cause }), {
      config: { headers: { Authorization: 'hush' }, body: 'hush' },
    });
    log.error({ err }, 'failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { message: 'reading the board failed', cause: { message: 'socket closed', code: 'ECONNRESET' } },
    });
    expect(lines[0]).not.toContain('hush');
  });
});
