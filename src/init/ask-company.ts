// How and when a company speaks and meets: language, zone, public holidays, all-hands and the list for its agendas.
import { nearest } from '../base/nearest.ts';
import { publicHolidaysOf } from '../config/public-holidays.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { WEEKDAYS } from '../domain/schedule/calendar.ts';
import type { Answers } from './answers.ts';
import { nameIn } from './ask-board.ts';
import { type Asker, InitRefused } from './asker.ts';
import { type Given, isNone, NONE } from './flags.ts';
import { AS_BEFORE } from './former.ts';
import { onlyLikely } from './names.ts';
import { AGENDA_WORDS, likelyHolidayRegion, likelyLocale } from './proposals.ts';
import { settle, settleOne } from './settle.ts';
import type { Place, Survey, SurveyedList } from './survey.ts';

type Company = Pick<Answers, 'locale' | 'zone' | 'holidayRegion' | 'allHands' | 'agendaList'>;

type Where = { board: SurveyedList; folder: Place; names: readonly string[] };

/** Settles language, zone, holidays, the day of the all-hands and the list for its agendas. */
export async function askCompany(
  asker: Asker,
  { me, lists }: Survey,
  { board, folder, names }: Where,
  given: Given,
  former: Playbook | null,
): Promise<Company> {
  const locale = await askLanguage(asker, names, given, former);
  const allHands = await askAllHands(asker, given, former);
  const ownZone = zoneOf(given.zone) ?? former?.calendar.zone;
  const zone = ownZone ?? me.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  asker.say(`Time zone: ${zone}${marked(given.zone, former)}`);
  const before = former ? (former.calendar.holidayRegion ?? null) : likelyHolidayRegion(zone);
  const holidayRegion = given.holidays === undefined ? before : await regionOf(given.holidays);
  const region = holidayRegion ?? `${NONE} (--holidays says which)`;
  asker.say(`Public holidays: ${region}${holidayRegion ? marked(given.holidays, former) : ''}`);
  const agendaList = await askAgendaList(asker, lists, { board, folder }, given, former);
  return { locale, zone, holidayRegion, allHands, agendaList };
}

function marked(given: string | undefined, former: Playbook | null): string {
  return former && given === undefined ? ` (${AS_BEFORE})` : '';
}

async function askLanguage(
  asker: Asker,
  names: readonly string[],
  given: Given,
  former: Playbook | null,
): Promise<Answers['locale']> {
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
    former: former ? { key: 'locale', text: former.locale } : undefined,
    isAlwaysAsked: true,
  });
  return locale.id === 'de' ? 'de' : 'en';
}

/** One day; where the playbook names several, or another one, that is one more answer. */
async function askAllHands(
  asker: Asker,
  given: Given,
  former: Playbook | null,
): Promise<Answers['allHands']> {
  const days: { id: string; name: string }[] = WEEKDAYS.map(day => ({ id: day, name: day }));
  const names = former?.calendar.allHands.join(' and ');
  const before = names === undefined ? null : { id: names, name: names };
  const allHands = await settleOne(asker, {
    flag: '--all-hands-day',
    message: 'On which day does the whole company meet (the all-hands)?',
    label: 'All-hands',
    kind: 'day from monday to friday',
    isFixed: true,
    given: given.allHandsDay,
    all: days.slice(0, 5),
    likely: null,
    former: before ? { key: 'calendar.allHands', text: before.id, among: [...days, before] } : undefined,
  });
  if (before && former && allHands.id === before.id) return former.calendar.allHands;
  return WEEKDAYS.filter(day => day === allHands.id);
}

async function askAgendaList(
  asker: Asker,
  lists: readonly SurveyedList[],
  { board, folder }: Omit<Where, 'names'>,
  given: Given,
  former: Playbook | null,
): Promise<Answers['agendaList']> {
  const around = lists.filter(({ space }) => space.id === board.space.id);
  const inSpace = around.filter(({ id, folder: own }) => id !== board.id && own?.id !== folder.id);
  const before = former && (former.digest?.list ?? null);
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
    former: former ? { key: 'digest.list', text: before, among: around } : undefined,
    orNone: 'no agenda is made',
    proposesNone: true,
  });
  return agendaList && nameIn(agendaList, around, before);
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

async function regionOf(given: string): Promise<string | null> {
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
