// The simulator's own endpoints under /__sim: tokens, counters, log, reset, faults, clock. They are not
// part of ClickUp and never count as requests.
import { Hono } from 'hono';
import { z } from 'zod';
import { FaultSettings } from './behaviour.ts';
import type { Traffic } from './traffic.ts';
import type { World } from './world.ts';

/** Whose tokens can be used, as GET /__sim/tokens answers it. */
export type Tokens = {
  bot: { id: number; username: string; token: string };
  people: { id: number; username: string; email: string; groups: string[]; token: string }[];
};

/** What the control endpoints act on. `reset` throws an Error with a sentence for an unusable seed. */
export type ControlParts = {
  world: () => World;
  traffic: Traffic;
  reset: (seed: string | undefined) => void;
};

/** The tokens of a workspace; `people` leaves the bot out. */
export function tokensOf(world: World): Tokens {
  const all = [...world.people.values()];
  const bot = all.find(person => person.isBot);
  if (bot === undefined) throw new Error(`Seed "${world.seed}" has no bot user.`);
  const groups = [...world.groups.values()];
  return {
    bot: { id: bot.id, username: bot.username, token: bot.token },
    people: all
      .filter(person => !person.isBot)
      .map(({ id, username, email, token }) => ({
        id,
        username,
        email,
        groups: groups.filter(group => group.memberIds.includes(id)).map(group => group.name),
        token,
      })),
  };
}

const ResetRequest = z.strictObject({ seed: z.string().optional() });

const ClockRequest = z.strictObject({
  now: z
    .union([z.number().int(), z.iso.datetime({ offset: true }), z.iso.date()])
    .transform(value => (typeof value === 'number' ? value : Date.parse(value)))
    .optional(),
  advanceMs: z.number().int().optional(),
  frozen: z.boolean().optional(),
});

const SeatRequest = z.strictObject({
  user: z.number().int(),
  seat: z.enum(['active', 'disabled', 'removed']),
});

const PlaceRequest = z.strictObject({
  place: z.string().min(1),
  visibleTo: z.array(z.number().int()).nullable(),
});

// An empty list of rules is a way to say: none. A union would hide what is wrong with anything else.
const FaultRequest = z.preprocess(
  given => (Array.isArray(given) && given.length === 0 ? {} : given),
  FaultSettings,
);

const FieldRequest = z.strictObject({ list: z.string(), name: z.string().min(1), type: z.string().min(1) });

/** Makes the app for everything under /__sim. */
export function createControl({ world, traffic, reset }: ControlParts): Hono {
  const app = new Hono();
  app.get('/tokens', c => c.json(tokensOf(world())));
  app.get('/log', c => c.json(traffic.log()));
  app.get('/stats', c => {
    const user = c.req.query('user');
    if (user === undefined) return c.json(traffic.stats());
    if (/^\d+$/u.test(user)) return c.json(traffic.stats(Number(user)));
    return c.json({ error: `user=${user} is not a user id; give the digits that /__sim/tokens shows.` }, 400);
  });
  app.post('/reset-stats', c => {
    traffic.reset();
    return c.json({});
  });
  app.get('/clock', c => c.json({ now: world().clock.now() }));
  app.get('/faults', c => c.json(world().behaviour.describe()));
  app.post('/reset', async c => {
    const given = await read(ResetRequest, c.req.text());
    if (typeof given === 'string') return c.json({ error: given }, 400);
    try {
      reset(given.seed);
    } catch (error) {
      return c.json({ error: error instanceof Error ? error.message : String(error) }, 400);
    }
    return c.json({ workspace: world().id, seed: world().seed });
  });
  app.post('/faults', async c => {
    const given = await read(FaultRequest, c.req.text());
    if (typeof given === 'string') return c.json({ error: given }, 400);
    world().behaviour.apply(given);
    return c.json(world().behaviour.describe());
  });
  app.post('/clock', async c => {
    const given = await read(ClockRequest, c.req.text());
    if (typeof given === 'string') return c.json({ error: given }, 400);
    const { clock } = world();
    if (given.frozen !== undefined) clock.freeze(given.frozen);
    if (given.now !== undefined) clock.set(given.now);
    if (given.advanceMs !== undefined) clock.set(clock.now() + given.advanceMs);
    return c.json({ now: clock.now() });
  });
  app.post('/people', async c => {
    const given = await read(SeatRequest, c.req.text());
    if (typeof given === 'string') return c.json({ error: given }, 400);
    const { people, seats } = world();
    if (!people.has(given.user)) return c.json({ error: `There is no user ${given.user}.` }, 400);
    if (given.seat === 'active') seats.delete(given.user);
    else seats.set(given.user, given.seat);
    return c.json(given);
  });
  app.post('/places', async c => {
    const given = await read(PlaceRequest, c.req.text());
    if (typeof given === 'string') return c.json({ error: given }, 400);
    const { spaces, folders, lists, privatePlaces } = world();
    const { place, visibleTo } = given;
    if (!spaces.has(place) && !folders.has(place) && !lists.has(place)) {
      return c.json({ error: `${place} is no space, folder or list.` }, 400);
    }
    if (visibleTo === null) privatePlaces.delete(place);
    else privatePlaces.set(place, new Set(visibleTo));
    return c.json(given);
  });
  app.post('/fields', async c => {
    const given = await read(FieldRequest, c.req.text());
    if (typeof given === 'string') return c.json({ error: given }, 400);
    const { list: placeId, name, type } = given;
    const { lists, fields, ids, clock, people } = world();
    if (!lists.has(placeId)) return c.json({ error: `${placeId} is no list.` }, 400);
    const [creatorId = 0] = people.keys();
    const id = ids.uuid();
    fields.set(id, { id, name, type, config: {}, placeId, createdAt: clock.now(), creatorId });
    return c.json({ id, ...given });
  });
  app.all('*', c =>
    c.json(
      {
        error: `${c.req.method} ${c.req.path} is no control endpoint. There are GET tokens, stats, log, clock, faults and POST reset, reset-stats, faults, clock, people, places, fields.`,
      },
      404,
    ),
  );
  return app;
}

// The parsed body, or a sentence about what is wrong with it.
async function read<T extends object>(schema: z.ZodType<T>, body: Promise<string>): Promise<T | string> {
  const text = await body;
  let json: unknown = {};
  try {
    if (text.trim() !== '') json = JSON.parse(text);
  } catch {
    return 'The body is not JSON.';
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  return `The body can't be used: ${z.prettifyError(result.error).replaceAll(/\s*\n\s*/gu, ' ')}`;
}
