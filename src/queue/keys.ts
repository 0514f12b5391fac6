// How things are named in a store: what belongs to a board carries the workspace's and the board's id, so that boards
// and workspaces may share a store.
import { StoreMisconfigured } from './errors.ts';

/**
 * How things are laid out in a store. Grows with each release whose processes can't work beside those of the one before.
 * The first knew workspaces only.
 */
export const LAYOUT = 2;

/** Whose things are kept: one board of one workspace. */
export type StorePlace = { workspaceId: string; boardId: string };

/** Names of one owner in a store. */
export type StoreKeys = {
  /** In front of every key in Redis; its hash tag keeps them in one slot of a cluster, as BullMQ's scripts need. */
  redisPrefix: string;
  /** The name of a queue in tables, which all owners share. */
  tableQueue(name: string): string;
  /** The owner's rows in the memory's table. */
  memoryOwner: string;
};

/** The names of a board. Throws StoreMisconfigured for an id that can be no part of a key. */
export function keysOfBoard({ workspaceId, boardId }: StorePlace): StoreKeys {
  checkId(workspaceId, 'workspace');
  checkId(boardId, 'board');
  return {
    redisPrefix: `{liaison:${workspaceId}:${boardId}}`,
    tableQueue: name => `liaison.${workspaceId}.${boardId}.${name}`,
    memoryOwner: `${workspaceId}.${boardId}`,
  };
}

/** The names that the release before used, which knew workspaces only. */
export function formerKeysOf({ workspaceId }: Pick<StorePlace, 'workspaceId'>): StoreKeys {
  return {
    redisPrefix: `{liaison:${workspaceId}}`,
    tableQueue: name => `liaison.${workspaceId}.${name}`,
    memoryOwner: workspaceId,
  };
}

/** Where what belongs to no board is kept, for all that use the store. No id of a board or workspace looks like it. */
export const SHARED: Pick<StoreKeys, 'redisPrefix' | 'memoryOwner'> = {
  redisPrefix: '{liaison::shared}',
  memoryOwner: '.shared',
};

function checkId(id: string, what: string): void {
  if (/^[A-Za-z0-9_-]{1,40}$/.test(id)) return;
  throw new StoreMisconfigured(
    `"${id}" is not a ${what} id. Allowed are up to 40 letters, digits, "-" and "_".`,
  );
}
