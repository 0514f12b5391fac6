// The page of trends and its JSON: counts in the company's language, what was asked for, and what can't be used.
import { expect, test } from 'vitest';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { trendsOf } from '../../src/domain/trends/trends.ts';
import { BadSince } from '../../src/queries/activity/since.ts';
import type { TrendsShown } from '../../src/web/trends-page.ts';
import { observationOf, playbookWith } from '../support/observed-company.ts';
import { startAdmin } from './admin-server.ts';

/** One that Liaison saw from start to end and one that it did not, from the middle of January on. */
function trendsShown(): TrendsShown {
  const playbook = playbookWith();
  const { board } = observationOf(
    {
      earlier: [
        { at: '2027-01-11 10:00', card: { status: 'in progress', name: '<b>Faster</b> onboarding' } },
        { at: '2027-03-05 10:00', card: { status: 'evaluation' } },
        { at: '2027-03-15 10:00', card: { status: 'done', outcome: 'Achieved' } },
      ],
      at: '2027-04-01 10:00',
      feedback: 2,
      otherCards: [
        { id: 'b', name: 'Before Liaison', status: 'done', start: '2027-01-04' },
        { id: 'c', name: 'At work', status: 'in progress', start: null },
      ],
    },
    playbook,
  );
  const cards = board.cards.map(card => (card.id === 'b' ? { ...card, endedOn: '2027-02-26' } : card));
  const days = { since: '2027-01-15', today: '2027-04-01' };
  const trends = trendsOf({ ...board, cards }, { playbook, calendar: calendarOf(playbook, []) }, days);
  return { at: '2027-04-01T08:00:00.000Z', ...trends };
}

function readable(html: string): string {
  return html
    .replace(/<(style|script)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('says in counts how it went, month by month and for each, and what nobody can tell', async () => {
  const asked: (string | null)[] = [];
  const trends = async (since: string | null) => {
    asked.push(since);
    return trendsShown();
  };
  const { ask } = await startAdmin({ trends });
  const { body } = await ask('/trends?since=2027-01-15');
  const text = readable(body);
  expect(asked).toEqual(['2027-01-15']);
  expect(text).toContain('Ended from Fri, 15 Jan 2027 to Thu, 1 Apr 2027: 2 done, 0 dropped.');
  expect(text).toContain(
    'Cycle time 9 weeks, of 1 from start to definitive end, without pauses 1 of 1 took 4 to 12 weeks of it the evaluation: 1.4 weeks, of 1 with any pauses: 7.6 weeks, of 1 whose pauses nobody knows',
  );
  expect(text).toContain('Evaluated with customer feedback before the end 1 of 1 (of 1 nobody can tell)');
  expect(text).toContain('Feedback 0 of 1 had enough, 1 fewer, 0 none (the playbook wants 3 pieces)');
  expect(text).toContain(
    'by the due date: 1 of 2 by the last day that the playbook plans for the evaluation: 2 of 2',
  );
  expect(text).toContain('Jan 2027 (from 15 Jan) 0 0 – – – – – 2');
  expect(text).toContain('Mar 1 0 9 (1) 1 of 1 0 of 1 0 of 1 1 of 1 0');
  expect(body).toContain('aria-label="9 to 9 weeks, median 9, of 1; the playbook wants 4 to 12"');
  expect(text).toContain('In no month 1 under way without a start date');
  expect(text).toContain('&lt;b&gt;Faster&lt;/b&gt; onboarding Mon, 15 Mar 2027 9 yes 2/3 7 – Achieved');
  expect(text).toContain('Before Liaison Fri, 26 Feb 2027 at most 7.6 – – -10 – –');
  expect(body).toContain('name="since" type="date" value="2027-01-15"');
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const [, id] of body.matchAll(/aria-labelledby="([^"]+)"/g)) expect(ids).toContain(id);
});

test('speaks German with a decimal comma, and says that nothing was read yet', async () => {
  const company = { locale: 'de', zone: 'Europe/Berlin', name: 'Acme' } as const;
  const { ask } = await startAdmin({ company, trends: async () => trendsShown() });
  const text = readable((await ask('/trends')).body);
  expect(text).toContain('Zu Ende vom Fr., 15. Jan. 2027 bis Do., 1. Apr. 2027: 2 fertig, 0 verworfen.');
  expect(text).toContain('davon die Auswertung: 1,4 Wochen, bei 1');
  const { ask: askEarly } = await startAdmin({ company });
  expect(readable((await askEarly('/trends')).body)).toContain('Das Board wurde noch nicht gelesen.');
});

test('refuses a day that can’t be used, on the page and for machines', async () => {
  const refusing = async () => {
    throw new BadSince('"<i>" is no day.');
  };
  const { ask } = await startAdmin({ trends: refusing });
  const page = await ask('/trends?since=%3Ci%3E');
  expect(page.status).toBe(400);
  expect(readable(page.body)).toContain('“&lt;i&gt;” can’t be used. Since when?');
  const api = await ask('/api/trends?since=%3Ci%3E');
  expect(api.status).toBe(400);
  expect(JSON.parse(api.body)).toEqual({ ok: false, error: '"<i>" is no day.' });
  expect((await ask('/api/trends', { method: 'POST' })).status).toBe(405);
  expect((await ask('/trends', { method: 'POST' })).status).toBe(405);
});
