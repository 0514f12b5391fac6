// A ClickUp that keeps silent while `run` runs: said where an operator looks, since when and what to do, and no longer
// once it answers.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Process, startRun } from '../support/process.ts';
import { sampleOf } from '../support/scale.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

type Readiness = { ready: boolean; checks: Record<string, { ok: boolean; message: string }> };

/** What becomes of every request of Liaison; nothing heals. */
async function setFaults(rule: object | null): Promise<void> {
  const { simulator } = shell;
  const rules = rule === null ? [] : [{ ...rule, user: simulator.tokens.bot.id }];
  await fetch(`${simulator.url}/__sim/faults`, { method: 'POST', body: JSON.stringify({ rules }) });
}

/** Waits until the check says so; answers with how everything is then. */
async function whenClickUpIs(ok: boolean, { url }: Process) {
  let seen: { status: number; body: Readiness } | null = null;
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${url}/readyz`);
        seen = { status: answer.status, body: (await answer.json()) as Readiness };
        return seen.body.checks['clickup']?.ok;
      },
      { timeout: 80_000, interval: 500 },
    )
    .toBe(ok);
  if (seen === null) throw new Error('Nobody was asked.');
  return seen as { status: number; body: Readiness };
}

const TROUBLES: [what: string, rule: object][] = [
  ['answers no request', { kind: 'timeoutAfterApply', delayMs: 600_000 }],
  ['is in trouble', { kind: 'status', status: 503 }],
];

it.each(sampleOf(TROUBLES, 2))('says since when ClickUp %s, and stays ready', async (_name, rule) => {
  const { company, card } = shell;
  const [supporter] = company.group('Supporters');
  const running = await startRun(shell.start);
  let stderr = '';
  try {
    await whenClickUpIs(true, running);
    await setFaults(rule);
    // The delivery of it has Liaison ask.
    if (supporter) await company.move(card, 'forming', supporter);
    const silent = await whenClickUpIs(false, running);
    expect(silent.status).toBe(200);
    expect(silent.body.ready).toBe(true);
    expect(silent.body.checks['clickup']?.message).toMatch(
      /^ClickUp has not answered since \d{4}-\d\d-\d\dT.*goes on by itself once it answers/,
    );
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    const metrics = async () => (await fetch(`${running.adminUrl}/metrics`)).text();
    expect(await metrics()).toContain('liaison_check_ok{name="clickup"} 0');

    await setFaults(null);
    const { body } = await whenClickUpIs(true, running);
    expect(body.checks['clickup']?.message).toContain('requests left this minute');
    const reconciled = /^liaison_reconciles_total\{result="(done|requeueAfter)"\} [1-9]/m;
    await expect.poll(metrics, { timeout: 80_000, interval: 500 }).toMatch(reconciled);
  } finally {
    await setFaults(null);
    stderr = (await running.stop()).stderr;
  }
  const lines = (text: string) => stderr.split('\n').filter(line => line.includes(text)).length;
  expect(lines('ClickUp has not answered for a while')).toBe(1);
  expect(lines('ClickUp answers again')).toBe(1);
});
