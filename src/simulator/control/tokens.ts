// The tokens of a workspace.
import type { Tokens } from '../tokens.ts';
import type { World } from '../world.ts';

/** The tokens of a workspace; `people` leaves the bot out. */
export function tokensOf(world: World): Tokens {
  const all = [...world.people.values()];
  const bot = all.find(person => person.isBot);
  if (bot === undefined) throw new Error(`The company "${world.name}" has no bot user.`);
  const groups = [...world.groups.values()];
  return {
    bot: { id: bot.id, username: bot.username, token: bot.token },
    people: all
      .filter(person => !person.isBot)
      .map(({ id, username, email, token }) => ({
        id,
        username,
        email,
        groups: groups.filter(group => group.memberIds.includes(id)).map(group => group.name),
        token,
      })),
  };
}
