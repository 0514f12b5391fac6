// The pages of what Liaison did, what came in and what failed: in the company's language, and safe whatever a card is called.
import { expect, test } from 'vitest';
import type { ActivityEntry } from '../../src/reconcile/activity-report.ts';
import { noActivity, startAdmin } from './admin-server.ts';

const AT = '2027-01-15T09:00:00.000Z';
const CARD = { id: 'c1', name: '<b>Orders</b>', url: 'https://app.clickup.com/t/c1' };
const ENTRY: ActivityEntry = {
  id: '1',
  at: AT,
  card: CARD,
  cause: {
    kind: 'delivery',
    told: [
      {
        at: AT,
        receivedAt: AT,
        event: 'taskUpdated',
        by: { id: 1, name: 'Ana' },
        change: { kind: 'supporter' },
      },
    ],
  },
  operations: [
    {
      kind: 'ask',
      target: 'c1',
      summary: 'Ask Ana about supporter-present',
      about: 'Ana',
      why: 'Niemand begleitet es.',
      rules: ['supporter-present'],
    },
    { kind: 'create-list', target: 'c1', summary: 'Make the list', why: 'in English', rules: [] },
    { kind: 'of-a-later-release', target: 'c1', summary: 'Something new', why: null, rules: [] },
  ],
  result: { kind: 'retry', why: 'ClickUp antwortet nicht' },
};
const GERMAN = { locale: 'de', zone: 'Europe/Berlin', name: 'Acme' } as const;

test('are in German where the company speaks it, and leave out what is said in English alone', async () => {
  const history = async () => ({ ...(await noActivity().history(ASKED)), entries: [ENTRY] });
  const { ask } = await startAdmin({
    company: GERMAN,
    recentActivity: async () => [ENTRY],
    activity: noActivity({ history }),
  });
  for (const path of ['/history', '/']) {
    const { body } = await ask(path);
    expect(body).toContain('&lt;b&gt;Orders&lt;/b&gt;');
    expect(body).not.toContain('<b>Orders</b>');
    expect(body).toContain('nachdem Ana die Begleitung änderte');
    expect(body).toContain('Regel supporter-present · warum: Niemand begleitet es.');
    for (const said of ['→ Gefragt: Ana ', '→ Liste angelegt ', '→ Something new '])
      expect(body).toContain(said);
    expect(body).not.toMatch(/in English|Make the list|Ask Ana/);
    expect(body).toContain('nicht erledigt, wird wieder versucht: ClickUp antwortet nicht');
  }
});

test('of failures have a button for each and one for all, which lead back to them', async () => {
  const one = { kind: 'card', at: AT, card: CARD, event: null, reason: 'no' } as const;
  const retried: string[] = [];
  const { ask } = await startAdmin({
    activity: noActivity({
      failed: async () => ({ at: AT, zone: 'UTC', failed: ['card-1', 'card-2'].map(id => ({ ...one, id })) }),
      retry: async id => {
        retried.push(id);
        return { retried: [] };
      },
    }),
  });
  const { body, headers } = await ask('/failed');
  expect(headers['content-security-policy']).toContain("form-action 'self'");
  // Without it a browser names no origin with a form, and the form would be refused.
  expect(headers['referrer-policy']).toBe('same-origin');
  expect([...body.matchAll(/action="([^"]+)"/g)].map(([, path]) => path)).toEqual([
    '/failed/card-1/retry',
    '/failed/card-2/retry',
    '/failed/all/retry',
  ]);
  expect(await ask('/failed/all/retry', { method: 'POST' })).toMatchObject({ status: 303 });
  expect((await ask('/failed/all/retry')).status).toBe(405);
  expect((await ask('/api/history', { method: 'POST' })).status).toBe(405);
  expect(retried).toEqual(['all']);
});

test('of a failure that is over already does not ask for the address of its form again', async () => {
  const retry = async () => Promise.reject(Object.assign(new Error('gone'), { name: 'UnknownJob' }));
  const { ask } = await startAdmin({ activity: noActivity({ retry }) });
  const { status, body } = await ask('/failed/card-1/retry', { method: 'POST' });
  expect(status).toBe(404);
  expect(body).toContain('This is not set aside any more.');
  expect(body).not.toMatch(/<script|http-equiv="refresh"/);
});

const ASKED = { card: null, since: null, limit: 1 };

test('refuse what is asked wrongly, with what is allowed', async () => {
  const history = () => Promise.reject(Object.assign(new Error('no'), { name: 'UnknownCard' }));
  const { ask } = await startAdmin({ company: GERMAN, activity: noActivity({ history }) });
  for (const [query, said] of [
    ['kart=c1', 'Den Filter „kart“ gibt es nicht. Erlaubt sind card, since.'],
    ['card=nix', 'Gib die Id oder die Adresse einer Karte des Boards an'],
  ]) {
    const { status, body } = await ask(`/history?${query}`);
    expect([query, status, body.includes(said ?? '')]).toEqual([query, 400, true]);
    expect(body).toContain('role="alert"');
  }
});
