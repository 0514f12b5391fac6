// The pages as people see them: they show what is there, follow what changes without being reloaded, and can be used by
// keyboard, in the dark, on a phone and with a screen reader. `UPDATE_PICTURES=1` takes the pictures of the docs anew.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { type Process, startRun } from '../support/process.ts';
import { isLong } from '../support/scale.ts';
import { violationsOn } from './accessibility.ts';
import { openBrowser, whyNoBrowser } from './chromium.ts';

const missing = whyNoBrowser();
const DAY_MS = 86_400_000;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const PICTURES = 'docs/pictures';
const SMALL = 150_000;

/** What axe-core finds in the dashboard of the queues, which is not ours: docs/status-page.md names it. */
const OF_BULL_BOARD = [
  'button-name',
  'color-contrast',
  'image-redundant-alt',
  'page-has-heading-one',
  'svg-img-alt',
];

/** Made for the pictures: dates around today, so that a bar shows where it stands. */
const RESULT = 'Deliveries arrive when customers are at home';

describe.skipIf(missing !== null)(`the pages in a browser ${missing ?? ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-pages-'));
  let simulator: Simulator;
  let company: Company;
  let running: Process;
  let browser: Browser;
  let supporter: string;

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'demo', rateLimit: 1_000 });
    company = await companyOf(simulator);
    const [first, second, third] = company.notIn('Supporters');
    const [mentor] = company.group('Supporters');
    if (!first || !second || !third || !mentor) throw new Error('the seed lacks people');
    supporter = mentor.username;
    const card = await company.createCard(RESULT, {
      start_date: Date.now() - 35 * DAY_MS,
      due_date: Date.now() + 28 * DAY_MS,
    });
    for (const person of [first, second, third]) await company.join(card, person);
    await company.setSupporter(card, [mentor]);
    await company.move(card, 'in progress', first);
    running = await startRun({ simulator, storeUrl: embeddedStoreIn(join(folder, 'store')) });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await running.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A page that notes what the browser complains of, and what it loads from elsewhere. */
  const open = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ bypassCSP: true, viewport: WIDE, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', request => {
      const url = request.url();
      if (!url.startsWith(running.adminUrl) && !url.startsWith(simulator.url) && !url.startsWith('data:'))
        complaints.push(`loads ${url}`);
    });
    return { context, page, complaints };
  };

  it('ClickUp’s page shows a new card and a move by itself, and complains about nothing', async () => {
    const { context, page, complaints } = await open();
    await page.goto(simulator.url);
    await page.getByText('Invoices that customers understand at first sight').first().waitFor();
    const [person] = company.notIn('Supporters');
    if (!person) throw new Error('the seed lacks people');
    const card = await company.createCard('Parcels <b>arrive</b> & stay dry');
    // What people write is text, never markup.
    await page.getByText('Parcels <b>arrive</b> & stay dry').first().waitFor({ timeout: 10_000 });
    await company.move(card, 'forming', person);
    const column = page.locator('section').filter({ has: page.getByRole('heading', { name: /^forming/ }) });
    await column.getByText('Parcels').first().waitFor({ timeout: 10_000 });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('the status page shows open seats and bars, and follows the board', async () => {
    const { context, page, complaints } = await open({ bypassCSP: false });
    await page.goto(running.adminUrl);
    await page.getByText('Open seats: a supporter').first().waitFor({ timeout: 10_000 });
    await page
      .getByRole('img', { name: /milestones done/ })
      .first()
      .waitFor({ timeout: 20_000 });
    const card = await company.createCard('Nobody waits on the phone', { status: 'forming' });
    const link = page.getByRole('heading', { name: 'Nobody waits on the phone' }).getByRole('link');
    await link.waitFor({ timeout: 20_000 });
    expect(await link.getAttribute('href')).toContain(card);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('each page is there for everybody: light and dark, wide and narrow', async () => {
    const paths = [
      '/',
      '/people',
      `/supporter/${supporter}`,
      '/flock/Heron',
      '/all-hands',
      '/trends',
      '/history',
      '/history?card=no-such',
      '/deliveries',
      '/failed',
      '/doctor',
      '/?phase=nonsense',
    ];
    const looks = [
      { colorScheme: 'light' as const, viewport: WIDE },
      { colorScheme: 'dark' as const, viewport: PHONE },
    ];
    for (const [turn, look] of looks.entries()) {
      const { context, page } = await open(look);
      await page.goto(running.adminUrl);
      const team = await page.getByRole('link', { name: `More: ${RESULT}` }).getAttribute('href');
      // What all pages share shows on the front page: of the others each look has every second one, or all.
      const meant = [...paths, team ?? ''].filter(
        (path, index) => isLong || path === '/' || index % 2 === turn,
      );
      for (const path of meant) {
        await page.goto(`${running.adminUrl}${path}`);
        const where = `${path} ${look.colorScheme} ${look.viewport.width}`;
        expect(await violationsOn(page), where).toEqual([]);
        expect(await sidewaysOn(page), where).toBe(0);
      }
      // Colours do not depend on the width: the other two looks are tried on the front page alone.
      await page.goto(running.adminUrl);
      await page.emulateMedia({ colorScheme: look.colorScheme === 'light' ? 'dark' : 'light' });
      expect(await violationsOn(page), `${look.viewport.width} in the other colours`).toEqual([]);
      await page.emulateMedia({ colorScheme: look.colorScheme });
      await takePictures(page, look.colorScheme, team ?? '');
      await context.close();
    }
  }, 200_000);

  it('everything is reached by keyboard, and without script', async () => {
    const { context, page } = await open();
    await page.goto(running.adminUrl);
    await page.keyboard.press('Tab');
    expect(await focusedOn(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focusedOn(page)).toBe('Filters');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focusedOn(page)).toBe('Search');
    await page.keyboard.type('deliveries home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=deliveries/);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([RESULT]);
    const seen = new Set<string>();
    for (let times = 0; times < 60; times++) {
      await page.keyboard.press('Tab');
      seen.add(await focusedOn(page));
    }
    for (const name of ['Show', 'forming', RESULT, supporter, `More: ${RESULT}`, 'Queues']) {
      expect([...seen], name).toContain(name);
    }
    await context.close();

    const plain = await open({ javaScriptEnabled: false });
    await plain.page.goto(`${running.adminUrl}/?phase=running`);
    expect(await plain.page.getByLabel('Phase').inputValue()).toBe('running');
    await plain.page.getByLabel('Phase').selectOption('forming');
    await plain.page.getByRole('button', { name: 'Show' }).click();
    await plain.page.waitForURL(/phase=forming/);
    await plain.context.close();
  });

  it('the queues can be looked at and not changed; what is not ours there is named', async () => {
    const { context, page, complaints } = await open();
    const opened = await page.goto(`${running.adminUrl}/queues`);
    await page.getByText('reconcile').first().waitFor({ timeout: 10_000 });
    expect(opened?.headers()['content-security-policy']).toMatch(/default-src 'none'/);
    expect(complaints).toEqual([]);
    expect(await page.getByText('No workers').count()).toBe(0);
    const found = new Set((await violationsOn(page)).map(violation => violation.split(':')[0] ?? ''));
    expect(OF_BULL_BOARD).toEqual(expect.arrayContaining([...found]));
    const answer = await fetch(`${running.adminUrl}/queues/api/queues`);
    expect(answer.status).toBe(200);
    const { queues } = (await answer.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
    expect(queues.map(queue => queue.readOnlyMode)).toEqual([true, true, true]);
    await context.close();
  });
});

it('the pictures of the docs are there, and small', () => {
  for (const name of ['overview', 'overview-dark-narrow', 'team']) {
    const file = `${PICTURES}/${name}.png`;
    expect(existsSync(file), file).toBe(true);
    expect(statSync(file).size, file).toBeLessThan(SMALL);
  }
});

/** By how many pixels the page is wider than its window. */
function sidewaysOn(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The name of what has the focus, which must be seen to have it. */
async function focusedOn(page: Page): Promise<string> {
  const [name, outline] = await page.evaluate<[string, string]>(`(() => {
    const focused = document.activeElement;
    const name = focused.ariaLabel ?? (focused.labels?.[0] ?? focused).textContent;
    return focused === document.body ? ['', 'none'] : [name.trim(), getComputedStyle(focused).outlineStyle];
  })()`);
  return outline === 'none' ? `${name} (without an outline)` : name;
}

async function takePictures(page: Page, scheme: 'light' | 'dark', team: string): Promise<void> {
  if (process.env['UPDATE_PICTURES'] !== '1') return;
  const origin = new URL(page.url()).origin;
  const take = async (path: string, name: string) => {
    await page.goto(origin + path);
    await page.screenshot({ path: `${PICTURES}/${name}.png` });
  };
  await take('/', scheme === 'light' ? 'overview' : 'overview-dark-narrow');
  if (scheme === 'light') await take(team, 'team');
}
