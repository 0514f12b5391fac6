// `liaison init` as a use case: looks at the workspace, settles what a playbook says, checks it, and writes it.
import { createTransport } from '../clickup/http/transport.ts';
import { waitingForBudget } from '../clickup/http/wait-for-budget.ts';
import { loadPlaybookText } from '../config/playbook-file.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Answers, Beginning } from './answers.ts';
import { askFields, askPhases, nameIn } from './ask-board.ts';
import { type AskedLists, askBeginning, askLists } from './ask-lists.ts';
import { askCompany, askPeople } from './ask-people.ts';
import { askPlaces } from './ask-places.ts';
import type { Asker } from './asker.ts';
import {
  connectFor,
  type FirstDay,
  firstDay,
  observeAll,
  readCardsAndLists,
  type WorkspaceAccess,
} from './board.ts';
import type { Given } from './flags.ts';
import { elsewhereOf } from './list-elsewhere.ts';
import { itemTitles, playbookText } from './playbook-text.ts';
import { celebrated, inNoGroup } from './proposals.ts';
import { type Survey, surveyBoard } from './survey.ts';

/** A playbook that holds, not written yet; and what its reader should know of the workspace. */
export type Draft = {
  text: string;
  loaded: LoadedPlaybook;
  answers: Answers;
  begin: Beginning;
  unanswered: { id: string; name: string }[];
  /** Members who are in no user group of the playbook; guests are none. */
  inNoGroup: string[];
  guests: string[];
  /** What all of it at once would bring, and what the chosen beginning does. */
  firstDay: { full: FirstDay; chosen: FirstDay };
};

const FULL: Beginning = { kind: 'full' };

/**
 * Settles everything; `file` is where the playbook will stand, for messages. Reads ClickUp, writes nothing. Rejects with
 * InitRefused, InitCancelled, ConfigProblems or a ClickUpFailure. `tellFirstDay` hears what all at once would bring before
 * somebody chooses how to begin.
 */
export async function draftPlaybook(
  file: string,
  {
    asker,
    given,
    tellFirstDay,
    ...reading
  }: WorkspaceAccess & {
    asker: Asker;
    given: Given;
    tellFirstDay(day: FirstDay): void;
  },
): Promise<Draft> {
  const { survey, ...settled } = await settleCompany(reading, asker, given);
  const bare: Answers = { ...settled.answers, adopt: [] };
  const first = await loadPlaybookText(file, playbookText(bare, FULL, []));
  const connection = await connectFor(first, reading);
  const { cards, lists } = await readCardsAndLists(connection, first, reading.clock);
  asker.say(`${counted(cards.length, 'card')} on the board, ${counted(lists.length, 'list')} in the folder.`);
  const elsewhere = elsewhereOf(connection.transport, { ...settled.where, lists: survey.lists });
  const titles = itemTitles(bare.locale);
  const asked = await askLists(asker, cards, lists, { titles, elsewhere }, given);
  const answers: Answers = { ...bare, adopt: asked.adopt };
  const load = (begin: Beginning) => {
    const text = playbookText(answers, begin, namesOf(asked));
    return loadPlaybookText(file, text).then(loaded => ({ text, loaded }));
  };
  const whole = await load(FULL);
  const seen = await observeAll(await connectFor(whole.loaded, reading), whole.loaded, reading.clock);
  const full = firstDay(seen, whole.loaded, null);
  tellFirstDay(full);
  const begin = await askBeginning(asker, cards, given);
  const { text, loaded } = await load(begin);
  return {
    text,
    loaded,
    answers,
    begin,
    unanswered: asked.unanswered.map(({ id, name }) => ({ id, name })),
    inNoGroup: inNoGroup(survey.people, settled.named, survey.me.id).map(({ name }) => name),
    guests: survey.people.filter(({ isGuest }) => isGuest).map(({ name }) => name),
    firstDay: { full, chosen: firstDay(seen, loaded, begin.kind === 'full' ? null : begin.pilot.id) },
  };
}

function namesOf({ unanswered }: AskedLists): string[] {
  return unanswered.map(({ name }) => name);
}

/** Everything that can be settled before a card is read. `named` are the groups that the playbook names. */
async function settleCompany(reading: WorkspaceAccess, asker: Asker, given: Given) {
  const { clock, log } = reading;
  const transport = waitingForBudget(createTransport(reading), { clock, log, leavesReserve: false });
  const { survey, board, folder } = await askPlaces(transport, asker, given);
  const { statuses, fields } = await surveyBoard(transport, board.id);
  const phases = await askPhases(asker, statuses, given);
  const { names, functions, outcome } = await askFields(asker, fields, given);
  const people = await askPeople(asker, survey, functions, given);
  const company = await askCompany(
    asker,
    survey,
    { board, folder, names: [board, ...statuses, ...fields].map(({ name }) => name) },
    given,
  );
  asker.checkAnswers();
  const answers: Omit<Answers, 'adopt'> = {
    ...phases,
    ...people,
    ...company,
    fields: names,
    celebrate: celebrated(outcome?.options ?? []),
    places: {
      workspace: survey.isOneOfSeveral ? survey.workspace.id : null,
      space: nameIn(board.space, survey.spaces),
      board: nameIn(
        board,
        survey.lists.filter(({ space }) => space.id === board.space.id),
      ),
      folder: nameIn(
        folder,
        survey.folders.filter(({ space }) => space.id === board.space.id),
      ),
    },
  };
  return { survey, answers, where: { board, folder }, named: namedGroups(survey, answers) };
}

function namedGroups({ groups }: Survey, { supporters, functions }: Omit<Answers, 'adopt'>) {
  const names = new Set([supporters, ...functions.map(([, group]) => group)]);
  return groups.filter(({ id, name }) => names.has(name) || names.has(id));
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
