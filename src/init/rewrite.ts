// A playbook that is there already, with answers that are others now: only their keys change in its text. Pure.
import { isDeepStrictEqual } from 'node:util';
import { FIELD_KEYS } from '../domain/observation.ts';
import { PHASES } from '../domain/phase.ts';
import { NO_LIST } from '../domain/playbook/adopt.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Answers, Beginning } from './answers.ts';
import { InitRefused } from './asker.ts';
import type { FormerPlaybook } from './former.ts';
import { endsLike, ownLines, WORDS, withNamesRenewed } from './own-comments.ts';
import { digestLines, GENTLE_CHANGES_PER_DAY, pilotNames } from './playbook-text.ts';
import { dataOf, editedYaml, NotEditable, type YamlEdit } from './yaml-edits.ts';

/** One key that says something else: null where it said or says nothing. */
export type ChangedKey = { key: string; from: unknown; to: unknown };

/** Cards of the playbook's `teamList.adopt` whose answer is void, and those that have lists which may be theirs. */
export type OpenLists = { withdrawn: readonly string[]; unanswered: readonly string[] };

/** The text with what is answered otherwise. Throws InitRefused where a key can't be changed by itself. */
export function rewritten(
  { file, text, playbook }: FormerPlaybook,
  answers: Answers,
  begin: Beginning,
  lists: OpenLists,
): string {
  const phases = phaseEdits(playbook, answers);
  const functions = functionEdits(playbook, answers);
  const adopted = adoptEdits(playbook, answers, lists);
  const edits = [
    ...put(['locale'], playbook.locale, answers.locale, { after: ['mode'] }),
    ...beginningEdits(playbook, answers, begin),
    ...placeEdits(playbook, answers),
    ...phases,
    ...fieldEdits(playbook, answers),
    ...put(['people', 'supporters'], playbook.people.supporters, answers.supporters),
    ...functions,
    ...ownerEdits(playbook, answers),
    ...calendarEdits(playbook, answers),
    ...adopted,
    ...agendaEdits(playbook, answers),
  ];
  let now = tryEdits(file, text, edits);
  if (phases.length > 0) now = withNamesRenewed(now, ({ resting }) => resting, answers.restingStatuses);
  if (functions.length > 0) now = withNamesRenewed(now, ({ unmatched }) => unmatched, answers.labelsAlone);
  if (adopted.length > 0) now = withNamesRenewed(now, words => words.unanswered, lists.unanswered);
  return playbook.digest ? now : withAgendas(now, playbook, answers);
}

function tryEdits(file: string, text: string, edits: readonly YamlEdit[]): string {
  try {
    return editedYaml(text, edits);
  } catch (error) {
    if (!(error instanceof NotEditable)) throw error;
    const { path, to } = error.edit;
    const wish = to === null ? 'be taken out' : `become ${JSON.stringify(to)}`;
    throw new InitRefused(
      `${file} ${path.join('.')} — should ${wish}, and it can’t be changed by itself: it is an alias, or what other keys take. Nothing was written.\n    Change it by hand, or write each value where it belongs, and run \`liaison init\` again.`,
    );
  }
}

type Value = string | number | null | undefined;

function put(
  path: readonly string[],
  before: Value,
  now: Value,
  more: Omit<YamlEdit, 'path' | 'to'> = {},
): YamlEdit[] {
  return String(before ?? null) === String(now ?? null) ? [] : [{ path, to: now ?? null, ...more }];
}

function putList(
  path: readonly string[],
  before: readonly string[] | undefined,
  now: readonly string[],
  more: Omit<YamlEdit, 'path' | 'to'> = {},
): YamlEdit[] {
  const sorted = (all: readonly string[]) => all.map(one => one.toLowerCase()).sort();
  if (isDeepStrictEqual(sorted(before ?? []), sorted(now))) return [];
  return [{ path, to: now.length === 0 ? null : now, ...more }];
}

function beginningEdits(former: Playbook, { locale }: Answers, begin: Beginning): YamlEdit[] {
  const { pilot, maxChangesPerDay: limit, rules } = former;
  const words = WORDS[locale];
  const enforced = Object.entries(rules).map(([key, rule]) => ({ key, enforce: rule?.enforce }));
  const enforce = (to: string) =>
    enforced.flatMap(one => put(['rules', one.key, 'enforce'], one.enforce, to));
  const pilots = 'pilots' in begin ? begin.pilots.map(({ id }) => id) : [];
  if (begin.kind === 'kept') return pilots.length > 0 ? putList(['pilot'], pilot, pilots) : [];
  if (begin.kind === 'gentle') {
    const before = pilotNames(begin.insteadOf ?? []);
    const remark = { text: pilotNames(begin.pilots), isOwn: (one: string) => one === before };
    const lead = ownLines(one => one.pilot).filter(line => line.endsWith(words.pilot));
    const limitLead = ownLines(one => one.limit).filter(line => line.endsWith(words.limit));
    return [
      ...putList(['pilot'], pilot, pilots, { remark, lead, after: ['locale', 'mode'] }),
      ...put(['maxChangesPerDay'], limit, limit ?? GENTLE_CHANGES_PER_DAY, {
        lead: limitLead,
        after: ['pilot'],
      }),
      ...enforce('inform'),
    ];
  }
  const isOwnLimit = limit === GENTLE_CHANGES_PER_DAY;
  const onlyShow = enforced.every(one => one.enforce === 'inform');
  return [
    ...putList(['pilot'], pilot, [], { lead: ownLines(one => one.pilot) }),
    ...put(['maxChangesPerDay'], limit, isOwnLimit ? null : limit, { lead: ownLines(one => one.limit) }),
    ...(onlyShow ? enforce('warn') : []),
  ];
}

function placeEdits({ places: former }: Playbook, { places }: Answers): YamlEdit[] {
  return (['workspace', 'space', 'board', 'folder'] as const).flatMap(key =>
    put(['places', key], former[key], places[key]),
  );
}

function phaseEdits({ phases: former }: Playbook, { phases }: Answers): YamlEdit[] {
  // What a status leaves comes before what it joins: no status has two phases meanwhile.
  return PHASES.flatMap(phase => putList(['phases', phase], former[phase], phases[phase]));
}

/** A rule about a field that is none any more would not hold. */
function fieldEdits({ fields: former, rules }: Playbook, { fields }: Answers): YamlEdit[] {
  const edits = FIELD_KEYS.flatMap(key => put(['fields', key], former[key], fields[key]));
  const isLost = fields.outcome === undefined && rules['outcome-recorded'] !== undefined;
  return isLost ? [...edits, { path: ['rules', 'outcome-recorded'], to: null }] : edits;
}

function functionEdits({ people }: Playbook, { functions }: Answers): YamlEdit[] {
  const now = new Map(functions);
  const names = new Set([...Object.keys(people.functions), ...now.keys()]);
  return [...names].flatMap(name =>
    put(['people', 'functions', name], people.functions[name], now.get(name)),
  );
}

function ownerEdits({ people }: Playbook, { owner, locale }: Answers): YamlEdit[] {
  const text = owner ? `${owner.name}: ${WORDS[locale].owner}` : '';
  const remark = { text, isOwn: endsLike(words => words.owner) };
  return put(['people', 'owner'], people.owner, owner?.written, { remark });
}

function calendarEdits(
  { calendar }: Playbook,
  { zone, holidayRegion, allHands, locale }: Answers,
): YamlEdit[] {
  const remark = { text: WORDS[locale].holidays, isOwn: endsLike(words => words.holidays) };
  return [
    ...put(['calendar', 'zone'], calendar.zone, zone),
    ...put(['calendar', 'holidayRegion'], calendar.holidayRegion, holidayRegion, { remark }),
    ...putList(['calendar', 'allHands'], calendar.allHands, allHands),
  ];
}

function adoptEdits(
  { teamList }: Playbook,
  { adopt, locale }: Answers,
  { withdrawn }: OpenLists,
): YamlEdit[] {
  const none = WORDS[locale].adoptNone;
  const path = (cardId: string) => ['teamList', 'adopt', cardId];
  const gone = withdrawn.map((cardId): YamlEdit => ({ path: path(cardId), to: null }));
  const said = adopt.flatMap(({ cardId, cardName, listId, listName }) => {
    const text = `${cardName} → ${listName ?? none}`;
    const remark = { text, isOwn: (one: string) => one.includes(' → ') };
    return put(path(cardId), teamList.adopt[cardId], listId ?? NO_LIST, { remark });
  });
  return [...gone, ...said];
}

function agendaEdits({ digest }: Playbook, { agendaList }: Answers): YamlEdit[] {
  if (!digest) return [];
  if (agendaList === null) return [{ path: ['digest'], to: null, lead: ownLines(words => words.digest) }];
  return put(['digest', 'list'], digest.list, agendaList);
}

/** Agendas that were not made before, of those work items that there are. */
function withAgendas(text: string, { workItems }: Playbook, answers: Answers): string {
  const keys = workItems.map(({ key }) => key);
  const lines = digestLines(answers, WORDS[answers.locale], keys);
  if (lines.length === 0) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text.endsWith('\n') ? '' : eol}${eol}${lines.join(eol)}${eol}`;
}

/** What two texts of a playbook say otherwise, key by key. */
export function changedKeys(before: string, after: string): ChangedKey[] {
  return differences(dataOf(before), dataOf(after), []);
}

function differences(before: unknown, after: unknown, path: readonly string[]): ChangedKey[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isBlock(before) || !isBlock(after)) {
    return [{ key: path.join('.'), from: before ?? null, to: after ?? null }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap(key => differences(before[key], after[key], [...path, key]));
}

function isBlock(one: unknown): one is Record<string, unknown> {
  return typeof one === 'object' && one !== null && !Array.isArray(one);
}
