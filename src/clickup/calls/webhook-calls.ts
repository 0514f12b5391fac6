// ClickUp's webhook endpoints in plain vendor words. Who registers what, and when, is decided elsewhere.
import { ClickUpFailure } from '../../reconcile/ports.ts';
import type { WebhookCalls, WebhookRecord } from '../../reconcile/webhook-port.ts';
import type { Transport } from '../http/transport.ts';
import type { Places } from '../places/places.ts';
import { Nothing, OneWebhook, WebhookAnswer, Webhooks } from '../schemas.ts';

/** Makes the calls for the workspace of `places`. Every failure is a `ClickUpFailure`. */
export function createWebhookCalls(transport: Transport, places: Pick<Places, 'workspaceId'>): WebhookCalls {
  const path = `/team/${places.workspaceId}/webhook`;
  return {
    async list() {
      const doing = `reading our webhooks in workspace ${places.workspaceId}`;
      const { webhooks } = await transport.request({ method: 'GET', path, answer: Webhooks, doing });
      // One that can't be read can be neither mended nor removed.
      return webhooks.flatMap(raw => WebhookAnswer.safeParse(raw).data ?? []).map(recordOf);
    },

    async create({ endpoint, events, listId, folderId }) {
      const place = {
        ...(listId === undefined ? {} : { list_id: Number(listId) }),
        ...(folderId === undefined ? {} : { folder_id: Number(folderId) }),
      };
      const { webhook } = await transport.request({
        method: 'POST',
        path,
        body: { endpoint, events, ...place },
        answer: OneWebhook,
        doing: `registering a webhook in workspace ${places.workspaceId}`,
      });
      return recordOf(webhook);
    },

    async revive({ id, endpoint, events }) {
      const { webhook } = await transport.request({
        method: 'PUT',
        path: `/webhook/${id}`,
        // The vendor's description types events as text; an array is what works.
        body: { endpoint, events, status: 'active' },
        answer: OneWebhook,
        doing: `reviving webhook ${id}`,
      });
      return recordOf(webhook);
    },

    async remove(id) {
      const doing = `removing webhook ${id}`;
      await transport.request({ method: 'DELETE', path: `/webhook/${id}`, answer: Nothing, doing });
    },

    async isThere(place) {
      const [path, shown] =
        'listId' in place
          ? [`/list/${place.listId}`, `list ${place.listId}`]
          : [`/folder/${place.folderId}`, `folder ${place.folderId}`];
      try {
        const doing = `looking whether ${shown} is still there`;
        await transport.request({ method: 'GET', path, answer: Nothing, doing });
        return true;
      } catch (error) {
        if (error instanceof ClickUpFailure && error.kind === 'gone') return false;
        throw error;
      }
    },
  };
}

function recordOf(webhook: WebhookAnswer): WebhookRecord {
  const { id, endpoint, events, secret, health } = webhook;
  return {
    id,
    endpoint,
    events,
    secret: secret ?? null,
    health: health ? { status: health.status, failCount: health.fail_count ?? 0 } : null,
    taskId: webhook.task_id,
    listId: webhook.list_id,
    folderId: webhook.folder_id,
    spaceId: webhook.space_id,
  };
}
