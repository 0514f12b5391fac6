// A card at work with its team list, and what people do to that list by hand.
import { clientOf } from '../support/simulator-client.ts';
import { READ_LAG_MS, STATUS, startWorld, type WorldOptions } from '../support/world.ts';

export const CARD = 'Orders arrive whole';
const AWAY = ['archived', 'private', 'moved', 'deleted'] as const;
/** What people do to a list, and what the card then says. */
export const SAYS: Record<(typeof AWAY)[number], string> = {
  archived: 'is archived',
  private: 'I do not see the team’s list',
  moved: 'is no longer in the folder',
  deleted: 'was deleted',
};
export type Away = keyof typeof SAYS;

/** Mirrors one card; everything shows in lists by now. */
export async function startStage(options: WorldOptions = {}) {
  const world = await startWorld(options);
  const { company } = world;
  const [person] = world.team().members;
  if (!person) throw new Error('the seed lacks people');
  const client = company.as(person);
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  await world.pass(2 * READ_LAG_MS);
  const [list] = await company.lists();
  if (!list) throw new Error('the list was not made');
  const places = async (body: object): Promise<void> => {
    const { control } = clientOf(world.simulator);
    const answer = await control<{ error?: string }>('places', { place: list.id, ...body });
    if (answer.status !== 200) throw new Error(answer.body.error);
  };
  const everybody = world.simulator.tokens.people.map(({ id }) => id);

  const stage = {
    world,
    card,
    list,
    client,
    person,
    places,
    /** Puts the list where Liaison does not see it. */
    async putAway(how: Away): Promise<void> {
      if (how === 'archived') await places({ archived: true });
      else if (how === 'private') await places({ visibleTo: everybody });
      else if (how === 'moved') await places({ folder: null });
      else await client.ask('DELETE', `/v2/list/${list.id}`);
    },
    async bringBack(how: Away): Promise<void> {
      if (how === 'archived') await places({ archived: false });
      else if (how === 'private') await places({ visibleTo: null });
      else if (how === 'moved') await places({ folder: company.places.folder });
      else await client.control('bin', { restore: list.id });
    },
    /** What the daily read of everything shows, and then looks until nothing is left to do. */
    async reconcileAll(): Promise<void> {
      await world.pass(1_000);
      await world.cache.whole(world.clock.now());
      await world.reconcileUntilDone(card);
    },
    /** Everything that the bot may see or not: each list anywhere, by name. */
    async allLists(): Promise<string[]> {
      const paths = [
        `folder/${company.places.folder}/list?archived=false`,
        `folder/${company.places.folder}/list?archived=true`,
        `space/${company.places.space}/list`,
      ];
      const found = await Promise.all(
        paths.map(path => client.ask<{ lists: { id: string; name: string }[] }>('GET', `/v2/${path}`)),
      );
      return found
        .flatMap(({ body }) => body.lists)
        .filter(({ id, name }) => id !== company.places.board && !['All-hands', 'Absences'].includes(name))
        .map(({ name }) => name)
        .sort();
    },
    /** The status comment on the card. */
    async status(): Promise<string> {
      const comments = await company.comments(card);
      return comments.find(({ comment_text: text }) => text.startsWith(STATUS))?.comment_text ?? '';
    },
    async say(text: string, as = client): Promise<void> {
      await as.ask('POST', `/v2/task/${card}/comment`, { comment_text: text, notify_all: false });
    },
    async deleteStatus(): Promise<void> {
      const comments = await company.comments(card);
      const found = comments.find(({ comment_text: text }) => text.startsWith(STATUS));
      await clientOf(world.simulator).ask('DELETE', `/v2/comment/${found?.id}`);
    },
  };
  return stage;
}
