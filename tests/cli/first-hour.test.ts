// The first hour of somebody who knows nothing of Liaison but what it says, at the keyboard of a terminal.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { cardsWithLists, namesOfLists, startPublisher } from '../init/newcomer.ts';
import { freePorts } from '../support/process.ts';
import { inLongRuns } from '../support/scale.ts';
import { CTRL_C, ENTER, openTerminal, type Terminal } from '../support/terminal.ts';

let simulator: Simulator;
let folder: string;
let terminal: Terminal;
let adminUrl: string;
beforeAll(async () => {
  simulator = await startPublisher();
  folder = mkdtempSync(join(tmpdir(), 'liaison-first-hour-'));
  const { port, adminPort } = await freePorts();
  adminUrl = `http://127.0.0.1:${adminPort}`;
  terminal = openTerminal(folder, {
    CLICKUP_API_URL: simulator.apiUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
  });
});
afterAll(async () => {
  terminal.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Types a line once the words of its question stand there. */
async function answer(question: RegExp, line: string): Promise<void> {
  await terminal.until(question);
  await terminal.until(/Enter: confirm/);
  terminal.type(line);
  if (line !== '') await terminal.until(/●/);
  terminal.type(ENTER);
}

const playbook = () => join(folder, 'config/playbook.yaml');
const nothingWritten = () => !existsSync(playbook()) && !existsSync(join(folder, '.env'));

describe('the first hour at a terminal', () => {
  it('ends with a plain sentence on Ctrl-C, wherever that is, and nothing is written', async () => {
    terminal.type(`liaison init${ENTER}`);
    await terminal.until(/API Token\)/);
    terminal.type(CTRL_C);
    await terminal.until(/Cancelled: nothing was written\./);
    terminal.type(`TERM=dumb liaison init${ENTER}`);
    await terminal.until(/API Token\) \(not shown\): /);
    terminal.type(`Bearer pk_1${ENTER}`);
    await terminal.until(/Allowed: .*pk_/);
    terminal.type(`${simulator.tokens.bot.token}${ENTER}`);
    await terminal.until(/Number or part of the name \[1\]: /);
    terminal.type(CTRL_C);
    await terminal.until(/Cancelled: nothing was written\./);
    expect(nothingWritten()).toBe(true);
  });

  it('asks what the workspace does not tell, and writes what was answered', async () => {
    terminal.type(`liaison init${ENTER}`);
    await terminal.until(/API Token\)/);
    terminal.type(`${simulator.tokens.bot.token}${ENTER}`);
    await answer(/Which list is the board/, '');
    await answer(/In which folder/, '');
    // Nothing is marked of what can't be known: Enter alone is no answer.
    await answer(/“freigabe”/, '');
    await terminal.until(/Choose one of them first/);
    terminal.type('running');
    await terminal.until(/● running/);
    terminal.type(ENTER);
    await answer(/people of “Rechte”/, 'none');
    await answer(/Who owns the board/, 'johanna');
    await answer(/In which language/, '');
    await answer(/whole company meet/, 'wednesday');
    for (let list = 0; list < 6; list++) await answer(/is one of these lists its own/, '');
    expect(await terminal.until(/25 cards: .*/)).toMatch(
      /25 cards: 6 lists taken over, 1 new list, \d+ tasks; \d+ people hear of it, .+ \d+ times/,
    );
    await answer(/How do you want to begin/, 'fully');
    await terminal.until(/with mode: observe\?/);
    expect(nothingWritten()).toBe(true);
    terminal.type(ENTER);
    await terminal.until(/Next:/);
    expect(await terminal.until(/then liaison run/)).toContain('liaison plan');
    expect(readFileSync(playbook(), 'utf8')).toMatch(
      /running: \[.*freigabe.*\][\s\S]*allHands: \[wednesday\]/,
    );
    expect(terminal.said()).not.toContain(simulator.tokens.bot.token);
  });

  inLongRuns(() => {
    it('shows the difference the second time, and keeps what is there unless told otherwise', async () => {
      const former = readFileSync(playbook(), 'utf8');
      terminal.type(
        `liaison init --board Kundenergebnisse --folder Teamlisten --phase Freigabe=none --function Rechte=none --owner none --language de --all-hands-day monday --full${ENTER}`,
      );
      for (let list = 0; list < 6; list++) await answer(/is one of these lists its own/, '');
      const said = await terminal.until(/Write over config\/playbook\.yaml\?/);
      expect(said).toMatch(/is there already\. What would become other:[\s\S]*-.*wednesday[\s\S]*\+.*monday/);
      terminal.type(ENTER);
      await terminal.until(/Cancelled: nothing was written\./);
      expect(readFileSync(playbook(), 'utf8')).toBe(former);
    });

    it('goes on by what was said: look, act, run, and the page has everything once', async () => {
      terminal.type(`liaison doctor && echo all is ''well${ENTER}`);
      await terminal.until(/all is well/);
      terminal.type(`liaison plan --brief; echo it ended with ''$?${ENTER}`);
      expect(await terminal.until(/it ended with \d/)).toMatch(/Take over the list[\s\S]*it ended with 2/);
      terminal.type(`sed -i 's/^mode: observe/mode: act/' config/playbook.yaml && liaison run${ENTER}`);
      await terminal.until(/Liaison \S+ is running/);
      const cards = await cardsWithLists(adminUrl);
      expect(cards).toHaveLength(25);
      const page = await (await fetch(adminUrl)).text();
      for (const { name } of cards.filter(({ list }) => list !== null)) {
        expect(page).toContain(name.replaceAll('&', '&amp;'));
      }
      terminal.type(CTRL_C);
      await terminal.until(/\$ $/);
      const lists = await namesOfLists(simulator);
      expect(lists).toHaveLength(8);
      expect(new Set(cards.flatMap(({ list }) => list?.id ?? [])).size).toBe(7);
    });
  });
});
