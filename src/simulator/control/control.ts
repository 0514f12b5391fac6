// The simulator's own endpoints under /__sim: tokens, counters, log, reset, faults, clock. They are not
// part of ClickUp and never count as requests.
import { Hono } from 'hono';
import { z } from 'zod';
import { FaultSettings } from '../behaviour.ts';
import type { Traffic } from '../traffic.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import type { World } from '../world.ts';
import { ControlRefused, read } from './body.ts';
import { addFieldChanges } from './fields.ts';
import { addOverrides } from './overrides.ts';
import { addTaskMoves } from './tasks.ts';
import { tokensOf } from './tokens.ts';
import { addWebhookChanges } from './webhooks.ts';
import { addWorkspaceChanges } from './workspace-changes.ts';

/** What the control endpoints act on. `reset` throws an Error with a sentence for an unusable seed. */
export type ControlParts = {
  world: () => World;
  deliveries: () => Deliveries | undefined;
  traffic: Traffic;
  reset: (seed: string | undefined) => void;
};

const ResetRequest = z.strictObject({ seed: z.string().optional() });

const AgainRequest = z.strictObject({ again: z.number().int().min(1) });

const ClockRequest = z.strictObject({
  now: z
    .union([z.number().int(), z.iso.datetime({ offset: true }), z.iso.date()])
    .transform(value => (typeof value === 'number' ? value : Date.parse(value)))
    .optional(),
  advanceMs: z.number().int().optional(),
  frozen: z.boolean().optional(),
});

// An empty list of rules is a way to say: none. A union would hide what is wrong with anything else.
const FaultRequest = z.preprocess(
  given => (Array.isArray(given) && given.length === 0 ? {} : given),
  FaultSettings,
);

/** Makes the app for everything under /__sim. */
export function createControl({ world, deliveries, traffic, reset }: ControlParts): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof ControlRefused) return c.json({ error: error.message }, 400);
    throw error;
  });
  app.use(async (c, next) => {
    await next();
    if (c.req.method !== 'GET') world().revision += 1;
  });
  app.get('/tokens', c => c.json(tokensOf(world())));
  app.get('/log', c => c.json(traffic.log()));
  app.get('/stats', c => {
    const user = c.req.query('user');
    if (user === undefined) return c.json(traffic.stats());
    if (/^\d+$/u.test(user)) return c.json(traffic.stats(Number(user)));
    throw new ControlRefused(`user=${user} is not a user id; give the digits that /__sim/tokens shows.`);
  });
  app.post('/reset-stats', c => {
    traffic.reset();
    return c.json({});
  });
  app.get('/clock', c => c.json({ now: world().clock.now() }));
  app.get('/faults', c => c.json(world().behaviour.describe()));
  app.post('/reset', async c => {
    const { seed } = await read(ResetRequest, c);
    try {
      reset(seed);
    } catch (error) {
      throw new ControlRefused(error instanceof Error ? error.message : String(error));
    }
    return c.json({ workspace: world().id, seed: world().seed });
  });
  app.post('/faults', async c => {
    const given = await read(FaultRequest, c);
    world().behaviour.apply(given);
    return c.json(world().behaviour.describe());
  });
  app.post('/clock', async c => {
    const given = await read(ClockRequest, c);
    const { clock } = world();
    if (given.frozen !== undefined) clock.freeze(given.frozen);
    if (given.now !== undefined) clock.set(given.now);
    if (given.advanceMs !== undefined) clock.set(clock.now() + given.advanceMs);
    return c.json({ now: clock.now() });
  });
  app.get('/deliveries', c => c.json({ deliveries: deliveries()?.sent() ?? [] }));
  app.post('/deliveries', async c => {
    const given = await read(AgainRequest, c);
    if (deliveries()?.again(given.again) === true) return c.json(given);
    throw new ControlRefused(
      `Event ${given.again} can't be sent again: it is not among those that GET /__sim/deliveries shows, or its webhook is deleted or suspended.`,
    );
  });
  addWorkspaceChanges(app, world);
  addTaskMoves(app, world);
  addFieldChanges(app, world);
  addWebhookChanges(app, world);
  addOverrides(app, world);
  app.all('*', c =>
    c.json(
      {
        error: `${c.req.method} ${c.req.path} is no control endpoint. There are GET tokens, stats, log, clock, faults, odd, deliveries and POST reset, reset-stats, faults, clock, deliveries, people, places, statuses, fields, tasks, bin, webhooks, odd.`,
      },
      404,
    ),
  );
  return app;
}
