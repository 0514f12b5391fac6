// Registering webhooks. A webhook belongs to the user who made it and to the most specific place given.
import { z } from 'zod';
import { shown } from '../overrides.ts';
import type { Webhook, World } from '../world.ts';
import { ApiError, invalid, missing, unknownId } from './api-error.ts';
import { type Call, checkTeam, ok, type Route, readBody } from './call.ts';

/** All events that ClickUp knows; the simulator never sends those of goals and time tracking. */
const eventNames = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskPriorityUpdated',
  'taskStatusUpdated',
  'taskAssigneeUpdated',
  'taskDueDateUpdated',
  'taskTagUpdated',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
  'taskTimeEstimateUpdated',
  'taskTimeTrackedUpdated',
  'listCreated',
  'listUpdated',
  'listDeleted',
  'folderCreated',
  'folderUpdated',
  'folderDeleted',
  'spaceCreated',
  'spaceUpdated',
  'spaceDeleted',
  'goalCreated',
  'goalUpdated',
  'goalDeleted',
  'keyResultCreated',
  'keyResultUpdated',
  'keyResultDeleted',
];

const Events = z.union([z.literal('*'), z.array(z.string()).min(1)]);
const PlaceId = z.union([z.number().int(), z.string().min(1)]).nullish();

const NewWebhook = z.object({
  endpoint: z.string().min(1),
  events: Events,
  space_id: PlaceId,
  folder_id: PlaceId,
  list_id: PlaceId,
  task_id: PlaceId,
});

function eventList(events: z.infer<typeof Events>): string[] {
  if (events === '*' || events.includes('*')) return eventNames;
  if (events.some(event => !eventNames.includes(event))) throw invalid('events');
  return [...new Set(events)];
}

function checkEndpoint(endpoint: string, isLoopbackAllowed: boolean): void {
  const refusal = new ApiError(400, 'OAUTH_194', 'Specified URL not allowed');
  if (!URL.canParse(endpoint)) throw refusal;
  const { protocol, hostname } = new URL(endpoint);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/u.test(hostname);
  if (isLoopbackAllowed && isLoopback && (protocol === 'http:' || protocol === 'https:')) return;
  if (protocol === 'https:' && !isLoopback && !hostname.endsWith('.invalid')) return;
  // Containers and other machines of one's own network are reached by plain http.
  if (isLoopbackAllowed && protocol === 'http:' && !hostname.endsWith('.invalid')) return;
  throw refusal;
}

function createWebhook(call: Call, isLoopbackAllowed: boolean) {
  checkTeam(call);
  const { world, user } = call;
  const given = readBody(NewWebhook, call.body);
  checkEndpoint(given.endpoint, isLoopbackAllowed);
  const place = {
    taskId: placeId(given.task_id, world.tasks),
    listId: placeId(given.list_id, world.lists),
    folderId: placeId(given.folder_id, world.folders),
    spaceId: placeId(given.space_id, world.spaces),
  };
  const isSame = (other: Webhook) =>
    other.userId === user.id &&
    other.endpoint === given.endpoint &&
    other.taskId === place.taskId &&
    other.listId === place.listId &&
    other.folderId === place.folderId &&
    other.spaceId === place.spaceId;
  if ([...world.webhooks.values()].some(isSame)) {
    throw new ApiError(400, 'OAUTH_171', 'Webhook configuration already exists');
  }
  const webhook: Webhook = {
    id: world.ids.uuid(),
    userId: user.id,
    endpoint: given.endpoint,
    events: eventList(given.events),
    ...place,
    status: 'active',
    failCount: 0,
    secret: world.ids.secret(),
  };
  world.webhooks.set(webhook.id, webhook);
  return ok({ id: webhook.id, webhook: showWebhook(world, webhook) });
}

function placeId(id: number | string | null | undefined, known: ReadonlyMap<string, unknown>) {
  if (id === null || id === undefined) return null;
  if (!known.has(String(id))) throw unknownId();
  return String(id);
}

function showWebhook(world: World, webhook: Webhook) {
  return shown(world, webhook.id, {
    id: webhook.id,
    userid: webhook.userId,
    team_id: Number(world.id),
    endpoint: webhook.endpoint,
    client_id: '',
    events: webhook.events,
    task_id: webhook.taskId,
    list_id: webhook.listId,
    folder_id: webhook.folderId,
    space_id: webhook.spaceId,
    health: { status: webhook.status, fail_count: webhook.failCount },
    secret: webhook.secret,
  });
}

function getWebhooks(call: Call) {
  checkTeam(call);
  const { world, user } = call;
  const own = [...world.webhooks.values()].filter(webhook => webhook.userId === user.id);
  return ok({ webhooks: own.map(webhook => showWebhook(world, webhook)) });
}

const WebhookChange = z.object({
  endpoint: z.string().min(1).optional(),
  events: Events.optional(),
  status: z.enum(['active', 'inactive', 'suspended']).optional(),
});

function webhookOf({ world, user, params }: Call): Webhook {
  const webhook = world.webhooks.get(params['webhook_id'] ?? '');
  if (webhook === undefined || webhook.userId !== user.id) throw unknownId();
  return webhook;
}

function updateWebhook(call: Call, isLoopbackAllowed: boolean) {
  const webhook = webhookOf(call);
  const given = readBody(WebhookChange, call.body);
  if (given.endpoint === undefined && given.events === undefined && given.status === undefined) {
    throw missing('endpoint');
  }
  if (given.endpoint !== undefined) checkEndpoint(given.endpoint, isLoopbackAllowed);
  const events = given.events === undefined ? webhook.events : eventList(given.events);
  webhook.endpoint = given.endpoint ?? webhook.endpoint;
  webhook.events = events;
  if (given.status === 'active') {
    webhook.status = 'active';
    webhook.failCount = 0;
  } else if (given.status !== undefined) webhook.status = 'suspended';
  return ok({ id: webhook.id, webhook: showWebhook(call.world, webhook) });
}

function deleteWebhook(call: Call) {
  call.world.webhooks.delete(webhookOf(call).id);
  return ok({});
}

/** Routes about webhooks. Without `isLoopbackAllowed` endpoints on this machine are refused (OAUTH_194). */
export function webhookRoutes(isLoopbackAllowed: boolean): Route[] {
  return [
    {
      method: 'POST',
      path: '/v2/team/{team_id}/webhook',
      handle: call => createWebhook(call, isLoopbackAllowed),
    },
    { method: 'GET', path: '/v2/team/{team_id}/webhook', handle: getWebhooks },
    {
      method: 'PUT',
      path: '/v2/webhook/{webhook_id}',
      handle: call => updateWebhook(call, isLoopbackAllowed),
    },
    { method: 'DELETE', path: '/v2/webhook/{webhook_id}', handle: deleteWebhook },
  ];
}
