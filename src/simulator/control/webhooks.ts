// Webhooks as they are after troubles that take long to bring about: failing, suspended, with another secret.
import type { Hono } from 'hono';
import { z } from 'zod';
import type { World } from '../world.ts';
import { ControlRefused, read } from './body.ts';

const WebhookRequest = z.strictObject({
  webhook: z.string().min(1),
  status: z.enum(['active', 'failing', 'suspended']).optional(),
  failCount: z.number().int().min(0).max(100).optional(),
  newSecret: z.literal(true).optional(),
});

/** Adds POST /webhooks. */
export function addWebhookChanges(app: Hono, world: () => World): void {
  app.post('/webhooks', async c => {
    const given = await read(WebhookRequest, c);
    const webhook = world().webhooks.get(given.webhook);
    if (webhook === undefined) throw new ControlRefused(`${given.webhook} is no webhook.`);
    webhook.status = given.status ?? webhook.status;
    webhook.failCount = given.failCount ?? webhook.failCount;
    if (given.newSecret === true) webhook.secret = world().ids.secret();
    return c.json(given);
  });
}
