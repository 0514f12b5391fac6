// Which webhooks reach us: proven by what comes, doubted by what ClickUp counts, known to all processes.
import { describe, expect, it } from 'vitest';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { Hearing } from '../../src/webhooks/hearing.ts';
import type { KeptWebhook } from '../../src/webhooks/keep-place.ts';
import { rememberingLog } from '../support/clickup-setting.ts';

const ENDPOINT = 'https://liaison.example.com/webhooks/clickup';
const MINUTE_MS = 60_000;

/** Processes that share a memory, and ClickUp's count of failures for each webhook. */
function setting() {
  const clock = { at: 1_000_000, now: () => clock.at };
  const memory = inProcessMemory(clock);
  const failures = { board: 0, folder: 0 };
  let endpoint = ENDPOINT;
  const webhook = (id: 'board' | 'folder'): KeptWebhook => {
    return { id, endpoint, failures: failures[id], failuresBefore: failures[id] };
  };

  function process(own: Memory = memory) {
    const log = rememberingLog();
    const hearing = new Hearing({ memory: own, clock, log });
    let isFirst = true;
    return {
      arrived: (id: string, at: number) => hearing.arrived(id, at),
      refresh: () => hearing.refresh(),
      places: () => hearing.places(),
      hears: () => hearing.hears(),
      isRecovering: () => hearing.isRecovering(),
      log,
      /** Looks at the webhooks as ClickUp has them, five minutes later. */
      async look() {
        clock.at += 5 * MINUTE_MS;
        const found = { board: webhook('board'), folder: webhook('folder') };
        const answer = await hearing.checked(found, { at: clock.at, isFirst });
        isFirst = false;
        return answer;
      },
      async hear(id: 'board' | 'folder') {
        clock.at += 1_000;
        hearing.arrived(id, clock.at);
        await hearing.caughtUp(0);
      },
      /** A poll that begins now and sees everything. */
      async poll() {
        clock.at += 1_000;
        await hearing.caughtUp(clock.at);
      },
      states: () => Object.values(hearing.places()).map(({ state }) => state),
    };
  }
  return {
    clock,
    memory,
    failures,
    process,
    moveTo(elsewhere: string) {
      endpoint = elsewhere;
    },
  };
}

describe('A place is heard', () => {
  it('once a delivery of its webhook has come, and no sooner', async () => {
    const { process } = setting();
    const liaison = process();
    expect(liaison.states()).toEqual(['missing', 'missing']);
    await liaison.look();
    expect(liaison.states()).toEqual(['unproven', 'unproven']);
    await liaison.hear('board');
    expect(liaison.states()).toEqual(['heard', 'unproven']);
  });

  it('in silence only after everything before the first delivery was asked for', async () => {
    const liaison = setting().process();
    await liaison.look();
    await liaison.poll();
    await liaison.hear('board');
    expect(liaison.hears()).toEqual({ board: false, folder: false });
    await liaison.poll();
    expect(liaison.hears()).toEqual({ board: true, folder: false });
  });

  it('by every process, and after a restart', async () => {
    const { process, clock } = setting();
    const [one, other] = [process(), process()];
    await one.look();
    await other.look();
    await one.hear('board');
    await one.poll();
    clock.at += MINUTE_MS;
    await other.refresh();
    expect(other.hears().board).toBe(true);
    const restarted = process();
    await restarted.look();
    expect(restarted.hears().board).toBe(true);
  });

  it('while deliveries come, whatever else happens to them: a store that was away loses some', async () => {
    const { process, failures } = setting();
    const liaison = process();
    await liaison.look();
    await liaison.hear('board');
    failures.board = 3;
    expect(await liaison.look()).toEqual({ isLoss: true });
    expect(liaison.states()).toEqual(['heard', 'unproven']);
  });

  it('also where the memory is away when it comes: that is made up for', async () => {
    const { process, memory, clock } = setting();
    let isAway = false;
    const shaky: Memory = {
      ...memory,
      readAll: prefix => (isAway ? Promise.reject(new Error('away')) : memory.readAll(prefix)),
    };
    const liaison = process(shaky);
    await liaison.look();
    isAway = true;
    liaison.arrived('board', clock.now());
    expect(liaison.states()).toEqual(['heard', 'unproven']);
    await expect(liaison.look()).rejects.toThrow('away');
    isAway = false;
    await liaison.look();
    expect(process().states()).toEqual(['missing', 'missing']);
    const other = process();
    await other.look();
    expect(other.states()).toEqual(['heard', 'unproven']);
  });
});

describe('A place is deaf', () => {
  it('once ClickUp counts failures and nothing comes, until something does', async () => {
    const { process, failures } = setting();
    const liaison = process();
    await liaison.look();
    failures.board = 2;
    expect(await liaison.look()).toEqual({ isLoss: true });
    expect(liaison.places().board).toMatchObject({ state: 'deaf', lost: 2 });
    failures.board = 5;
    await liaison.look();
    expect(liaison.places().board).toMatchObject({ state: 'deaf', lost: 5 });
    expect(await liaison.look()).toEqual({ isLoss: false });
    expect(liaison.places().board).toMatchObject({ state: 'deaf', lost: 5 });
    expect(liaison.isRecovering()).toBe(false);

    await liaison.hear('board');
    expect(liaison.places().board).toMatchObject({ state: 'heard', lost: 0 });
    expect(liaison.isRecovering()).toBe(true);
    await liaison.poll();
    expect(liaison.isRecovering()).toBe(false);
    expect(liaison.hears().board).toBe(true);
  });

  it('also where it was heard for long, and to every process', async () => {
    const { process, failures, clock } = setting();
    const [one, other] = [process(), process()];
    await one.look();
    await one.hear('folder');
    await one.poll();
    await one.look();
    await other.look();
    failures.folder = 1;
    await one.look();
    clock.at += MINUTE_MS;
    await other.refresh();
    expect(other.states()).toEqual(['unproven', 'deaf']);
    expect(other.hears().folder).toBe(false);
  });

  it('whoever starts anew, and whatever was revived meanwhile', async () => {
    const { process, failures } = setting();
    const former = process();
    await former.look();
    failures.board = 40;
    await former.look();
    // A webhook that is revived begins to count from nothing.
    failures.board = 0;
    const restarted = process();
    await restarted.look();
    expect(restarted.places().board).toMatchObject({ state: 'deaf', lost: 40 });
  });
});

describe('A place is unproven', () => {
  it('where deliveries were lost before this process was there to listen', async () => {
    const { process, failures } = setting();
    const former = process();
    await former.look();
    await former.hear('board');
    await former.look();
    failures.board = 7;
    const restarted = process();
    expect(await restarted.look()).toEqual({ isLoss: true });
    expect(restarted.places().board).toMatchObject({ state: 'unproven', lost: 7 });
    failures.board = 8;
    await restarted.look();
    expect(restarted.places().board).toMatchObject({ state: 'deaf', lost: 8 });
  });

  it('where its webhook delivers to another address by now', async () => {
    const { process, moveTo } = setting();
    const former = process();
    await former.look();
    await former.hear('board');
    moveTo('https://new.example.com/webhooks/clickup');
    const moved = process();
    await moved.look();
    expect(moved.states()).toEqual(['unproven', 'unproven']);
    await moved.hear('board');
    expect(moved.states()).toEqual(['heard', 'unproven']);
  });

  it('once deafness is long over, where deliveries are lost while nobody listens', async () => {
    const { process, failures } = setting();
    const former = process();
    await former.look();
    failures.board = 2;
    await former.look();
    failures.board = 0;
    await former.hear('board');
    await former.poll();
    await former.look();
    await former.hear('board');
    await former.look();
    failures.board = 1;
    const restarted = process();
    await restarted.look();
    expect(restarted.places().board).toMatchObject({ state: 'unproven', lost: 1 });
  });
});

it('costs the memory one note a minute, however much arrives', async () => {
  const { process, memory, clock } = setting();
  let written = 0;
  const counting: Memory = {
    ...memory,
    write: (key, value, ttlMs) => {
      written++;
      return memory.write(key, value, ttlMs);
    },
  };
  const liaison = process(counting);
  await liaison.look();
  written = 0;
  for (let nth = 0; nth < 1_000; nth++) {
    liaison.arrived('board', clock.now());
    clock.at += 100;
    await Promise.resolve();
  }
  await liaison.refresh();
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThanOrEqual(3);
});
