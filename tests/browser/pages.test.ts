// The pages as people see them: they show what is there, and follow what changes without being reloaded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { type Process, startRun } from '../support/process.ts';
import { openBrowser, whyNoBrowser } from './chromium.ts';

const missing = whyNoBrowser();

describe.skipIf(missing !== null)(`the pages in a browser ${missing ?? ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-pages-'));
  let simulator: Simulator;
  let company: Company;
  let running: Process;
  let browser: Browser;

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'demo', rateLimit: 1_000 });
    company = await companyOf(simulator);
    running = await startRun({ simulator, storeUrl: embeddedStoreIn(join(folder, 'store')) });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await running.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('ClickUp’s page shows a new card and a move by itself, and complains about nothing', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
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
    await page.close();
  });

  it('the status page shows open seats and findings, and follows the board', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(running.adminUrl);
    await page.getByText('Open seats: a supporter').first().waitFor({ timeout: 10_000 });
    const card = await company.createCard('Nobody waits on the phone', { status: 'forming' });
    await page.getByText('Nobody waits on the phone').first().waitFor({ timeout: 20_000 });
    const link = page.getByRole('link', { name: 'Nobody waits on the phone' });
    expect(await link.getAttribute('href')).toContain(card);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('the queues can be looked at and not changed', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', request => {
      if (!request.url().startsWith(running.adminUrl) && !request.url().startsWith('data:'))
        elsewhere.push(request.url());
    });
    const opened = await page.goto(`${running.adminUrl}/queues`);
    await page.getByText('reconcile').first().waitFor({ timeout: 10_000 });
    expect(opened?.headers()['content-security-policy']).toMatch(/default-src 'none'/);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.getByText('No workers').count()).toBe(0);
    const answer = await fetch(`${running.adminUrl}/queues/api/queues`);
    expect(answer.status).toBe(200);
    const { queues } = (await answer.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
    expect(queues.map(queue => queue.readOnlyMode)).toEqual([true, true, true]);
    await page.close();
  });
});
