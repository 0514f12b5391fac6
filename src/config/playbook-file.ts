// Loads the playbook: file, YAML, schema, holidays. Everything that is wrong is said at once, with its line.
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { calendarOf, Playbook } from '../domain/playbook/playbook.ts';
import { type Calendar, dayOf } from '../domain/schedule/calendar.ts';
import { docsOf } from './playbook-docs.ts';
import { problemsOf } from './playbook-problems.ts';
import { playbookJsonSchema } from './playbook-schema.ts';
import { ConfigProblems, type Problem, shown } from './problem.ts';
import { type PublicHolidays, publicHolidaysOf } from './public-holidays.ts';
import { shippedPlaybook } from './shipped-playbook.ts';
import { notABlock, readYaml, readYamlText, type Wanted, type YamlText } from './yaml-document.ts';
import { lineOfValue } from './yaml-lines.ts';

const WANTED: Wanted = {
  what: 'a playbook in YAML',
  hint: `Name another one with --playbook FILE, let \`liaison init\` write one, or adapt a copy of ${shippedPlaybook()}.`,
};

/** Reads and checks `file`. Throws ConfigProblems with all problems. */
export async function loadPlaybook(file: string): Promise<LoadedPlaybook> {
  return loadPlaybookText(file, readYamlText(file, WANTED));
}

/** Checks `text` as if it stood in `file`. Throws ConfigProblems with all problems. */
export async function loadPlaybookText(file: string, text: string): Promise<LoadedPlaybook> {
  const { read, problems } = readYaml(file, text, WANTED);
  const other = notABlock(read, WANTED);
  if (other) throw new ConfigProblems([other]);

  const parsed = Playbook.safeParse(read.data);
  if (parsed.error) {
    const schema = playbookJsonSchema();
    for (const issue of parsed.error.issues) problems.push(...problemsOf(issue, read, schema));
  }
  const holidays = await holidaysOf(read, problems);
  if (problems.length > 0 || !parsed.success) {
    const inOrder = problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
    throw new ConfigProblems(inOrder.map(one => ({ ...one, hint: one.hint ?? docsOf(one.path) })));
  }

  const playbook = parsed.data;
  const byYear = new Map<number, Calendar>();
  return {
    playbook,
    publicHolidays: holidays,
    calendar: now => {
      const year = Number(dayOf(now, playbook.calendar.zone).slice(0, 4));
      const calendar =
        byYear.get(year) ?? calendarOf(playbook, holidays(`${year - 1}-01-01`, `${year + 3}-12-31`));
      byYear.set(year, calendar);
      return calendar;
    },
    file,
  };
}

/** The region is checked even where other keys are wrong, so that it is not a surprise for the second start. */
async function holidaysOf(
  { data, file, document, lines }: YamlText,
  problems: Problem[],
): Promise<PublicHolidays> {
  const region = regionIn(data);
  if (region === null) return () => [];
  const holidays = await publicHolidaysOf(region);
  if (typeof holidays === 'function') return holidays;
  const path = ['calendar', 'holidayRegion'];
  const { candidates } = holidays;
  problems.push({
    file,
    line: lineOfValue(document, lines, path),
    path: path.join('.'),
    given: shown(region),
    allowed: 'a country, or a country and its state or region, such as DE, DE-BE, US-CA',
    hint:
      candidates.length === 1
        ? `Did you mean "${candidates[0]}"?`
        : candidates.length > 1
          ? `Near it there are: ${candidates.slice(0, 20).join(', ')}${candidates.length > 20 ? ', …' : ''}.`
          : null,
  });
  return () => [];
}

function regionIn(data: unknown): string | null {
  const calendar = typeof data === 'object' && data !== null && 'calendar' in data ? data.calendar : null;
  if (typeof calendar !== 'object' || calendar === null || !('holidayRegion' in calendar)) return null;
  const region = calendar.holidayRegion;
  return typeof region === 'string' && region.trim() !== '' ? region.trim() : null;
}
