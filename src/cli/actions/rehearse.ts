// What `liaison rehearse` does.
import { writeFile } from 'node:fs/promises';
import { loadBoardFile, savedBoardText } from '../../config/board-file.ts';
import { loadPlaybook } from '../../config/playbook-file.ts';
import { loadScriptFile } from '../../config/script-file.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import { connectToRead } from '../../queries/connect.ts';
import { forgetfulMemory } from '../../queries/forgetful-memory.ts';
import { knownBoardOf } from '../../queries/rehearsal-board.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import type { KnownBoard } from '../../rehearsal/rehearsed-board.ts';
import { rehearsalReport } from '../../rehearsal/report.ts';
import type { RehearseOptions } from '../given-options.ts';
import { rehearseText } from '../render/rehearse-text.ts';
import { setUp, systemClock } from '../setup.ts';
import { BadOption, progressOfTerminal, show } from '../terminal.ts';

/** What is saved names people and what they said to Liaison. */
const ONLY_MINE = 0o600;

/** Plays the weeks ahead and shows what would happen. */
export async function rehearseWeeks(options: RehearseOptions): Promise<void> {
  const { loaded, known } = await read(options);
  const { playbook, calendar } = loaded;
  const { at, ...board } = known;
  const from = options.now ?? at ?? systemClock.now();
  const script =
    options.script === undefined ? [] : await loadScriptFile(options.script, board.board, playbook);
  if (options.saveBoard !== undefined) await save(options.saveBoard, { ...known, at: from });
  const { weeks } = options;
  const progress = progressOfTerminal();
  const played = (count: number) => progress.step('Playing the weeks', count, weeks);
  const rehearsal = { ...board, playbook, calendar, from, weeks, script, played };
  const report = rehearsalReport(rehearsal, rehearse(rehearsal));
  show(report, { json: options.json, text: rehearseText });
}

async function read(options: RehearseOptions): Promise<{ loaded: LoadedPlaybook; known: KnownBoard }> {
  if (options.board !== undefined) {
    const loaded = await loadPlaybook(options.playbook);
    return { loaded, known: await loadBoardFile(options.board, loaded.playbook) };
  }
  const { env, token, loaded, log, clock, progress } = await setUp(options);
  const connection = await connectToRead({ env, token, loaded, clock, log, progress });
  return { loaded, known: await knownBoardOf(connection, loaded, { memory: forgetfulMemory(clock), clock }) };
}

async function save(file: string, known: KnownBoard): Promise<void> {
  try {
    await writeFile(file, savedBoardText(known), { mode: ONLY_MINE });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadOption(
      `--save-board "${file}" cannot be written (${code}); name a file in a folder that exists`,
    );
  }
}
