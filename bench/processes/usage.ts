// What a process takes of the machine, as its kernel counts it. Linux only.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export type Usage = {
  /** Megabytes of memory now, and the most so far. */
  memory: number;
  peakMemory: number;
  /** Milliseconds of processor time, of all its threads. */
  processorMs: number;
  /** Bytes that it handed to the kernel, for files and connections alike. */
  written: number;
};

/** Whether processes can be measured here. */
export const canMeasure = existsSync('/proc/self/io');

const KB_A_MEGABYTE = 1_000;
const MS_A_TICK = 10;

/** Measures a process; rejects once it is gone. */
export async function usageOf(pid: number): Promise<Usage> {
  const [status, stat, io] = await Promise.all(
    ['status', 'stat', 'io'].map(name => readFile(`/proc/${pid}/${name}`, 'utf8')),
  );
  const numberIn = (text: string | undefined, pattern: RegExp): number => {
    const found = Number(pattern.exec(text ?? '')?.[1]);
    if (Number.isNaN(found)) throw new Error(`The kernel does not tell ${pattern} of process ${pid}.`);
    return found;
  };
  // The name of the program, in brackets, may hold anything; user and system time are the 14th and 15th field.
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
  return {
    memory: (numberIn(status, /VmRSS:\s+(\d+) kB/) * 1.024) / KB_A_MEGABYTE,
    peakMemory: (numberIn(status, /VmHWM:\s+(\d+) kB/) * 1.024) / KB_A_MEGABYTE,
    processorMs: (Number(fields[11]) + Number(fields[12])) * MS_A_TICK,
    written: numberIn(io, /wchar: (\d+)/),
  };
}
