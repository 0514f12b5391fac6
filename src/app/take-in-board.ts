// The board of a process that only takes deliveries: it reads none, and has what the others left in the store.
import type { Engine } from './engine.ts';
import type { Role } from './role.ts';

/** Before the board is shown or counted: takes in what is newer in the store. Rejects as the store does. */
export async function takeInBoard({ cache }: Pick<Engine, 'cache'>, role: Role): Promise<void> {
  if (role === 'web') await cache.adoptNewer();
}
