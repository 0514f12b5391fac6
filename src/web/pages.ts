// The pages of the admin address: which there are, and what each is made of.
import type { Context, Hono } from 'hono';
import type { ActivityEntry } from '../reconcile/activity-report.ts';
import { type AllHands, allHandsPage } from './all-hands-page.ts';
import type { BoardStatus } from './board-status.ts';
import { boardPage } from './board-view.ts';
import { doctorPage, type Examined } from './doctor-page.ts';
import { choicesOf, readFilters } from './filters.ts';
import { answerPage } from './page-frame.ts';
import { nobodyPage, onePage, type PeopleKind, peoplePage } from './people-pages.ts';
import { noTeamPage, teamPage } from './team-page.ts';
import { badSincePage, type TrendsShown, trendsPage } from './trends-page.ts';
import { type PageCompany, pageWordsOf } from './words/words.ts';

export type PagesDeps = {
  /** Whose pages these are. */
  company: PageCompany;
  board(): Promise<BoardStatus>;
  /** What Liaison did last, the newest first. */
  recentActivity(limit: number): Promise<ActivityEntry[]>;
  /** The agenda of the next all-hands; null if there is none within a year. */
  allHands(): Promise<AllHands | null>;
  /** How things went over months, since a day or, where it is null, for about a year; null before the board was read. Rejects with BadSince. */
  trends(since: string | null): Promise<TrendsShown | null>;
  /** Examines everything that a start needs; its answer is what `doctor --json` prints. */
  examine(): Promise<Examined>;
};

/** The addresses that answer with a page. */
export const PAGES = [
  '/',
  '/people',
  '/supporter/:name',
  '/person/:name',
  '/flock/:name',
  '/team/:name',
  '/all-hands',
  '/trends',
  '/doctor',
] as const;

/** So many of what Liaison did last stand on the front page. */
const NEWEST = 10;

/** Adds the pages. Each answers with the whole page, or with its live part. */
export function addPages(app: Hono, deps: PagesDeps): void {
  const { company, board, recentActivity, allHands, examine, trends } = deps;
  const words = pageWordsOf(company);
  app.get('/', async c => {
    const [status, newest] = await Promise.all([board(), recentActivity(NEWEST)]);
    const read = readFilters(c.req.queries(), choicesOf(status), words);
    const code = read.problems.length > 0 ? 400 : 200;
    return answerPage(c, company, boardPage(status, read, newest, words), code);
  });
  app.get('/people', async c => answerPage(c, company, peoplePage(await board(), words)));
  const ofPeople = (kind: PeopleKind) => async (c: Context) => {
    const [status, name] = [await board(), c.req.param('name') ?? ''];
    const page = onePage(kind, name, status, words);
    return page
      ? answerPage(c, company, page)
      : answerPage(c, company, nobodyPage(kind, name, status, words), 404);
  };
  app.get('/supporter/:name', ofPeople('supporter'));
  app.get('/person/:name', ofPeople('person'));
  app.get('/flock/:name', ofPeople('flock'));
  app.get('/team/:name', async c => {
    const [status, name] = [await board(), c.req.param('name')];
    const page = teamPage(name, status, words);
    return page ? answerPage(c, company, page) : answerPage(c, company, noTeamPage(name, status, words), 404);
  });
  app.get('/all-hands', async c => answerPage(c, company, allHandsPage(await allHands(), words)));
  app.get('/trends', async c => {
    const since = c.req.query('since')?.trim() ?? '';
    try {
      return await answerPage(c, company, trendsPage(await trends(since), since, words));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'BadSince') throw error;
      return answerPage(c, company, badSincePage(since, words), 400);
    }
  });
  app.get('/doctor', async c => answerPage(c, company, doctorPage(await examine())));
}
