// The pages of the admin address: what they show, in which words, and that they can be used by everybody.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { BoardStatus, CustomerResultStatus } from '../../src/web/board-status.ts';
import { board, finding, result } from '../support/board-status.ts';
import { startAdmin } from './admin-server.ts';

/** What people read of a page: no tags, one space between words. */
function readable(html: string): string {
  return html
    .replace(/<(style|script)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** Tags that are opened and not closed, or closed in the wrong order; empty where all is well. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const body = html.replace(/<(style|script)>[^]*?<\/\1>/g, '');
  for (const [tag, close, name = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (['meta', 'link', 'input'].includes(name) || tag.endsWith('/>')) continue;
    if (close === '') open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}

async function pageOf(path: string, status: BoardStatus, more: Parameters<typeof startAdmin>[0] = {}) {
  const { ask } = await startAdmin({ board: async () => status, ...more });
  const answer = await ask(path);
  expect(unbalanced(answer.body), path).toEqual([]);
  return { ...answer, text: readable(answer.body) };
}

const ana = { id: 1, name: 'Ana', functions: ['Engineering'], flocks: ['Heron'] };
const ben = { id: 2, name: 'Ben', functions: [], flocks: [] };
const mei = { id: 3, name: 'Mei Tanaka' };

const checkout = result({
  team: [ana, ben],
  supporters: [mei],
  start: '2026-12-07',
  due: '2027-02-12',
  week: { now: 6, of: 10 },
  milestones: [
    { name: 'Kick-off', url: 'https://app.clickup.com/t/k', due: '2026-12-09', isDone: true },
    { name: 'Present the plan', url: null, due: '2026-12-24', isDone: false },
  ],
  evaluation: { from: '2027-01-22', until: '2027-02-26' },
  pauses: [{ from: '2026-12-28', until: '2027-01-04' }],
  feedback: { have: 1, min: 3 },
  metrics: { target: '40 %', actual: '31 %' },
  findings: [
    finding({
      since: '2027-01-11T08:00:00.000Z',
      asked: { who: { id: 1, name: 'Ana' }, since: '2027-01-12T09:00:00.000Z' },
    }),
    finding({
      rule: 'team-size',
      enforcement: 'revert',
      state: 'waived',
      message: 'Six people.',
      waiver: { until: '2027-01-20', by: 'Mei Tanaka', because: 'a holiday' },
    }),
    finding({ rule: 'priority-order', enforcement: 'inform', message: 'A higher card looks for you.' }),
  ],
  next: { at: '2027-01-18T08:00:00.000Z', what: 'the kick-off is due' },
});
const returns = result({
  id: 'c2',
  name: 'Happy returns',
  phase: 'forming',
  list: null,
  openSeats: ['a supporter', 'somebody from Marketing'],
  findings: [finding({ rule: 'team-size', enforcement: 'revert', message: 'Nobody is on the team.' })],
});
const whole = board({
  customerResults: [checkout, returns, result({ id: 'c3', name: 'Old hat', phase: null })],
  supporters: [mei, { id: 9, name: 'Sofia Rossi' }],
  flocks: [{ name: 'Heron', people: [ana, { id: 8, name: 'Aylin' }] }],
  rules: ['team-size', 'timebox', 'priority-order'],
});

describe('the front page', () => {
  test('says first what needs somebody: the weightiest first, who was asked and since when', async () => {
    const { text, body, headers } = await pageOf('/', whole);
    expect(headers['content-type']).toBe('text/html; charset=UTF-8');
    expect(text).toContain('Liaison Acme ✓ ready acting as of 15 Jan 2027, 12:00');
    expect(text).toMatch(
      /What needs somebody 2 ✗ Happy returns : Nobody is on the team\. team size, changes are undone ✗ Faster checkout : The due date is missing\. timebox, somebody is asked · since 11 Jan 2027 · asked Ana on 12 Jan 2027/,
    );
    expect(text).toMatch(/Good to know 1 ✗ Faster checkout : A higher card looks for you\./);
    expect(text).toMatch(/need somebody 2 open seats 2/);
    expect(body).toContain('<a href="https://app.clickup.com/t/c1" rel="noreferrer">Faster checkout</a>');
  });

  test('has one bar per customer result, and says in words what it shows', async () => {
    const { text, body } = await pageOf('/', whole);
    expect(text).toMatch(
      /Running 1 .*Faster checkout week 6 of 10 · Team: Ana , Ben · Supporter: Mei Tanaka · feedback 1\/3 · target 40 % · actual 31 % ✗ 1 thing needs somebody More/,
    );
    expect(text).toMatch(/Forming 1 Happy returns Open seats: a supporter, somebody from Marketing/);
    expect(text).toMatch(/In no phase of the playbook 1 Old hat/);
    expect(body).toContain(
      'aria-label="start 7 Dec, due 12 Feb, evaluation 22 Jan to 26 Feb, 1 of 2 milestones done, pauses: 1"',
    );
    const [bar = ''] = body.match(/<svg class="bar"[^]*?<\/svg>/) ?? [];
    expect([...bar.matchAll(/class="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'bar',
      'plan',
      'gone',
      'rest',
      'eval',
      'ms ok',
      'ms over',
      'now',
    ]);
    expect(body.match(/<svg class="bar"/g)).toHaveLength(1);
  });

  test('names people who have too much once, and not once per card', async () => {
    const cards = ['A', 'B'].map(name =>
      result({
        id: name,
        name,
        team: [ana],
        findings: [finding({ rule: 'member-load', message: 'Ana is on 2 teams.' })],
      }),
    );
    const customerResults = cards.map(({ id, name, url }) => ({ id, name, url }));
    const overloads = [{ id: 1, name: 'Ana', rule: 'member-load' as const, max: 1, customerResults }];
    const ofOthers = finding({ rule: 'member-load', message: 'Ben is on 2 teams.' });
    const other = result({ id: 'C', name: 'C', phase: 'paused', findings: [ofOthers] });
    const { text } = await pageOf('/', board({ customerResults: [...cards, other], overloads }));
    expect(text).toMatch(/People who have too much .*Ana on 2 teams, at most 1 A , B/);
    expect(text).not.toContain('Ana is on 2 teams.');
    expect(text).toContain('Ben is on 2 teams.');
    // The figure, the heading and what stands below say the same.
    expect(text).toMatch(/need somebody 2 .*What needs somebody 2 .*People who have too much/);
    expect(text).not.toContain('Nothing needs anybody');
  });

  test('shows trouble: what is not ready, cards that were set aside, and how Liaison itself is', async () => {
    const status = board({
      ready: false,
      checks: { store: { ok: false, message: 'connection refused' }, sweep: { ok: true, message: 'fine' } },
      failed: [
        { id: 'c1', reason: 'status does not exist', at: '2027-01-15T11:00:00.000Z' },
        { id: 'gone', reason: 'task not found', at: '2027-01-15T11:00:00.000Z' },
      ],
      webhooks: { state: 'trouble', message: 'suspended', places: [] },
      mode: 'observe',
    });
    const { text, body } = await pageOf('/', status);
    expect(text).toMatch(
      /✗ not ready watching only: writes nothing to ClickUp .*✗ store: connection refused/,
    );
    expect(text).not.toContain('✗ sweep');
    expect(text).toMatch(/Set aside 2 ✗ Faster checkout : status does not exist .*✗ gone: task not found/);
    expect(text).toContain('Something is the matter with the webhooks. suspended');
    expect(text).toMatch(/Requests left: 87 87 of 100, until 15 Jan 2027, 12:01/);
    expect(text).toContain('Deliveries from ClickUp nothing Cards to look at 2 waiting, 1 in hand');
    for (const path of ['/queues', '/metrics', '/api/board']) expect(body).toContain(`href="${path}"`);
  });

  test('of an empty board before the first answer of ClickUp says so', async () => {
    const budget = { limit: null, remaining: null, resetAt: null };
    const { text } = await pageOf('/', board({ customerResults: [], queues: {}, budget }));
    expect(text).toMatch(
      /✓ Nothing needs anybody\. .*There is no card on the board yet\..*Requests: none made yet\./,
    );
  });

  test('speaks the playbook’s language, in its zone', async () => {
    const company = { locale: 'de', zone: 'Europe/Berlin', name: 'Acme' } as const;
    const { text, body } = await pageOf('/', whole, { company });
    expect(body).toContain('<html lang="de">');
    expect(text).toContain('Stand 15.01.2027, 13:00');
    expect(text).toMatch(
      /Was jemanden braucht 2 .*Zeitrahmen, jemand wird gefragt · seit 11\.01\.2027 · gefragt: Ana am 12\.01\.2027/,
    );
    expect(text).toContain('Woche 6 von 10 · Team: Ana , Ben · Begleitung: Mei Tanaka · Rückmeldungen 1/3');
  });

  test('lets nothing that people wrote become a part of it', async () => {
    const evil = `<script>alert("1")</script>'&`;
    const person = { id: 1, name: evil, functions: [evil], flocks: [evil] };
    const one = result({
      name: evil,
      url: 'javascript:alert(1)',
      list: { id: '7', url: `https://x/"onmouseover="alert(1)` },
      openSeats: [evil],
      findings: [finding({ rule: evil, message: evil, since: evil })],
      operations: [{ kind: 'create-item', target: 'x', summary: evil }],
      next: { at: '"><b>', what: evil },
      team: [person],
      supporters: [person],
      start: '2027-01-01',
      milestones: [{ name: evil, url: evil, due: '2027-01-03', isDone: false }],
      metrics: { target: evil },
    });
    const status = board({
      workspace: { id: '9', name: evil },
      customerResults: [one],
      failed: [{ id: evil, reason: evil, at: evil }],
      queues: { [evil]: { waiting: 1 } },
      flocks: [{ name: evil, people: [person] }],
    });
    const name = encodeURIComponent(evil);
    const paths = ['/', `/?q=${name}`, `/?phase=${name}`, `/?${name}=1`, '/people', '/team/c1', '/team/x'];
    for (const path of [...paths, `/person/${name}`, `/supporter/no${name}`, `/flock/${name}`]) {
      const { body } = await pageOf(path, status);
      expect(body, path).not.toContain('<script>alert');
      expect(body, path).not.toMatch(/href="javascript/);
      expect(body, path).not.toContain('"onmouseover');
      expect(body.match(/<script>/g), path).toHaveLength(1);
    }
  });
});

describe('filters in the address', () => {
  const namesIn = async (query: string) => {
    const { body } = await pageOf(`/?${query}`, whole);
    return [...body.matchAll(/<h3>(?:<a [^>]*>)?([^<]+)/g)].map(([, name]) => name);
  };

  test.each([
    ['', ['Faster checkout', 'Happy returns', 'Old hat']],
    ['phase=running', ['Faster checkout']],
    ['phase=none', ['Old hat']],
    ['supporter=mei%20tanaka', ['Faster checkout']],
    ['person=Ben', ['Faster checkout']],
    ['person=Mei%20Tanaka', ['Faster checkout']],
    ['rule=team-size', ['Happy returns']],
    ['needs=1', ['Faster checkout', 'Happy returns']],
    ['needs=1&phase=forming&q=', ['Happy returns']],
    ['q=returns%20HAPPY', ['Happy returns']],
    ['q=nothing', []],
  ])('?%s shows %j', async (query, names) => {
    expect(await namesIn(query)).toEqual(names);
  });

  test.each([
    [
      'phase=runing',
      'phase is “runing”. Allowed: candidate, forming, running, evaluating, paused, done, dropped, none. Did you mean running?',
    ],
    ['supporter=Nobody', 'supporter is “Nobody”. Allowed: Mei Tanaka, Sofia Rossi.'],
    ['rule=x', 'rule is “x”. Allowed: team-size, timebox, priority-order.'],
    ['needs=yes', 'needs is “yes”. Allowed: 1.'],
    ['phase=running&phase=done', 'the filter “phase” has several values. One is allowed.'],
    ['fase=running', 'there is no filter “fase”. Allowed are phase, supporter, person, rule, needs, q.'],
    [`q=${'x'.repeat(201)}`, 'q is too long. At most 200 characters are allowed.'],
  ])('?%s is refused with what is allowed', async (query, said) => {
    const { status, text, body } = await pageOf(`/?${query}`, whole);
    expect(status).toBe(400);
    expect(text).toContain(`In the address: ${said}`);
    expect(body).toContain('role="alert"');
    expect(text).toContain('Happy returns');
  });

  test('stand in a form that works without script, and links keep them', async () => {
    const { body } = await pageOf('/?phase=running&q=check', whole);
    expect(body).toMatch(/<form method="get" action="\/" role="search"/);
    expect(body).toContain('<option value="running" selected>Running</option>');
    expect(body).toContain('name="q" maxlength="200" value="check"');
    expect(body).toContain('href="/?phase=running&amp;q=check&amp;needs=1"');
    expect(readable(body)).toContain('1 of 3 customer results are shown.');
  });
});

describe('pages of people and teams', () => {
  test('everybody stands on one, with what they support and which teams they are on', async () => {
    const { text, body } = await pageOf('/people', whole);
    expect(text).toMatch(/Supporters 2 .*Mei Tanaka 1 Faster checkout Sofia Rossi 0/);
    expect(text).toMatch(/Flocks 1 .*Heron 1 Faster checkout/);
    expect(text).toMatch(/On teams 2 .*Ana 1 Faster checkout Ben 1 Faster checkout/);
    expect(body).toContain('href="/supporter/Mei%20Tanaka"');
  });

  test.each([
    ['/supporter/Mei%20Tanaka', /Mei Tanaka supports .*Faster checkout : The due date is missing/],
    ['/supporter/mei%20tanaka', /Mei Tanaka supports/],
    ['/supporter/3', /Mei Tanaka supports/],
    ['/supporter/Sofia%20Rossi', /No customer result has this supporter\./],
    ['/person/Ana', /Ana .*What needs somebody 1 .*Running 1/],
    ['/flock/heron', /Flock Heron Who is where 2 .*Ana 1 Faster checkout Aylin 0/],
    ['/team/c1', /Faster checkout The card in ClickUp The team’s list/],
    ['/team/happy%20returns', /Happy returns .*open seat: a supporter/],
  ])('%s', async (path, said) => {
    const { status, text } = await pageOf(path, whole);
    expect(status).toBe(200);
    expect(text).toMatch(said);
  });

  test('a team’s page has everything of its customer result', async () => {
    const { text } = await pageOf('/team/c1', whole);
    expect(text).toContain(
      '○ Six people. team size · waived by Mei Tanaka until Wed, 20 Jan 2027: “a holiday”',
    );
    expect(text).toContain('Ana Engineering liaison to Heron Ben Mei Tanaka Supporter');
    expect(text).toMatch(
      /Start Mon, 7 Dec 2026 ✓ Kick-off done Wed, 9 Dec 2026 Present the plan Thu, 24 Dec 2026 Due/,
    );
    expect(text).toContain('the kick-off is due 18 Jan 2027, 08:00 looked at on 15 Jan 2027, 11:59');
  });

  test.each([
    ['/supporter/Nobody', 'There is no supporter “Nobody”. There are: Mei Tanaka Sofia Rossi'],
    ['/person/Nobody', 'There is nobody called “Nobody”. There are:'],
    ['/flock/Raven', 'There is no flock “Raven”. There are: Heron'],
    ['/team/c9', 'There is no customer result “c9”.'],
    ['/team/a', 'Several customer results fit “a”. Faster checkout c1 Happy returns c2 Old hat c3'],
  ])('%s says that there is none, and what there is', async (path, said) => {
    const { status, text } = await pageOf(path, whole);
    expect(status).toBe(404);
    expect(text).toContain(said);
  });

  test('the all-hands is a page for the room', async () => {
    const agenda = {
      title: 'All-hands on Thu, 21 Jan 2027',
      text: [
        { spans: [{ bold: 'Plans to present' }] },
        {
          bullet: true,
          spans: [{ link: 'Faster checkout', url: 'https://app.clickup.com/t/c1' }, ', week 6'],
        },
      ],
    };
    const { text } = await pageOf('/all-hands', whole, { allHands: async () => agenda });
    expect(text).toContain('All-hands on Thu, 21 Jan 2027 Plans to present Faster checkout , week 6');
    const { text: none } = await pageOf('/all-hands', whole);
    expect(none).toContain('There is no all-hands within a year.');
  });
});

describe('every page', () => {
  const paths = [
    '/',
    '/people',
    '/supporter/Mei%20Tanaka',
    '/person/Ana',
    '/flock/Heron',
    '/team/c1',
    '/all-hands',
    '/trends',
  ];

  test.each(paths)('%s can be used without eyes, mouse or script', async path => {
    const { body } = await pageOf(path, whole);
    expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(body).toMatch(/<title>[^<]*Liaison<\/title>/);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toContain('<a class="skip" href="#main">');
    expect(body).toContain('<main id="main"');
    expect(body).toContain('role="status"');
    expect(body).toContain('<noscript><meta http-equiv="refresh"');
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [, id] of body.matchAll(/aria-labelledby="([^"]+)"/g)) expect(ids).toContain(id);
  });

  test('runs only its own script and style, and is kept by nobody', async () => {
    const { createHash } = await import('node:crypto');
    const { body, headers } = await pageOf('/people', whole);
    for (const part of ['style', 'script']) {
      const content = new RegExp(`<${part}>([^]*?)</${part}>`).exec(body)?.[1] ?? '';
      const hash = createHash('sha256').update(content).digest('base64');
      expect(headers['content-security-policy']).toContain(`${part}-src 'sha256-${hash}'`);
    }
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/ style="| on[a-z]+="/);
  });

  test('has a live part with which it refreshes itself', async () => {
    const { ask } = await startAdmin();
    const [page, part] = [await ask('/'), await ask('/', { headers: { 'X-Liaison-Part': 'live' } })];
    expect(part.status).toBe(200);
    expect(part.body).not.toContain('<html');
    expect(page.body).toContain(`<div id="live">${part.body}</div>`);
    expect(page.body).toContain("'X-Liaison-Part': 'live'");
  });

  test('is sent compressed to whoever takes that', async () => {
    const { ask } = await startAdmin();
    const { headers } = await ask('/', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
  });
});

describe('a thousand customer results', () => {
  const thousand = Array.from({ length: 1_000 }, (_, index): CustomerResultStatus => {
    const phase = (['running', 'evaluating', 'forming', 'candidate'] as const)[index % 4] ?? 'candidate';
    const isDated = phase === 'running' || phase === 'evaluating';
    const day = (offset: number) =>
      new Date(Date.UTC(2026, 9, 1 + offset + ((index * 37) % 60))).toISOString().slice(0, 10);
    const person = (id: number) => ({ ...ana, id, name: `Person ${id} of ${(id * 7919) % 1_000}` });
    return result({
      id: `86c${(index * 7919).toString(36)}`,
      name: `Customers feel outcome ${(index * 104_729).toString(36)} number ${index}`,
      url: `https://app.clickup.com/t/86c${(index * 7919).toString(36)}`,
      phase,
      team: phase === 'candidate' ? [] : [0, 1, 2, 3].map(offset => person((index * 4 + offset) % 400)),
      supporters: phase === 'candidate' ? [] : [{ id: 1000 + (index % 60), name: `Supporter ${index % 60}` }],
      start: isDated ? day(0) : null,
      due: isDated ? day(70) : null,
      week: isDated ? { now: 6, of: 10 } : null,
      milestones: isDated
        ? [2, 14, 50, 80].map(offset => ({
            name: 'Present the plan',
            url: null,
            due: day(offset),
            isDone: offset < 10,
          }))
        : [],
      evaluation: isDated ? { from: day(60), until: day(85) } : null,
      feedback: isDated ? { have: index % 4, min: 3 } : null,
      openSeats: phase === 'forming' ? ['a supporter', 'somebody from Marketing'] : [],
      findings:
        index % 3 === 0
          ? [
              finding({
                message: `The plan of ${index} is not presented.`,
                since: '2027-01-11T08:00:00.000Z',
              }),
            ]
          : [],
    });
  });
  const status = board({ customerResults: thousand, rules: ['timebox'] });

  test('come in less than 300 kB, and are folded beyond thirty of a phase', async () => {
    const { body } = await pageOf('/', status);
    expect(gzipSync(body).length).toBeLessThan(300_000);
    expect(readable(body)).toContain('Running 250');
    expect(body).toMatch(/<details id="more-phase-running"><summary>220 more<\/summary>/);
    expect(body).toMatch(/<details id="needs-more"><summary>304 more<\/summary>/);
  });

  test('are not made anew where nothing of them changed', async () => {
    let made = 0;
    const [first, ...others] = thousand;
    const { milestones, ...rest } = first ?? result();
    const watched = Object.defineProperty({ ...rest }, 'milestones', {
      enumerable: true,
      get() {
        made += 1;
        return milestones;
      },
    }) as CustomerResultStatus;
    const { ask } = await startAdmin({
      board: async () => board({ ...status, customerResults: [watched, ...others] }),
    });
    await ask('/');
    const once = made;
    await ask('/');
    expect(once).toBeGreaterThan(0);
    expect(made).toBe(once);
  });
});
