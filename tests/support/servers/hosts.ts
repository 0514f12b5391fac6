// Hosts of one test on this machine: network namespaces on a bridge, whose ways to single addresses can be cut.
import { randomInt } from 'node:crypto';
import { type AtEnd, runTool } from './started.ts';

export type Host = {
  /** Its address in the network of the test. */
  address: string;
  /** What goes before a command that is to be run there. */
  command: readonly string[];
  /** From now on nothing that it sends to `address` arrives, and nobody is told. */
  cutFrom(address: string): void;
  mend(address: string): void;
};

export type Network = {
  /** Addresses of this machine that every host reaches: as if each were a machine of its own. */
  addresses: { clickUp: string; store: string };
  addHost(): Host;
};

/** Whether this user may make network namespaces here. */
export function mayMakeHosts(): boolean {
  const name = `lt${randomInt(1_000_000)}`;
  try {
    runTool('ip', 'netns', 'add', name);
    runTool('ip', 'netns', 'del', name);
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return false;
  }
}

/** A network that is gone with the test. */
export function makeNetwork(atEnd: AtEnd): Network {
  // Names of interfaces have 15 characters at most.
  const id = randomInt(100_000);
  const bridge = `ltb${id}`;
  const net = `10.${200 + (id % 50)}.${id % 250}`;
  const ip = (...args: string[]): string => runTool('ip', ...args);
  const addresses = { clickUp: `${net}.1`, store: `${net}.2` };
  ip('link', 'add', bridge, 'type', 'bridge');
  atEnd(() => void ip('link', 'del', bridge));
  for (const address of Object.values(addresses)) ip('addr', 'add', `${address}/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  let count = 0;
  return {
    addresses,
    addHost() {
      count += 1;
      const [name, near, far] = [`lt${id}-${count}`, `lta${id}-${count}`, `ltz${id}-${count}`];
      const address = `${net}.${10 + count}`;
      ip('netns', 'add', name);
      atEnd(() => void ip('netns', 'del', name));
      ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name);
      ip('link', 'set', near, 'master', bridge, 'up');
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', far);
      ip('-n', name, 'link', 'set', far, 'up');
      ip('-n', name, 'link', 'set', 'lo', 'up');
      return {
        address,
        command: ['ip', 'netns', 'exec', name],
        cutFrom: other => void ip('-n', name, 'route', 'add', 'blackhole', other),
        mend: other => void ip('-n', name, 'route', 'del', 'blackhole', other),
      };
    },
  };
}
