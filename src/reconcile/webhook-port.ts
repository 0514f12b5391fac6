// The port through which our webhooks are kept: what ClickUp has of them, and the calls that change it.

/** A webhook as ClickUp has it; `secret` signs its deliveries. Null ids: the webhook is not bound to such a place. */
export type WebhookRecord = {
  id: string;
  endpoint: string;
  events: string[];
  secret: string | null;
  health: { status: string; failCount: number } | null;
  taskId: string | null;
  listId: string | null;
  folderId: string | null;
  spaceId: string | null;
};

export type WebhookCalls = {
  /** Those that this token's owner made; nobody sees the others. */
  list(): Promise<WebhookRecord[]>;
  /** Fails with `invalid` if one with this endpoint and place exists, or ClickUp refuses the address. */
  create(webhook: {
    endpoint: string;
    events: string[];
    listId?: string;
    folderId?: string;
  }): Promise<WebhookRecord>;
  /** Sets endpoint and events, and makes a suspended webhook active again; the place stays. */
  revive(webhook: { id: string; endpoint: string; events: string[] }): Promise<WebhookRecord>;
  remove(id: string): Promise<void>;
  /** Whether the list or folder exists and this token may see it. */
  isThere(place: { listId: string } | { folderId: string }): Promise<boolean>;
};

/**
 * Of each place, whether ClickUp tells by itself what happens there: silence then means that nothing did. Elsewhere only
 * asking shows it.
 */
export type Hears = { board: boolean; folder: boolean };

/** For those who only look, and where nothing is delivered. */
export const HEARS_NOTHING: Hears = { board: false, folder: false };

/** Where ClickUp delivers to, below PUBLIC_URL. */
export const ENDPOINT_PATH = '/webhooks/clickup';
