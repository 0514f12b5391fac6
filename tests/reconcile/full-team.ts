// Somebody too many on a team, as the first thing of a story about taking back.
import { startWorld } from '../support/world.ts';

export const RULES = { 'team-size': { min: 1, max: 3, enforce: 'revert' } };

/** A settled card of three, as many as are allowed, with a fourth who has just joined `at`, and a delivery that tells of it. */
export async function joinedFullTeam() {
  const world = await startWorld({ hearsWebhooks: true, playbook: { rules: RULES } });
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  const [leaver, , , joiner] = world.team(4).members;
  if (!leaver || !joiner) throw new Error('the seed lacks people');
  await world.company.join(card, joiner);
  const person = { id: joiner.id, name: joiner.username };
  const at = await world.reported(card, { kind: 'joined', person }, joiner.id);
  return { world, card, leaver, joiner, at };
}
