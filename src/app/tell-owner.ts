// The board's owner hears when something of Liaison has not worked for an hour: what is put together for that.
import { boardComments } from '../clickup/calls/board-comments.ts';
import { findPerson } from '../domain/board-view.ts';
import { textsFor } from '../domain/language/texts.ts';
import { cardsInOrder } from '../reconcile/cards-in-order.ts';
import { OwnerWatch } from '../reconcile/owner-watch.ts';
import type { ComposedParts } from './watch-running.ts';

/** Null where nobody is told: no owner, nothing is written, or this process only takes deliveries. */
export function ownerWatchOf(parts: ComposedParts): OwnerWatch | null {
  const { engine, connection, loaded, role, health, clock, log } = parts;
  const { playbook } = loaded;
  if (playbook.people.owner === undefined || playbook.mode === 'observe' || role === 'web') return null;
  const { cache, store } = engine;
  const present = () => cache.present()?.board ?? null;
  return new OwnerWatch({
    checks: async () => (await health.report()).checks,
    comments: boardComments(connection.transport, {
      places: connection.places,
      cardOf: () => (present() ? (cardsInOrder(cache, playbook, clock.now())[0]?.id ?? null) : null),
      clock,
    }),
    owner: () => findPerson(present()?.people ?? [], playbook.people.owner),
    memory: store.memory,
    texts: textsFor(playbook),
    zone: playbook.calendar.zone,
    clock,
    log,
  });
}
