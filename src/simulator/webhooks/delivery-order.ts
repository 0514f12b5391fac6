// The order of deliveries: one after the other for each webhook, unless an injected fault loses, doubles, delays or swaps them.
import type { FaultRule } from '../behaviour.ts';
import { pause } from '../time.ts';
import { type DeliveryParts, deliver, type Job, noteDelivery, strikable } from './deliver.ts';

/** What one webhook still has to get; `held` waits to be overtaken by the next. */
type Line = { tail: Promise<void>; held: Job | undefined };

const deliveryFaults: FaultRule['kind'][] = [
  'deliveryLost',
  'deliveryDoubled',
  'deliveryLate',
  'deliveryReordered',
  'deliverySlow',
];

/** Puts events in line. */
export type DeliveryOrder = {
  /** As a fault may have it. */
  enqueue(job: Job): void;
  /** Behind all others of that webhook, whatever faults there are. */
  append(job: Job): void;
};

/** Nothing is in line yet. */
export function createDeliveryOrder(parts: DeliveryParts): DeliveryOrder {
  const lines = new Map<string, Line>();
  const wait = (delayMs: number) => pause(parts.time, delayMs, parts.signal);
  const lineOf = ({ webhook }: Job): Line => {
    const line = lines.get(webhook.id) ?? { tail: Promise.resolve(), held: undefined };
    lines.set(webhook.id, line);
    return line;
  };
  const addTo = (line: Line, job: Job) => {
    line.tail = line.tail.then(() => deliver(parts, job));
  };
  const slowDown = (line: Line, delayMs: number) => {
    line.tail = line.tail.then(() => wait(delayMs));
  };
  const release = (line: Line) => {
    const { held } = line;
    line.held = undefined;
    if (held !== undefined) addTo(line, held);
  };

  return {
    append: job => addTo(lineOf(job), job),
    enqueue(job) {
      const line = lineOf(job);
      const fault = parts.world.behaviour.hit(deliveryFaults, strikable(job));
      if (fault?.kind === 'deliveryLost') noteDelivery(parts, job, 0, 'lost', null);
      else if (fault?.kind === 'deliveryLate') {
        void wait(fault.delayMs ?? 5_000).then(() => deliver(parts, job));
      } else if (fault?.kind === 'deliveryReordered' && line.held === undefined) {
        line.held = job;
        void wait(fault.delayMs ?? 500).then(() => line.held === job && release(line));
      } else {
        if (fault?.kind === 'deliverySlow') slowDown(line, fault.delayMs ?? 5_000);
        addTo(line, job);
        if (fault?.kind === 'deliveryDoubled') addTo(line, job);
        release(line);
      }
    },
  };
}
