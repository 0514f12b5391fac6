// A ClickUp whose answers can be held back, so that something else happens meanwhile.
import type { ClickUp } from '../../src/reconcile/ports.ts';
import type { World } from '../support/world.ts';

/** The world's ClickUp, whose answers to `name` arrive only once the gate is open. */
export function heldBack(world: World, ...names: ('readCards' | 'readItems' | 'readLists')[]) {
  let open = (): void => {};
  let arrive = (): void => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  /** Resolves once an answer is being held back. */
  const arrived = new Promise<void>(resolve => {
    arrive = resolve;
  });
  const hold = async <T>(name: (typeof names)[number], answer: Promise<T>): Promise<T> => {
    const value = await answer;
    if (!names.includes(name)) return value;
    arrive();
    await opened;
    return value;
  };
  const { clickUp } = world;
  const slow: ClickUp = {
    ...clickUp,
    readCards: since => hold('readCards', clickUp.readCards(since)),
    readItems: since => hold('readItems', clickUp.readItems(since)),
    readLists: () => hold('readLists', clickUp.readLists()),
  };
  return { clickUp: slow, open, arrived };
}
