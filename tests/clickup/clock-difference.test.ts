// ClickUp's clock is not ours: how far they are apart is measured, said while it matters, and reckoned with.
import { expect, it, vi } from 'vitest';
import { PATIENCE, startLiving } from '../support/living.ts';

it('knows a clock ten minutes ahead by its own writes, says so, and still takes back what just happened', async () => {
  const { control, start, cardAtWork, untilMirrored, company, fullTeam, untilOff, said } =
    await startLiving();
  await control('clock', { advanceMs: 10 * 60_000 });
  const liaison = await start();
  const clocks = async () => (await liaison.readiness()).checks['clocks'];
  expect(await clocks()).toMatchObject({ ok: true, message: expect.stringContaining('not compared yet') });

  await cardAtWork('Measured');
  await untilMirrored('Measured');
  await vi.waitFor(
    async () =>
      expect(await clocks()).toEqual({
        ok: false,
        message: expect.stringMatching(
          /ClickUp's clock is (599|600|601) seconds ahead of this machine's.*NTP/,
        ),
      }),
    PATIENCE,
  );
  await vi.waitFor(async () => expect((await liaison.readiness()).ready).toBe(true), PATIENCE);

  const { card, tooMany } = await fullTeam('Full');
  await company.join(card, tooMany);
  await untilOff(card, tooMany);
  expect(await said(card)).toContain('Liaison took a change back: team-size');
  expect(liaison.log.text().match(/the clocks are apart/g)).toHaveLength(1);
});
