// Who works with customer results and when: supporters, functions, owner, language, zone, all-hands.
import { nearest } from '../base/nearest.ts';
import type { FieldRef } from '../clickup/places/fields.ts';
import { publicHolidaysOf } from '../config/public-holidays.ts';
import type { Group } from '../domain/observation.ts';
import { WEEKDAYS } from '../domain/schedule/calendar.ts';
import type { Answers } from './answers.ts';
import { nameIn } from './ask-board.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { type Given, isNone, NONE, pairOf, refuseTwice } from './flags.ts';
import { onlyLikely } from './names.ts';
import {
  AGENDA_WORDS,
  flocksIn,
  likelyGroup,
  likelyHolidayRegion,
  likelyLocale,
  likelySupporters,
} from './proposals.ts';
import { namedBy, settle, settleOne } from './settle.ts';
import type { Place, Survey, SurveyedList } from './survey.ts';

/** Settles who may support, who works in which function and flock, and who owns the board. */
export async function askPeople(
  asker: Asker,
  { groups, people, me }: Survey,
  functionsField: FieldRef | null,
  given: Given,
): Promise<Pick<Answers, 'supporters' | 'functions' | 'labelsAlone' | 'flocks' | 'owner'>> {
  const supporters = await settleOne(asker, {
    flag: '--supporters',
    message: 'Which user group may support customer results?',
    label: 'User group of the supporters',
    kind: 'user group',
    given: given.supporters,
    all: groups,
    likely: likelySupporters(groups),
  });
  const others = groups.filter(({ id }) => id !== supporters.id);
  const functions: Answers['functions'] = [];
  const labelsAlone: string[] = [];
  const said = saidFunctions(functionsField, given.function ?? [], groups);
  for (const { name: label } of functionsField?.options ?? []) {
    const group = await askGroup(asker, label, said.get(label), others);
    if (group) functions.push([label, nameIn(group, groups)]);
    else labelsAlone.push(label);
  }
  const flocks = flocksIn(others).map(([flock, group]): [string, string] => [flock, nameIn(group, groups)]);
  const candidates = people.filter(({ id, isGuest }) => id !== me.id && !isGuest);
  const owner = await settle(asker, {
    flag: '--owner',
    message: 'Who owns the board, and is asked when nobody else can mend something?',
    label: 'Owner of the board',
    kind: 'person of the workspace',
    given: byMail(given.owner, people),
    all: candidates.map(({ id, name }) => ({ id: String(id), name })),
    others: people.map(({ id, name, isGuest }) => ({
      id: String(id),
      name,
      what: isGuest
        ? 'a guest, and guests own no board'
        : 'the owner of the token, and Liaison asks nobody but people',
    })),
    likely: null,
    orNone: 'nobody is asked then',
  });
  return {
    supporters: nameIn(supporters, groups),
    functions,
    labelsAlone,
    flocks,
    owner: owner && { id: Number(owner.id), name: owner.name },
  };
}

function byMail(given: string | undefined, people: Survey['people']): string | undefined {
  const person = people.find(({ email }) => email !== null && email.toLowerCase() === given?.toLowerCase());
  return person ? String(person.id) : given;
}

function saidFunctions(
  field: FieldRef | null,
  pairs: readonly string[],
  groups: readonly Group[],
): Map<string, Group | null> {
  const labels = (field?.options ?? []).map(({ name }) => ({ id: name, name }));
  const said = new Map<string, Group | null>();
  for (const pair of pairs) {
    const [text, group] = pairOf('--function', pair, `LABEL=GROUP, or LABEL=${NONE}`);
    const chosen = namedBy({ flag: '--function', all: labels, kind: 'label of the functions field' }, text);
    const label = chosen?.name ?? text;
    refuseTwice('--function', label, pair, said.has(label));
    const orNone = 'nobody speaks for that label';
    said.set(label, namedBy({ flag: '--function', all: groups, kind: 'user group', orNone }, group));
  }
  return said;
}

async function askGroup(
  asker: Asker,
  label: string,
  said: Group | null | undefined,
  groups: readonly Group[],
): Promise<Group | null> {
  if (said !== undefined) return said;
  const likely = likelyGroup(label, groups);
  if (likely) {
    asker.say(`Function ${label}: ${likely.name}`);
    return likely;
  }
  const options: Option<Group | null>[] = [
    { value: null, label: NONE, hint: 'nobody speaks for that label' },
    ...groups.map(group => ({ value: group, label: group.name })),
  ];
  return asker.choose({
    flag: `--function "${label}=GROUP"`,
    message: `Which user group has the people of “${label}”?`,
    options,
    proposed: null,
    mayGoOn: true,
  });
}

type Company = Pick<Answers, 'locale' | 'zone' | 'holidayRegion' | 'allHands' | 'agendaList'>;

/** Settles language, zone, holidays, the day of the all-hands and the list for its agendas. */
export async function askCompany(
  asker: Asker,
  { me, lists }: Survey,
  { board, folder, names }: { board: SurveyedList; folder: Place; names: readonly string[] },
  given: Given,
): Promise<Company> {
  const languages = [
    { id: 'en', name: 'English' },
    { id: 'de', name: 'Deutsch' },
  ];
  const locale = await settleOne(asker, {
    flag: '--language',
    message: 'In which language does Liaison speak in ClickUp?',
    label: 'Language',
    kind: 'language that Liaison speaks',
    isFixed: true,
    given: given.language,
    all: languages,
    likely: languages.find(({ id }) => id === likelyLocale(names)) ?? null,
    isAlwaysAsked: true,
  });
  const days = WEEKDAYS.map(day => ({ id: day, name: day }));
  const allHands = await settleOne(asker, {
    flag: '--all-hands-day',
    message: 'On which day does the whole company meet (the all-hands)?',
    label: 'All-hands',
    kind: 'day from monday to friday',
    isFixed: true,
    given: given.allHandsDay,
    all: days.slice(0, 5),
    likely: null,
  });
  const zone = zoneOf(given.zone) ?? me.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  asker.say(`Time zone: ${zone}`);
  const holidayRegion = await regionOf(given.holidays, zone);
  asker.say(`Public holidays: ${holidayRegion ?? `${NONE} (--holidays says which)`}`);
  const inSpace = lists.filter(
    ({ id, space, folder: own }) => space.id === board.space.id && id !== board.id && own?.id !== folder.id,
  );
  const agendaList = await settle(asker, {
    flag: '--agenda-list',
    message: 'In which list do you want the agenda of each all-hands as a task?',
    label: 'List for agendas',
    kind: `list in the space ${board.space.name}`,
    given: given.agendaList,
    all: inSpace,
    others: [
      { ...board, what: 'the board itself' },
      ...lists.map(({ id, name, space }) => ({
        id,
        name,
        what:
          space.id === board.space.id
            ? 'the list of a team'
            : `a list in the space ${space.name}, and the board is in ${board.space.name}`,
      })),
    ],
    likely: onlyLikely(inSpace, AGENDA_WORDS),
    orNone: 'no agenda is made',
    proposesNone: true,
  });
  return {
    locale: locale.id === 'de' ? 'de' : 'en',
    zone,
    holidayRegion,
    allHands: WEEKDAYS.find(day => day === allHands.id) ?? 'thursday',
    agendaList:
      agendaList &&
      nameIn(
        agendaList,
        lists.filter(({ space }) => space.id === board.space.id),
      ),
  };
}

function zoneOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
  } catch {
    const near = nearest(given, Intl.supportedValuesOf('timeZone'));
    throw new InitRefused(
      `--zone — given "${given}", allowed: a time zone such as Europe/Berlin.\n    ${near === null ? 'Leave --zone out, and it is that of whose token this is.' : `Did you mean "${near}"?`}`,
    );
  }
}

async function regionOf(given: string | undefined, zone: string): Promise<string | null> {
  if (given === undefined) return likelyHolidayRegion(zone);
  if (isNone(given)) return null;
  const region = await publicHolidaysOf(given);
  if (typeof region === 'function') return given;
  const near =
    region.candidates.length > 0
      ? `\n    Near it there are: ${region.candidates.slice(0, 20).join(', ')}.`
      : `\n    Write ${NONE} where no region's holidays are yours; calendar.holidays of the playbook takes single days.`;
  throw new InitRefused(
    `--holidays — given "${given}", allowed: a country, or a country and its state or region, such as DE, DE-BE, US-CA, or ${NONE}.${near}`,
  );
}
