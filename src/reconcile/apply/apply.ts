// Act: does the operations of a plan, one after the other, and lets the shared look see every answer.

import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import { namesSameChanges } from '../../domain/enforcement/explained-change.ts';
import { plainText } from '../../domain/language/rich-text.ts';
import type { CompanyTexts } from '../../domain/language/texts.ts';
import { listOwners } from '../../domain/mirror/list-owners.ts';
import { observeTeamList } from '../../domain/mirror/team-list.ts';
import type { Card, Observation, TeamList, WorkItem } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import type { BoardCache } from '../cache/board-cache.ts';
import { invalidate } from '../cache/invalidate.ts';
import { createCommentWriter } from '../comments/write-comments.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { Memory } from '../memory/memory.ts';
import { type ClickUp, ClickUpFailure } from '../ports.ts';
import { afterActing } from '../team-list/find-list.ts';
import { linkTo } from '../team-list/list-link.ts';
import { heedTakenName } from '../team-list/taken-name.ts';
import type { Hears } from '../webhook-port.ts';
import { itemMaker } from './create-item.ts';
import { type CreateOnceDeps, createOnce, RequeueAfter } from './create-once.ts';
import { markList } from './mark-list.ts';

/** How long a card has the first claim to a free list, and when another one looks again. */
const ADOPTING_MS = 5 * 60_000;
const ADOPTING_AGAIN_MS = 5_000;

export type ActDeps = CreateOnceDeps & {
  clickUp: ClickUp;
  memory: Memory;
  cache: BoardCache;
  /** When the memory was lost last; null if it was not. */
  lostAt(): Promise<Instant | null>;
  log: Log;
  texts: CompanyTexts;
  zone: string;
  /** What ClickUp tells by itself at present. */
  hears(): Hears;
  /** How far ClickUp's clock is ahead of ours, where it is measured. */
  clockSkewMs?(): number;
};

/** Does one operation. What it makes is known afterwards to the look and to `known`, and so is what proved gone. */
export async function act(
  deps: ActDeps,
  observation: Observation,
  known: CardMemory,
  operation: Operation,
): Promise<void> {
  try {
    await perform(deps, observation, known, operation);
  } catch (error) {
    if (error instanceof ClickUpFailure && error.kind === 'gone') {
      await invalidate(deps, observation, known, operation, error);
    }
    throw error;
  }
}

async function perform(
  deps: ActDeps,
  observation: Observation,
  known: CardMemory,
  operation: Operation,
): Promise<void> {
  const { clickUp, cache } = deps;
  const { card } = observation;
  const team = () => {
    const board = cache.present()?.board ?? observation.board;
    return observeTeamList({ ...observation, ...afterActing(known, observation, board), board });
  };
  const once = <T>(making: Parameters<typeof createOnce<T>>[2]) => createOnce(deps, known, making);
  const listId = (): string => {
    const { list } = team();
    if (!list) throw new RequeueAfter(deps.clock.now(), `the team list of card ${card.id} went out of sight`);
    return list.id;
  };
  const makeItem = itemMaker(deps, known, { team, listId });
  const seeChanged = async (item: WorkItem): Promise<void> => {
    cache.putItem(item, 'write');
    await known.renewMade(item);
  };
  // What is out of sight, or gone, stays the link of the status comment: it tells that there was a list.
  const comments = createCommentWriter(
    deps,
    observation,
    known,
    () => team().about?.url ?? observation.outOfSight?.page ?? card.url,
  );

  switch (operation.kind) {
    case 'create-list': {
      const { name, description } = operation;
      const intent = known.made.get('list');
      // Whoever asks for a new list may still have one that is out of sight.
      const made = () =>
        listOwners(cache.present()?.board ?? observation.board)
          .of(card.id, null)
          .find(({ id }) => id !== observation.knownListId) ?? null;
      const list = await once<TeamList>({
        what: 'list',
        uniqueName: name,
        make: () => clickUp.createList({ name, description, cardId: card.id, cardUrl: card.url }),
        asObject: one => ({ list: one }),
        see: one => cache.putList(one),
        lookUp: async () => {
          await cache.refreshLists();
          return made();
        },
      }).catch(async (error: unknown) => {
        if (!(error instanceof ClickUpFailure) || error.kind !== 'name-taken') throw error;
        await heedTakenName(deps, { card, name, intent, isFound: () => made() !== null }, known);
        throw error;
      });
      await known.noteLink(linkTo(list, deps.clock.now()));
      return;
    }
    case 'adopt-list': {
      const { name, description } = operation;
      // Two cards of one name may want the same free list at once, here or in two processes.
      const key = `adopting:${operation.listId}`;
      const isOurs = await deps.memory.writeIfAbsent(key, card.id, ADOPTING_MS);
      if (!isOurs && (await deps.memory.read(key)) !== card.id) {
        await cache.refreshLists();
        throw new RequeueAfter(
          deps.clock.now() + ADOPTING_AGAIN_MS,
          `the list “${name}” goes to another card`,
        );
      }
      const list = await clickUp.adoptList({
        id: operation.listId,
        name,
        description,
        cardId: card.id,
        cardUrl: card.url,
      });
      cache.putList(list);
      // Other processes know the list, but not yet whose it is.
      const made = { at: deps.clock.now(), object: { list } };
      await known.noteMade('list', made);
      await known.noteLink(linkTo(list, made.at));
      return;
    }
    case 'create-about': {
      const page = { name: operation.name, text: operation.text, record: operation.record };
      await makeItem(
        'about',
        () => clickUp.createAbout(listId(), page),
        item => item.isAbout,
      );
      // Should the list be gone at the next look, the status comment has to tell that there was one.
      const url = team().about?.url;
      if (known.link && url && known.link.page !== url) await known.noteLink({ ...known.link, page: url });
      return;
    }
    case 'update-about': {
      const page = { text: operation.text, record: operation.record };
      const about = operation.itemId ?? team().about?.id;
      if (about === undefined) throw new Error(`the about item of card ${card.id} vanished`);
      await seeChanged(await clickUp.updateAbout(about, page));
      return;
    }
    case 'create-item': {
      const { template, name, description, tags, values } = operation;
      await makeItem(
        `item:${template}`,
        () =>
          clickUp.createItem({
            listId: listId(),
            cardId: card.id,
            template,
            name,
            description,
            tags,
            dueOn: values.due,
            assignees: values.assignees,
          }),
        item => item.template === template,
        values,
      );
      return;
    }
    case 'update-item': {
      const { itemId, dueOn, assignees } = operation;
      await seeChanged(
        await clickUp.updateItem(itemId, {
          ...(dueOn === undefined ? {} : { dueOn }),
          ...(assignees === undefined ? {} : { assignees }),
        }),
      );
      return;
    }
    case 'post-status':
      return comments.write('status', operation.text, null, comment => comment.kind === 'status');
    case 'ask':
      return comments.write(
        `ask:${operation.rule}`,
        operation.text,
        operation.isUnassigned ? null : operation.person.id,
        comment => comment.kind === 'ask' && !comment.isMended && comment.rules.includes(operation.rule),
      );
    case 'mark-list':
      return markList(deps, observation, known, operation);
    case 'close-item':
      await seeChanged(await clickUp.closeItem(operation.itemId, operation.listId));
      return;
    case 'reopen-item':
      await seeChanged(await clickUp.reopenItem(operation.itemId, operation.listId));
      return;
    case 'create-follow-up': {
      const { itemId, name, description, status } = operation;
      await once<Card>({
        what: `follow-up:${itemId}`,
        make: () => clickUp.createFollowUp({ itemId, name, description, status }),
        asObject: following => ({ card: following }),
        see: following => cache.putCard(following, 'write'),
        lookUp: async () => {
          const { board } = await cache.fresh(deps.clock.now());
          return board.cards.find(({ follows }) => follows === itemId) ?? null;
        },
      });
      return;
    }
    case 'link-follow-up': {
      const { itemId } = operation;
      const { cards } = cache.present()?.board ?? observation.board;
      const following = operation.cardId ?? cards.find(({ follows }) => follows === itemId)?.id;
      if (following === undefined) throw new Error(`the card that follows up on ${itemId} vanished`);
      cache.putCard(await clickUp.linkCard(following, itemId), 'write');
      return;
    }
    case 'escalate':
      return comments.write(
        `escalate:${operation.rule}`,
        operation.text,
        operation.isUnassigned ? null : operation.person.id,
        comment =>
          comment.kind === 'escalation' && !comment.isMended && comment.rules.includes(operation.rule),
      );
    case 'answer':
      return comments.answer(operation.commandId, operation.text);
    case 'tag':
      cache.putCard(await clickUp.tagCard(card.id, operation.tag, operation.isOn), 'write');
      return;
    case 'explain-undo':
      return comments.write(
        `undo:${operation.changes.join('+')}`,
        operation.text,
        null,
        comment => comment.kind === 'undo' && namesSameChanges(comment.text, plainText(operation.text)),
      );
    case 'edit-status':
      return comments.editStatus(operation.commentId, operation.text);
    case 'settle-ask':
      return comments.settleAsk(operation.commentId, operation.text);
    case 'take-off':
      cache.putCard(
        await clickUp.takeOff(
          card.id,
          operation.people.map(person => person.id),
        ),
        'write',
      );
      return;
    case 'move-back':
      cache.putCard(await clickUp.moveCard(card.id, operation.status), 'write');
      return;
    case 'put-back-supporter':
      cache.putCard(
        await clickUp.changeSupporters(card.id, {
          add: operation.add.map(person => person.id),
          remove: operation.remove.map(person => person.id),
        }),
        'write',
      );
      return;
    case 'remind':
      return comments.remind(operation.itemId, operation.number, operation.text);
  }
}
