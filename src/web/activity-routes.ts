// Activity, deliveries and failures at the admin address: as JSON for commands of other processes, and as pages.

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { Activity, HistoryQuestion } from '../reconcile/activity-report.ts';
import { historyForm, historyView } from './activity-view.ts';
import { deliveriesView } from './deliveries-view.ts';
import { failedView } from './failed-view.ts';
import { answerPage, type Page } from './page-frame.ts';
import type { Html } from './page-pieces.ts';
import { type PageCompany, type PageWords, pageWordsOf } from './words/words.ts';
import { wrongMethod } from './wrong-method.ts';

/** What `limit` may be, and how much a page shows. */
const MOST = 1_000;
const SHOWN = 100;

const GIVEN = new Set(['UnknownCard', 'UnknownJob', 'BadSince', 'BadLimit']);
const Candidates = z.object({ candidates: z.array(z.object({ id: z.string(), name: z.string() })) });

/** A `limit` that is none. */
class BadLimit extends Error {
  override readonly name = 'BadLimit';
}

/** Adds them to the application, which guards them. Ids of jobs come from outside: unknown ones are answered with 404. */
export function addActivityRoutes(app: Hono, activity: Activity, company: PageCompany): void {
  addPages(app, activity, company);
  app.get('/api/history', c => answerJson(c, () => activity.history(questionOf(c))));
  app.get('/api/deliveries', c => answerJson(c, () => activity.deliveries(questionOf(c))));
  app.get('/api/failed', c => answerJson(c, () => activity.failed()));
  app.post('/api/failed/:id/retry', c => answerJson(c, () => activity.retry(c.req.param('id'))));
  app.post('/api/deliveries/:id/replay', c => answerJson(c, () => activity.replay(c.req.param('id'))));

  for (const path of ['/history', '/deliveries', '/failed']) app.all(path, wrongMethod('GET, HEAD'));
  for (const path of ['/failed/:id/retry', '/api/failed/:id/retry', '/api/deliveries/:id/replay'])
    app.all(path, wrongMethod('POST'));
}

function addPages(app: Hono, activity: Activity, company: PageCompany): void {
  const words = pageWordsOf(company);
  const { say } = words;
  app.get('/history', async c => {
    const [card, since] = [c.req.query('card')?.trim() ?? '', c.req.query('since')?.trim() ?? ''];
    const page = { title: say('activity.title'), still: historyForm({ card, since }, words) };
    const unknown = Object.keys(c.req.query()).find(name => name !== 'card' && name !== 'since');
    if (unknown !== undefined) {
      const name = unknown.slice(0, 60);
      const live = refusal(say('filter.unknown', { name, allowed: 'card, since' }), words);
      return answerPage(c, company, { ...page, live }, 400);
    }
    try {
      const question = { card: card === '' ? null : card, since, limit: SHOWN };
      return await answerPage(c, company, {
        ...page,
        live: historyView(await activity.history(question), words),
      });
    } catch (error) {
      const live = refusalView(error, { card, since }, words);
      if (live === null) throw error;
      return answerPage(c, company, { ...page, live }, 400);
    }
  });
  app.get('/deliveries', async c => {
    const live = deliveriesView(await activity.deliveries({ since: null, limit: SHOWN }), words);
    return answerPage(c, company, { title: say('deliveries.title'), live });
  });
  const failedPage = async (): Promise<Page> => ({
    title: say('failed.title'),
    live: failedView(await activity.failed(), words),
  });
  app.get('/failed', async c => answerPage(c, company, await failedPage()));
  app.post('/failed/:id/retry', async c => {
    try {
      await activity.retry(c.req.param('id'));
      return c.redirect('/failed', 303);
    } catch (error) {
      if (nameOf(error) !== 'UnknownJob') throw error;
      const page = await failedPage();
      const still = html`<p class="fair" role="status">${say('failed.gone')}</p>`;
      // Its address takes forms alone: asked for it anew, there would seem to be no contact.
      return answerPage(c, company, { ...page, still, isFixed: true }, 404);
    }
  });
}

/** What is the matter with what somebody gave, in the company's language; null where it is something else. */
function refusalView(
  error: unknown,
  { card, since }: { card: string; since: string },
  words: PageWords,
): Html | null {
  const { say } = words;
  const name = nameOf(error);
  if (name === 'BadSince') return refusal(say('activity.bad-since', { given: since }), words);
  if (name !== 'UnknownCard') return null;
  const { candidates = [] } = Candidates.safeParse(error).data ?? {};
  const links = candidates.map(
    one => html`<li><a href="/history?card=${encodeURIComponent(one.id)}">${one.name}</a></li>`,
  );
  return html`${refusal(say('activity.unknown-card', { given: card }), words)}
${links.length === 0 ? null : html`<p>${say('activity.candidates')}</p><ul>${links}</ul>`}`;
}

function refusal(sentence: string, { say }: PageWords): Html {
  return html`<h1>${say('activity.title')}</h1><p class="bad" role="alert">✗ ${sentence}</p>`;
}

async function answerJson(c: Context, asking: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await asking());
  } catch (error) {
    if (!(error instanceof Error) || !GIVEN.has(error.name)) throw error;
    return c.json({ ok: false, error: error.message }, error.name.startsWith('Unknown') ? 404 : 400);
  }
}

/** Throws BadLimit. */
function questionOf(c: Context): HistoryQuestion {
  const text = c.req.query('limit') ?? String(SHOWN);
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) {
    throw new BadLimit(`limit "${text}" is no whole number from 1 to ${MOST}.`);
  }
  return { card: c.req.query('card') ?? null, since: c.req.query('since') ?? null, limit };
}

function nameOf(error: unknown): string | null {
  return error instanceof Error ? error.name : null;
}
