// What is asked of a Redis, as its MONITOR tells it: read from a socket of our own, since a client that expects answers can
// take what happens while it begins to listen for one.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export type Monitor = {
  /** Bytes of the commands about Liaison's memory so far, in all; each command that was answered before this call is in it. */
  memoryBytes(): Promise<number>;
  stop(): void;
};

type Commands = { echo(text: string): Promise<unknown> };

/** `+1795974499.379809 [0 127.0.0.1:40404] "SET" "key" "value"`; what a script asked has `lua` for an address. */
const TOLD = /^\+[\d.]+ \[\d+ (\S+)\] (.*)$/;
/** One byte each: `\n`, `\"`, `\xff`. */
const ESCAPE = /\\(?:x[\da-fA-F]{2}|.)/g;
const MEMORY_KEY = /^\{liaison:[^}]*\}:memory/;

/** Listens to every command from now on, which a Redis of its own can bear; `commands` asks the same one. */
export async function monitorRedis(port: number, commands: Commands): Promise<Monitor> {
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let bytes = 0;
  let begins: () => void = () => undefined;
  const begun = new Promise<void>(resolve => {
    begins = resolve;
  });
  const awaited = new Map<string, () => void>();
  const lines = createInterface({ input: socket.setEncoding('latin1') });
  lines.on('line', line => {
    if (line === '+OK') begins();
    const [, source, told] = TOLD.exec(line) ?? [];
    if (told === undefined || source === 'lua') return;
    const args = argumentsIn(told);
    awaited.get(args.at(-1) ?? '')?.();
    if (args.some(arg => MEMORY_KEY.test(arg)))
      bytes += args.reduce((sum, arg) => sum + arg.replace(ESCAPE, '.').length, 0);
  });
  socket.write('MONITOR\r\n');
  // What is asked on another connection before that is not told here.
  await begun;
  let marks = 0;
  return {
    async memoryBytes() {
      const mark = `heard-${process.pid}-${marks++}`;
      const heard = new Promise<void>(resolve => awaited.set(mark, resolve));
      await commands.echo(mark);
      await heard;
      awaited.delete(mark);
      return bytes;
    },
    stop: () => void socket.destroy(),
  };
}

/** Between their quotes, as they are written. By hand: one may have megabytes, in which an expression loses its way. */
function argumentsIn(told: string): string[] {
  const args: string[] = [];
  for (let start = told.indexOf('"') + 1; start > 0; ) {
    let end = start;
    while (end < told.length && told[end] !== '"') end += told[end] === '\\' ? 2 : 1;
    args.push(told.slice(start, end));
    start = told.indexOf('"', end + 1) + 1;
  }
  return args;
}
