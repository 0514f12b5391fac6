// What every effect works with: the outside, what is known of the card, and its team list as it is by now.

import type { Log } from '../../base/log.ts';
import type { CompanyTexts } from '../../domain/language/texts.ts';
import { type ObservedTeamList, observeTeamList } from '../../domain/mirror/team-list.ts';
import type { Board, Card, Observation, WorkItem } from '../../domain/observation.ts';
import { CommentWriter } from '../comments/write-comments.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import { RequeueAfter } from '../requeue-after.ts';
import { afterActing } from '../team-list/find-list.ts';
import { itemMaker, type MakeItem } from './create-item.ts';
import { type CreateOnceDeps, type Creation, createOnce } from './create-once.ts';

export type ActDeps = ObserveDeps & CreateOnceDeps & { log: Log; texts: CompanyTexts };

export type ActContext = {
  deps: ActDeps;
  observation: Observation;
  card: Card;
  known: CardMemory;
  comments: CommentWriter;
  /** The board as the cache has it by now. */
  board(): Board;
  /** The team list with what was made of it since it was observed. */
  team(): ObservedTeamList;
  /** Throws RequeueAfter where the list went out of sight meanwhile. */
  listId(): string;
  /** Makes a thing of this card exactly once. */
  once<T>(creation: Creation<T>): Promise<T>;
  makeItem: MakeItem;
  /** Notes a work item as ClickUp answered that it is after a write. */
  putChanged(item: WorkItem): Promise<void>;
};

/** For one operation on the observed card. */
export function actContext(deps: ActDeps, observation: Observation, known: CardMemory): ActContext {
  const { card } = observation;
  const board = (): Board => deps.cache.present()?.board ?? observation.board;
  const team = (): ObservedTeamList => {
    const now = board();
    const seen = { ...observation, ...afterActing(known, observation, now), board: now };
    return observeTeamList(seen, deps.company.playbook);
  };
  const listId = (): string => {
    const { list } = team();
    if (!list) throw new RequeueAfter(deps.clock.now(), `the team list of card ${card.id} went out of sight`);
    return list.id;
  };
  // What is out of sight, or gone, stays the link of the status comment: it tells that there was a list.
  const page = (): string => team().about?.url ?? observation.outOfSight?.page ?? card.url;
  return {
    deps,
    observation,
    card,
    known,
    comments: new CommentWriter(deps, known, page),
    board,
    team,
    listId,
    once: creation => createOnce(deps, known, creation),
    makeItem: itemMaker(deps, known, { team, listId }),
    async putChanged(item) {
      deps.cache.putItem(item, 'write');
      await known.renewMade(item);
    },
  };
}
