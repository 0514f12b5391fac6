// `liaison init` as a use case: looks at the workspace, settles what a playbook says, and checks it.
import { createTransport } from '../clickup/http/transport.ts';
import { waitingForBudget } from '../clickup/http/wait-for-budget.ts';
import { loadPlaybookText } from '../config/playbook-file.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Answers, Beginning, PilotCard } from './answers.ts';
import { askBeginning } from './ask-beginning.ts';
import { askFields, askPhases, nameIn } from './ask-board.ts';
import { askCompany } from './ask-company.ts';
import { askLists } from './ask-lists.ts';
import { askPeople } from './ask-people.ts';
import { type AskedPlaces, askPlaces } from './ask-places.ts';
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
import { type FormerPlaybook, means } from './former.ts';
import { elsewhereOf } from './list-elsewhere.ts';
import { playbookText } from './playbook-text.ts';
import { celebrated, inNoGroup } from './proposals.ts';
import { type ChangedKey, changedKeys, type OpenLists, rewritten } from './rewrite.ts';
import { type Survey, surveyBoard } from './survey.ts';

/** A playbook that holds, not written yet; and what its reader should know of the workspace. */
export type Draft = {
  text: string;
  loaded: LoadedPlaybook;
  answers: Answers;
  /** The cards with which it begins gently; none where all are acted on. */
  pilots: PilotCard[];
  /** What becomes other in the playbook that is there; null where the whole of it is written. */
  changed: ChangedKey[] | null;
  unanswered: { id: string; name: string }[];
  /** Members who are in no user group of the playbook; guests are none. */
  inNoGroup: string[];
  guests: string[];
  /** What all of it at once would bring, and what the chosen beginning does. */
  firstDay: { full: FirstDay; chosen: FirstDay };
};

const FULL = { kind: 'full' } as const;
const NOTHING_OPEN: OpenLists = { withdrawn: [], unanswered: [] };

/**
 * Settles everything; `file` is where the playbook will stand, for messages, and `former` the one that is there. Reads ClickUp,
 * writes nothing. Rejects with InitRefused, InitCancelled, ConfigProblems or a ClickUpFailure. `tellFirstDay` hears what all at
 * once would bring before somebody chooses how to begin.
 */
export async function draftPlaybook(
  file: string,
  {
    asker,
    given,
    former,
    tellFirstDay,
    ...reading
  }: WorkspaceAccess & {
    asker: Asker;
    given: Given;
    former: FormerPlaybook | null;
    tellFirstDay(day: FirstDay): void;
  },
): Promise<Draft> {
  const before = former?.playbook ?? null;
  const { survey, ...settled } = await settleCompany(reading, asker, given, before);
  const bare: Answers = { ...settled.answers, adopt: [] };
  const load = (answers: Answers, begin: Beginning, lists: OpenLists) => {
    const text = textOf(former, answers, begin, lists);
    return loadPlaybookText(file, text).then(loaded => ({ text, loaded }));
  };
  const { loaded: first } = await load(bare, FULL, NOTHING_OPEN);
  const connection = await connectFor(first, reading);
  const { cards, lists } = await readCardsAndLists(connection, first, reading.clock);
  asker.say(`${counted(cards.length, 'card')} on the board, ${counted(lists.length, 'list')} in the folder.`);
  const elsewhere = elsewhereOf(connection.transport, { ...settled.where, lists: survey.lists });
  const context = {
    titles: first.playbook.workItems,
    elsewhere,
    former: before && before.teamList.adopt,
  };
  const asked = await askLists(asker, cards, lists, context, given);
  const answers: Answers = { ...bare, adopt: asked.adopt };
  const unanswered = asked.unanswered.map(({ id, name }) => ({ id, name }));
  const open = { withdrawn: asked.withdrawn, unanswered: unanswered.map(({ name }) => name) };
  const whole = await load(answers, FULL, open);
  const seen = await observeAll(await connectFor(whole.loaded, reading), whole.loaded, reading.clock);
  const full = firstDay(seen, whole.loaded);
  tellFirstDay(full);
  const begin = await askBeginning(asker, cards, given, before);
  const { text, loaded } = await load(answers, begin, open);
  return {
    text,
    loaded,
    answers,
    pilots: 'pilots' in begin ? begin.pilots : [],
    changed: former && changedKeys(former.text, text),
    unanswered,
    inNoGroup: inNoGroup(survey.people, settled.named, survey.me.id).map(({ name }) => name),
    guests: survey.people.filter(({ isGuest }) => isGuest).map(({ name }) => name),
    firstDay: { full, chosen: firstDay(seen, loaded) },
  };
}

function textOf(former: FormerPlaybook | null, answers: Answers, begin: Beginning, lists: OpenLists): string {
  if (former) return rewritten(former, answers, begin, lists);
  return playbookText(answers, begin.kind === 'kept' ? FULL : begin, lists.unanswered);
}

/** Everything that can be settled before a card is read. `named` are the groups that the playbook names. */
async function settleCompany(reading: WorkspaceAccess, asker: Asker, given: Given, former: Playbook | null) {
  const { clock, log } = reading;
  const transport = waitingForBudget(createTransport(reading), { clock, log, leavesReserve: false });
  const { survey, board, folder } = await askPlaces(transport, asker, given, former);
  const { statuses, fields } = await surveyBoard(transport, board.id);
  const phases = await askPhases(asker, statuses, given, former);
  const { names, functions, outcome } = await askFields(asker, fields, given, former);
  const people = await askPeople(asker, survey, functions, given, former);
  const company = await askCompany(
    asker,
    survey,
    { board, folder, names: [board, ...statuses, ...fields].map(({ name }) => name) },
    given,
    former,
  );
  asker.checkAnswers();
  const answers: Omit<Answers, 'adopt'> = {
    ...phases,
    ...people,
    ...company,
    fields: names,
    celebrate: celebrated(outcome?.options ?? []),
    places: placesInWords(survey, { board, folder }, former?.places),
  };
  return { survey, answers, where: { board, folder }, named: namedGroups(survey, answers) };
}

function placesInWords(
  { workspace, isOneOfSeveral, spaces, lists, folders }: Survey,
  { board, folder }: Pick<AskedPlaces, 'board' | 'folder'>,
  former: Playbook['places'] | undefined,
): Answers['places'] {
  const around = <T extends { space: { id: string } }>(all: readonly T[]) =>
    all.filter(({ space }) => space.id === board.space.id);
  const named = former?.workspace;
  const isSame = named !== undefined && means(named, workspace, [workspace]);
  return {
    workspace: isSame ? named : isOneOfSeveral ? workspace.id : null,
    space: nameIn(board.space, spaces, former?.space),
    board: nameIn(board, around(lists), former?.board),
    folder: nameIn(folder, around(folders), former?.folder),
  };
}

function namedGroups({ groups }: Survey, { supporters, functions }: Omit<Answers, 'adopt'>) {
  const names = new Set([supporters, ...functions.map(([, group]) => group)]);
  return groups.filter(one => [...names].some(name => means(name, one, groups)));
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
