// What `liaison init` does.
import { createCommandLog } from '../../app/log.ts';
import { harmlessLines } from '../../base/harmless.ts';
import { type Env, isDumbTerminal, loadEnv, requireToken, secretFileOf } from '../../config/env.ts';
import { isShippedExample, placeToKeepExample } from '../../config/shipped-playbook.ts';
import { DEFAULTS, VARIABLES } from '../../config/variables.ts';
import { type Asker, CANCELLED, InitCancelled, InitRefused, takingProposals } from '../../init/asker.ts';
import { existingText, type Variable, writeEnv, writeWhole } from '../../init/files.ts';
import { readFormer } from '../../init/former.ts';
import { type Draft, draftPlaybook } from '../../init/init.ts';
import { examine } from '../../queries/doctor/doctor.ts';
import type { InitOptions } from '../given-options.ts';
import { isAtTerminal, keyboard } from '../prompts/keyboard.ts';
import { firstDayText, type InitReport, initText, reportOf } from '../render/init-text.ts';
import { changedLines } from '../render/line-diff.ts';
import { systemClock } from '../setup.ts';
import { show, tell } from '../terminal.ts';

const ENV_FILE = '.env';

/** Asks, writes the playbook and `.env`, and says what comes next; the exit code is doctor's. */
export async function init(address: string | null, options: InitOptions): Promise<void> {
  const { playbook: file, yes = false, json } = options;
  const env = loadEnv({ note: tell });
  const there = existingText(file);
  const isExample = there !== null && isShippedExample(there);
  const asker = await askerFor(yes);
  const former = there === null || isExample ? null : await readFormer(file, there, asker);
  const token = await tokenFrom(env, asker, yes);
  const log = createCommandLog(env.logLevel, [token, env.adminSecret]);
  const draft = await draftPlaybook(file, {
    apiUrl: env.clickupApiUrl,
    token,
    clock: systemClock,
    log,
    asker,
    former,
    given: { ...options, ...(address === null ? {} : { place: address }) },
    tellFirstDay: day => asker.say(firstDayText(day)),
  });
  if (isExample) asker.say(`${file} is the example that Liaison ships, as it came: nobody’s work is lost.`);
  const writing = () => (options.env ? writeEnv(ENV_FILE, variablesOf(env, token)) : null);
  if (there === draft.text) {
    asker.say(`${file} says all of that already: it stays as it is.`);
    // A token that was typed stands nowhere yet.
    const written = env.clickupToken === null ? writing() : null;
    show(reportOf(file, draft, null, written), { json, text: initText });
    return;
  }
  await confirmWriting(asker, { draft, former: isExample ? null : there, ...options });
  const keptAt = isExample ? placeToKeepExample(file) : null;
  if (isExample && keptAt) writeWhole(keptAt, there);
  writeWhole(file, draft.text, { instead: there });
  const written = writing();
  tell('Written. Now what `liaison doctor` says:');
  const { clickupApiUrl: apiUrl, storeUrl, publicUrl, adminSecret } = env;
  const { loaded } = draft;
  const doctor = await examine({
    apiUrl,
    token,
    loaded,
    clock: systemClock,
    log,
    storeUrl,
    publicUrl,
    adminSecret,
  });
  const report: InitReport = reportOf(file, draft, doctor, written);
  show(report, { json, text: initText });
  process.exitCode = doctor.ok ? 0 : 1;
}

function askerFor(yes: boolean): Promise<Asker> {
  if (yes) return Promise.resolve(takingProposals(text => tell(harmlessLines(text))));
  if (isAtTerminal()) return keyboard({ isPlain: isDumbTerminal() });
  throw new InitRefused(
    'liaison init — given no terminal to ask at, allowed: a terminal, or --yes with a flag for what can’t be told from the workspace.\n    `liaison init --help` lists the flags.',
  );
}

async function tokenFrom(env: Env, asker: Asker, yes: boolean): Promise<string> {
  if (env.clickupToken !== null || yes) return requireToken(env);
  const { read, allowed } = VARIABLES.CLICKUP_TOKEN;
  return asker.secret({
    flag: 'CLICKUP_TOKEN',
    message: 'ClickUp API token (ClickUp: Settings → Apps → API Token)',
    validate: text => (read(text.trim()) === null ? `Allowed: ${allowed}.` : null),
  });
}

/** What the next command needs as well; a token that a file holds stays there. */
function variablesOf(env: Env, token: string): Variable[] {
  const file = secretFileOf('CLICKUP_TOKEN');
  const why = 'ClickUp’s API token: everything that Liaison writes appears under the name of its owner.';
  const variables: Variable[] = [
    file === null
      ? { name: 'CLICKUP_TOKEN', value: token, why }
      : { name: 'CLICKUP_TOKEN_FILE', value: file, why },
  ];
  const { clickupApiUrl: value } = env;
  if (value !== DEFAULTS.CLICKUP_API_URL) {
    variables.push({ name: 'CLICKUP_API_URL', value, why: 'Where ClickUp’s API is.' });
  }
  return variables;
}

type Writing = InitOptions & { draft: Draft; former: string | null };

/** What is there is never written over in silence. Rejects with InitRefused or InitCancelled where it stays. */
async function confirmWriting(asker: Asker, { draft, former, playbook, yes, force }: Writing): Promise<void> {
  if (former === null) {
    const question = { flag: '--yes', message: `Write ${playbook}, with mode: observe?`, proposed: true };
    if (!(await asker.confirm(question))) throw new InitCancelled(CANCELLED);
    return;
  }
  const changed = changedLines(former.split('\n'), draft.text.split('\n'));
  asker.say([`${playbook} is there already. What would become other:`, ...changed.map(lineOf)].join('\n'));
  if (yes && force) return;
  if (yes) {
    throw new InitRefused(
      `${playbook} — given a playbook that is there already, allowed: a new file.\n    Add --force to write over it, or name another one with --playbook FILE. Nothing was written.`,
    );
  }
  const question = { flag: '--force', message: `Write over ${playbook}?`, proposed: false };
  if (!(await asker.confirm(question))) throw new InitCancelled(CANCELLED);
}

function lineOf({ sign, text }: { sign: string; text: string }): string {
  return `  ${sign} ${text}`;
}
