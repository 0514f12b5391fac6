import { expect, it } from 'vitest';
import { isLoopbackHost, isLoopbackUrl } from '../../src/base/loopback.ts';

it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('%s is this machine', host => {
  expect(isLoopbackHost(host)).toBe(true);
});

it.each(['', '0.0.0.0', '::', '128.0.0.1', '127.0.0.1.example.com', 'localhost.example.com', '[::1]'])(
  '"%s" is not surely this machine',
  host => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);

it('reads the host of an address', () => {
  expect(isLoopbackUrl('http://[::1]:4010/api')).toBe(true);
  expect(isLoopbackUrl('https://api.clickup.com/api')).toBe(false);
  expect(isLoopbackUrl('no address')).toBe(false);
});
