import { expect, it } from 'vitest';
import { addressOf } from '../../src/app/servers.ts';

it('names an address that others can call, whatever it listens on', () => {
  expect(addressOf('127.0.0.1', 3001)).toBe('http://127.0.0.1:3001');
  expect(addressOf('localhost', 3001)).toBe('http://localhost:3001');
  expect(addressOf('0.0.0.0', 3001)).toBe('http://127.0.0.1:3001');
  expect(addressOf('::', 3001)).toBe('http://127.0.0.1:3001');
  expect(addressOf('::1', 3001)).toBe('http://[::1]:3001');
  expect(new URL(addressOf('::1', 3001)).port).toBe('3001');
});
