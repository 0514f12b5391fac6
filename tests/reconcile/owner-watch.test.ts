// Who tells the owner, whatever becomes of the memory: with comments in memory and a clock that is moved by hand.
import { expect, it } from 'vitest';
import type { plainText } from '../../src/domain/language/rich-text.ts';
import { textsFor } from '../../src/domain/language/texts.ts';
import { forgetfulMemory } from '../../src/queries/forgetful-memory.ts';
import { ownComment } from '../../src/reconcile/comments/own-comment.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { OwnerWatch } from '../../src/reconcile/owner-watch.ts';
import { ClickUpFailure } from '../../src/reconcile/ports.ts';
import { examplePlaybook, rememberingLog } from '../support/clickup-setting.ts';

const MINUTE_MS = 60_000;
const OWNER = { id: 7, name: 'Ada', email: 'ada@example.com' };

function stage() {
  let now = Date.UTC(2027, 0, 15, 9);
  const clock = { now: () => now };
  const board = { comments: [] as ReturnType<typeof ownComment>[], reads: 0, lagMs: 0 };
  const wrong = new Set<string>();
  const memory = { now: forgetfulMemory(clock) };
  const comments = {
    async read() {
      board.reads += 1;
      return board.comments.filter(({ at }) => now - at >= board.lagMs);
    },
    async write(text: Parameters<typeof plainText>[0]) {
      const id = `c${board.comments.length + 1}`;
      board.comments.unshift(ownComment(id, now, text));
      return { id };
    },
    async close(id: string, text: Parameters<typeof plainText>[0]) {
      if (!board.comments.some(comment => comment.id === id)) throw new ClickUpFailure('gone', 'deleted');
      board.comments = board.comments.map(comment =>
        comment.id === id ? { ...ownComment(id, comment.at, text), isResolved: true } : comment,
      );
    },
  };
  const process = (own: Memory = memory.now) =>
    new OwnerWatch({
      checks: async () => ({
        webhooks: { ok: !wrong.has('webhooks') },
        sweep: { ok: !wrong.has('sweep') },
        store: { ok: !wrong.has('store') },
        clickup: { ok: false },
        owner: { ok: false },
        'daily-limit': { ok: false },
        'list-answers': { ok: !wrong.has('list-answers') },
      }),
      comments,
      owner: () => OWNER,
      memory: own,
      texts: textsFor(examplePlaybook()),
      zone: 'Europe/Berlin',
      clock,
      log: rememberingLog(),
    });
  return {
    board,
    wrong,
    memory,
    clock,
    process,
    /** Lets every process look each minute. */
    async pass(minutes: number, ...processes: OwnerWatch[]) {
      for (let minute = 0; minute < minutes; minute++) {
        now += MINUTE_MS;
        await Promise.all(processes.map(each => each.check()));
      }
    },
    first: () => board.comments.map(({ text }) => text.split('\n')[0]),
  };
}

it('what does not work at the same time is one comment, whoever of several processes tells it', async () => {
  const { wrong, process, pass, first, board } = stage();
  const [one, other] = [process(), process()];
  for (const name of ['webhooks', 'sweep']) wrong.add(name);
  await pass(60, one, other);
  expect(first()).toEqual([]);
  await pass(30, one, other);
  expect(first()).toEqual(['Liaison has trouble: webhooks, sweep']);
  expect(board.comments[0]?.text).toContain('Ada, since');
  // All that waits for is that all of it is well again.
  wrong.delete('sweep');
  await pass(30, one, other);
  expect(first()).toEqual(['Liaison has trouble: webhooks, sweep']);
  wrong.delete('webhooks');
  await pass(10, one, other);
  expect(first()).toEqual(['Liaison works again: webhooks, sweep']);
});

it('what another process has told just now is not told again, though ClickUp does not show it yet', async () => {
  const { wrong, process, pass, first, board, memory } = stage();
  let goOn = (): void => undefined;
  const held = new Promise<void>(resolve => {
    goOn = resolve;
  });
  const slow: Memory = {
    ...memory.now,
    async readAll(prefix) {
      const found = await memory.now.readAll(prefix);
      await held;
      return found;
    },
  };
  const [one, other] = [process(), process(slow)];
  board.lagMs = 2 * MINUTE_MS;
  wrong.add('sweep');
  await pass(60, one);
  const late = pass(1, other);
  await one.check();
  goOn();
  await late;
  await pass(30, one, other);
  expect(first()).toEqual(['Liaison has trouble: sweep']);
});

it('what comes and goes within minutes is one trouble, and what is well before an hour is none', async () => {
  const { wrong, process, pass, first, board } = stage();
  const watch = process();
  for (let times = 0; times < 9; times++) {
    wrong.add('sweep');
    await pass(5, watch);
    wrong.delete('sweep');
    await pass(3, watch);
  }
  expect(first()).toEqual(['Liaison has trouble: sweep']);
  board.comments = [];
  await pass(10, watch);
  wrong.add('sweep');
  await pass(50, watch);
  wrong.delete('sweep');
  await pass(90, watch);
  expect(first()).toEqual([]);
});

it('a memory that is lost says nothing twice, and leaves nothing open', async () => {
  const { wrong, process, pass, first, clock } = stage();
  const watch = process();
  wrong.add('webhooks');
  await pass(70, watch);
  const anew = process(forgetfulMemory(clock));
  await pass(90, anew);
  expect(first()).toEqual(['Liaison has trouble: webhooks']);
  wrong.delete('webhooks');
  const last = process(forgetfulMemory(clock));
  await pass(20, last);
  expect(first()).toEqual(['Liaison works again: webhooks']);
});

it('a store that is away is told as well, once', async () => {
  const { wrong, process, pass, first } = stage();
  const away = () => Promise.reject(new Error('no store'));
  const none = {
    readAll: away,
    read: away,
    write: away,
    writeAll: away,
    writeIfAbsent: away,
    writeIfUnchanged: away,
    remove: away,
    readLast: away,
    keepLast: away,
  };
  const watch = process(none);
  wrong.add('store');
  await pass(120, watch);
  expect(first()).toEqual(['Liaison has trouble: store']);
  wrong.delete('store');
  await pass(10, watch);
  expect(first()).toEqual(['Liaison works again: store']);
});

it('asks ClickUp for nothing while all is well, but once for what may be left of before', async () => {
  const { process, pass, board } = stage();
  await pass(300, process());
  expect(board.reads).toBe(1);
});

it('cards that wait for an answer are told as well; a limit of the company’s own is not', async () => {
  const { wrong, process, pass, first, board } = stage();
  wrong.add('list-answers');
  await pass(70, process());
  expect(first()).toEqual(['Liaison has trouble: list-answers']);
  expect(board.comments[0]?.text).toContain('/newlist');
});
