// An undo whose process is killed before or after every single write of it, to the store and to ClickUp: one word, one deed.
import { describe, expect, it } from 'vitest';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import type { ReconcileDeps } from '../../src/reconcile/reconcile-deps.ts';
import { sampleOf, times } from '../support/scale.ts';
import { startWorld, type World } from '../support/world.ts';

const RULES = {
  'team-size': { min: 1, max: 3, enforce: 'revert' },
  'supporter-eligible': { enforce: 'revert' },
  'supporter-present': { enforce: 'revert' },
};
const TAKEN_BACK = /^Liaison took a change back/;
const READS = /^(read|card|list)/;

class Killed extends Error {}

type Kill = { what: string; when: 'before' | 'after' };

/** A write by its name, such as `memory.write undoing`, and how often it was done before. */
function nameOf(call: string, [first]: readonly unknown[], begun: readonly string[]): string {
  const entries = Array.isArray(first) ? (first as (string | { key: string })[]) : [];
  const keys =
    typeof first === 'string' ? [first] : entries.map(one => (typeof one === 'string' ? one : one.key));
  const of = call.startsWith('memory.') ? ` ${keys.map(key => key.split(':')[2] ?? key).join('+')}` : '';
  const name = `${call}${of}`;
  return `${name} #${begun.filter(other => other.startsWith(`${name} #`)).length + 1}`;
}

/** A process that is killed before or after one of its writes; it names those that it began. */
function mortal({ memory, clickUp, ...deps }: ReconcileDeps, kill: Kill | null) {
  const begun: string[] = [];
  const dying = <T extends object>(target: T, of: string): T =>
    new Proxy(target, {
      get(object, name) {
        const call: unknown = Reflect.get(object, name);
        if (typeof call !== 'function' || READS.test(String(name))) return call;
        return async (...given: unknown[]): Promise<unknown> => {
          const what = nameOf(`${of}.${String(name)}`, given, begun);
          begun.push(what);
          if (kill?.what === what && kill.when === 'before') throw new Killed();
          const done: unknown = await Reflect.apply(call, object, given);
          if (kill?.what === what) throw new Killed();
          return done;
        };
      },
    });
  const mortalDeps: ReconcileDeps = {
    ...deps,
    memory: dying<Memory>(memory, 'memory'),
    clickUp: dying<ClickUp>(clickUp, 'clickUp'),
  };
  return { deps: mortalDeps, begun };
}

/** What the bot changed on the card itself so far, other than by comments. */
async function deedsOn({ simulator }: World, card: string): Promise<number> {
  const answer = await fetch(`${simulator.url}/__sim/log`);
  type Entry = { user: number | null; method: string; path: string; status: number };
  const { requests } = (await answer.json()) as { requests: Entry[] };
  const isDeed = ({ user, method, path, status }: Entry) =>
    user === simulator.tokens.bot.id &&
    method !== 'GET' &&
    status < 300 &&
    new RegExp(`/task/${card}(/field/[^/]+)?$`).test(path);
  return requests.filter(isDeed).length;
}

type Act = (world: World, card: string) => Promise<Parameters<World['reported']>[1]>;

const ACTS: Record<string, { act: Act; deed: string }> = {
  'a fourth member': {
    deed: 'clickUp.takeOff #1',
    async act(world, card) {
      const joiner = world.team(4).members[3];
      if (!joiner) throw new Error('the seed lacks people');
      await world.company.join(card, joiner);
      return { kind: 'joined', person: { id: joiner.id, name: joiner.username } };
    },
  },
  'a supporter outside the pool': {
    deed: 'clickUp.changeSupporters #1',
    async act(world, card) {
      const { supporter, members } = world.team(4);
      await world.company.setSupporter(card, members.slice(3), [supporter]);
      return { kind: 'supporter' };
    },
  },
};

describe.each(Object.entries(ACTS))('an undo of %s', (_what, { act, deed }) => {
  it('is explained once and done once, wherever the process is killed', async () => {
    const world = await startWorld({ hearsWebhooks: true, playbook: { rules: RULES } });
    /** One undo on a card of its own; answers with the writes of the process that was killed, and whether it was. */
    const undo = async (kill: Kill | null) => {
      const card = await world.cardInProgress(`${kill?.when} ${kill?.what}`);
      await world.reconcileUntilDone(card);
      const before = await shapeOf(world, card);
      await world.reported(card, await act(world, card), world.team(4).members[3]?.id);
      const { deps, begun } = mortal(world.deps(), kill);
      const run = { requestedAt: world.clock.now(), checkLock: async () => {} };
      const isKilled = await reconcile(deps, card, run).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      world.restart();
      await world.reconcileUntilDone(card);
      await world.reconcileUntilDone(card);
      const explanations = (await world.headlines(card)).filter(line => TAKEN_BACK.test(line));
      const found = { explanations: explanations.length, deeds: await deedsOn(world, card) };
      expect({ ...kill, ...found }).toEqual({ ...kill, explanations: 1, deeds: 1 });
      expect(await shapeOf(world, card)).toEqual(before);
      return { begun, isKilled };
    };
    const killed: string[] = [];
    const decisive = [
      'memory.writeAll acted+undoing #1',
      'clickUp.createComment #1',
      deed,
      'memory.write used #1',
    ];
    const { begun } = await undo(null);
    for (const what of new Set([...decisive, ...sampleOf(begun, 9)])) {
      for (const when of ['before', 'after'] as const) {
        if ((await undo({ what, when })).isKilled) killed.push(`${when} ${what}`);
      }
    }
    for (const what of decisive) {
      expect(killed).toEqual(expect.arrayContaining([`before ${what}`, `after ${what}`]));
    }
    expect(killed.length).toBeGreaterThan(times({ sample: 8, long: 30 }));
  }, 300_000);
});

async function shapeOf({ company }: World, card: string) {
  const {
    assignees,
    custom_fields: fields,
    status,
  } = (await company.card(card)) as unknown as {
    assignees: { id: number }[];
    custom_fields: { name: string; value?: unknown }[];
    status: { status: string };
  };
  const supporters = fields.find(({ name }) => name === 'Supporter')?.value as { id: number }[] | undefined;
  return {
    status: status.status,
    team: assignees.map(({ id }) => id).sort((one, other) => one - other),
    supporters: supporters?.map(({ id }) => id),
  };
}
