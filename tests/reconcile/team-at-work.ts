// A card at work, with one of its team who changes things in its list.
import { startWorld } from '../support/world.ts';

/** Everything that the playbook wants is made. */
export async function teamAtWork(playbook: Record<string, unknown>) {
  const world = await startWorld({ playbook });
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  const [person] = world.team().members;
  if (!person) throw new Error('nobody');
  return { world, card, person, client: world.company.as(person) };
}
