// `liaison rehearse`: plays the playbook forward in virtual time and prints what would happen when. Writes nothing.
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { connectToLook } from '../../app/connect.ts';
import { forgetfulMemory } from '../../app/memory.ts';
import { knownBoardOf } from '../../app/rehearse.ts';
import { loadBoardFile, savedBoardText } from '../../config/board-file.ts';
import { type LoadedPlaybook, loadPlaybook } from '../../config/playbook-file.ts';
import { loadScriptFile } from '../../config/script-file.ts';
import { rehearsalAccount } from '../../domain/rehearsal-account.ts';
import type { KnownBoard } from '../../domain/rehearsal-stage.ts';
import { rehearse } from '../../domain/rehearse.ts';
import { rehearseText } from '../render/rehearse-text.ts';
import { setUp, systemClock } from '../setup.ts';
import { BadOption, jsonOption, nowOption, playbookOption, show, wholeNumber } from '../terminal.ts';

const MOST_WEEKS = 104;
/** What is saved names people and what they said to Liaison. */
const ONLY_MINE = 0o600;

type Options = {
  playbook: string;
  weeks: number;
  board?: string;
  script?: string;
  saveBoard?: string;
  now?: number;
  json?: boolean;
};

export function addRehearse(program: Command): void {
  program
    .command('rehearse')
    .summary('play weeks ahead and show what would happen when; writes nothing')
    .description(
      'Plays the playbook forward in virtual time, on the live board (which is only read) or on a board from a file, and prints every operation and notification with its reason. A script says what people do meanwhile; without one, nobody does anything. docs/rehearse.md shows both files.\n\nEnds with 0, or with 1 if the rehearsal could not be played.',
    )
    .option(
      '--weeks <number>',
      `how many weeks, at most ${MOST_WEEKS}`,
      wholeNumber('--weeks', 1, MOST_WEEKS),
      12,
    )
    .option('--board <file>', 'the board from this file instead of ClickUp; needs no token')
    .option('--script <file>', 'what people do, and when')
    .option('--save-board <file>', 'also write the board to this file, for --board')
    .addOption(nowOption())
    .addOption(playbookOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const { loaded, known } = await read(options);
      const { playbook, calendar } = loaded;
      const { at, ...board } = known;
      const from = options.now ?? at ?? systemClock.now();
      const script =
        options.script === undefined ? [] : await loadScriptFile(options.script, board.board, playbook);
      if (options.saveBoard !== undefined) await save(options.saveBoard, { ...known, at: from });
      const rehearsal = { ...board, playbook, calendar, from, weeks: options.weeks, script };
      const account = rehearsalAccount(rehearsal, rehearse(rehearsal));
      show(account, { json: options.json, text: rehearseText });
    });
}

async function read(options: Options): Promise<{ loaded: LoadedPlaybook; known: KnownBoard }> {
  if (options.board !== undefined) {
    const loaded = await loadPlaybook(options.playbook);
    return { loaded, known: await loadBoardFile(options.board, loaded.playbook) };
  }
  const { env, token, loaded, log, clock } = await setUp(options);
  const connection = await connectToLook({ env, token, loaded, clock, log });
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
