// The doctor's look at lists that people made before, and at a gentle start: which answers of the playbook lead nowhere,
// which are missing, and which cards alone are acted on. Reads no more than what tells that.
import { customerResultOf } from '../../domain/customer-result.ts';
import { textsFor } from '../../domain/language/texts.ts';
import { adoptionOf } from '../../domain/mirror/adopted-list.ts';
import { fillFor, needsTeamList } from '../../domain/mirror/desired-items.ts';
import type { Board, Card } from '../../domain/observation.ts';
import { NO_LIST } from '../../domain/playbook/adopt.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { ClickUp, ListState } from '../../reconcile/ports.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';
import { type Check, checksIn } from './check.ts';

const lists = checksIn('existing lists');
const calendar = checksIn('calendar');

type Reads = Pick<ClickUp, 'readCards' | 'readLists' | 'readItems' | 'readItemsOf' | 'seekList'>;

/** Of more lists than this the whole folder is read instead: a request for each hundred of its tasks, not one for each list. */
const FEW = 3;

/** `boardId` is that of the board's own list. What can't be read here is told by the checks of the cards. Never rejects for ClickUp. */
export async function examineExistingLists(
  clickUp: Reads,
  playbook: Playbook,
  boardId: string,
): Promise<Check[]> {
  try {
    return await examine(clickUp, playbook, boardId);
  } catch (error) {
    if (!(error instanceof ClickUpFailure)) throw error;
    const message = `Which lists people made could not be read: ${error.message}`;
    return [lists.warn('reading', message, 'Run `liaison doctor` again.')];
  }
}

async function examine(clickUp: Reads, playbook: Playbook, boardId: string): Promise<Check[]> {
  const setAside = (): void => undefined;
  const inFolder = await clickUp.readLists(setAside);
  const free = inFolder.filter(({ cardId }) => cardId === null);
  const { pilot } = playbook;
  const answers = Object.entries(playbook.teamList.adopt);
  const limit = limitChecks(playbook);
  if (free.length === 0 && answers.length === 0 && pilot === undefined) return limit;
  const cards = await clickUp.readCards(null, setAside);
  const items =
    free.length > FEW
      ? await clickUp.readItems(null, setAside)
      : (await Promise.all(free.map(({ id }) => clickUp.readItemsOf(id, setAside)))).flat();
  const board: Board = { cards, lists: inFolder, items, people: [], groups: [] };
  const named = await answerChecks(clickUp, board, playbook, boardId);
  const missing = cards.flatMap(card => unanswered(card, board, playbook));
  const isWell = free.length + answers.length > 0 && named.length + missing.length === 0;
  const well = `No list of the folder waits for an answer; the playbook answers for ${answers.length}.`;
  return [
    ...(isWell ? [lists.ok('answers', well)] : []),
    ...named,
    ...missing,
    ...pilotChecks(cards, playbook),
    ...limit,
  ];
}

/** A card that needs a list and gets none before somebody answers. */
function unanswered(card: Card, board: Board, playbook: Playbook): Check[] {
  const subject = customerResultOf(card, board, playbook.phases);
  if (subject.phase === null || !needsTeamList(subject.phase, playbook)) return [];
  if (board.lists.some(({ cardId }) => cardId === card.id)) return [];
  const wantedName = fillFor(playbook.teamList.name, subject, textsFor(playbook));
  const adoption = adoptionOf({ card, board, wantedName }, playbook);
  if (adoption.kind !== 'unanswered') return [];
  const { candidates } = adoption;
  const named = candidates.map(({ name }) => `“${name}”`).join(', ');
  const lines = candidates.map(({ listId }) => `"${card.id}": "${listId}"`).join(' or ');
  const message = `It gets no list before the playbook says whether one is its own: ${named}.`;
  const hint = `Below teamList: adopt: in the playbook write ${lines}, or "${card.id}": ${NO_LIST} for a new list.`;
  return [lists.warn('unanswered', message, hint, card.name)];
}

/** Answers of the playbook that lead nowhere. */
async function answerChecks(
  clickUp: Reads,
  board: Board,
  { teamList, places }: Playbook,
  boardId: string,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [cardId, listId] of Object.entries(teamList.adopt)) {
    const name = `teamList.adopt.${cardId}`;
    const card = board.cards.find(({ id }) => id === cardId);
    if (!card) {
      const hint = 'Write the id at the end of the card’s address, in quotes, or take the line out.';
      checks.push(lists.warn('answer', `No card of the board has the id ${cardId}.`, hint, name));
    }
    if (listId === NO_LIST) continue;
    const list = board.lists.find(({ id }) => id === listId);
    if (list && (list.cardId === null || list.cardId === cardId)) continue;
    const message = list
      ? `The list “${list.name}” is that of card ${list.cardId} already.`
      : listId === boardId
        ? `The list ${listId} is the board itself.`
        : whereItIs(listId, await clickUp.seekList(listId), places.folder);
    const none = `Name another list of the folder, or write "${cardId}": ${NO_LIST} for a new one.`;
    const move = `Move it into “${places.folder}” (or bring it back from the archive), or ${none[0]?.toLowerCase()}${none.slice(1)}`;
    checks.push(lists.fail('answer', message, list || listId === boardId ? none : move, name));
  }
  return checks;
}

function whereItIs(listId: string, state: ListState, folder: string): string {
  const named = 'list' in state ? `“${state.list.name}” (${listId})` : listId;
  switch (state.state) {
    case 'there':
      return `The list ${named} can be no team’s: it holds agendas or absences, or came into the folder just now.`;
    case 'archived':
      return `The list ${named} is archived.`;
    case 'moved':
      return `The list ${named} is not in the folder “${folder}”, where Liaison looks after lists.`;
    case 'hidden':
      return `This token sees no list ${named}: it is private, or there is none.`;
    case 'deleted':
      return `The list ${named} is deleted.`;
  }
}

function pilotChecks(cards: readonly Card[], { pilot, mode }: Playbook): Check[] {
  if (pilot === undefined) return [];
  const missing = pilot.filter(id => !cards.some(card => card.id === id));
  if (missing.length > 0) {
    const message = `No card of the board has the id ${missing.join(', ')}.`;
    return [calendar.warn('pilot', message, 'Write the id at the end of each card’s address, in quotes.')];
  }
  const names = cards.flatMap(({ id, name }) => (pilot.includes(id) ? [`“${name}”`] : []));
  const acts = mode === 'act' ? 'acts on' : 'would act on';
  const message = `Liaison ${acts} ${names.join(', ')} alone, as pilot says; every other card is only observed.`;
  return [calendar.ok('pilot', message)];
}

function limitChecks({ maxChangesPerDay: limit }: Playbook): Check[] {
  if (limit === undefined) return [];
  const message = `At most ${limit} changes a day; what is over it waits for the next morning.`;
  return [calendar.ok('changes a day', message)];
}
