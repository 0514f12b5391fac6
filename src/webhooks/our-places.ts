// The two places at which Liaison has a webhook each: the board, and the folder of team lists.
import type { Hears, WebhookRecord } from '../reconcile/webhook-port.ts';
import { EVENTS } from './webhook.ts';

/** Which of our places. */
export type PlaceKind = keyof Hears;

/** A place with what a webhook there is made of, and how one is known. */
export type OurPlace = {
  kind: PlaceKind;
  name: string;
  key: { listId: string } | { folderId: string };
  events: readonly string[];
  isAt(webhook: WebhookRecord): boolean;
};

/** What people call each place. */
export const PLACE_NAMES: Record<PlaceKind, string> = {
  board: 'the board',
  folder: 'the folder of team lists',
};

/** Both places of a board. */
export function placesOf({ boardId, folderId }: { boardId: string; folderId: string }): OurPlace[] {
  return [
    {
      kind: 'board',
      name: PLACE_NAMES.board,
      key: { listId: boardId },
      events: EVENTS.board,
      isAt: webhook => webhook.taskId === null && webhook.listId === boardId,
    },
    {
      kind: 'folder',
      name: PLACE_NAMES.folder,
      key: { folderId },
      events: EVENTS.folder,
      isAt: webhook => webhook.taskId === null && webhook.listId === null && webhook.folderId === folderId,
    },
  ];
}
