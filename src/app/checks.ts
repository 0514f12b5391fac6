// What a running Liaison says of itself, at /readyz, on the status page and in the metrics: one line for each check.

import type { Clock } from '../base/clock.ts';
import { areApart, skewSentence } from '../clickup/clock-difference.ts';
import type { Connection } from '../clickup/connect.ts';
import type { SilenceWatch } from '../clickup/watch/silence-watch.ts';
import type { StaffWatch } from '../clickup/watch/staff-watch.ts';
import { LIST_ANSWER, TEAM_LIST } from '../domain/mirror/list-trouble.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { REFUSED } from '../domain/refused.ts';
import type { Health } from '../observability/health.ts';
import { unreadableIn } from '../queries/board-status.ts';
import { readSetAside } from '../queries/set-aside.ts';
import { changesToday } from '../reconcile/daily-limit.ts';
import type { CardResult, LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import { isoOf, unreadableReport } from '../reconcile/report.ts';
import { factsOf, otherDeployment, webhookStatus } from '../webhooks/webhook-status.ts';
import type { Engine } from './engine.ts';
import type { Role } from './role.ts';
import { takeInBoard } from './take-in-board.ts';

/** Long enough after the nightly sweep for one that took its time. */
const SWEEP_LATE_MS = 26 * 60 * 60_000;
/** Whoever asks for our health must not be a load for the store. */
const STORE_ASKED_MS = 5_000;

/** What concerns single cards and an operator all the same: the check, its finding, and what is said where there is none. */
const CARD_CHECKS = [
  ['team-lists', TEAM_LIST, 'no team list is out of sight'],
  ['list-answers', LIST_ANSWER, 'no card waits for an answer in the playbook about its list'],
  ['refusals', REFUSED, 'ClickUp refuses no single write'],
] as const;

/** What the checks look at. */
export type Checked = {
  engine: Engine;
  connection: Pick<Connection, 'transport' | 'trouble' | 'clockSkewMs' | 'lost'>;
  playbook: Pick<Playbook, 'digest' | 'people' | 'calendar' | 'maxChangesPerDay'>;
  role: Role;
  lastResults: LastResultsReader;
  silence: Pick<SilenceWatch, 'trouble'>;
  /** Null where this process does not read people. */
  owner: Pick<StaffWatch, 'trouble'> | null;
  groups: Pick<StaffWatch, 'trouble'> | null;
  clock: Clock;
};

/** Adds the checks of a running process; only the store's decides whether it is ready. */
export function watchChecks(health: Pick<Health, 'watch'>, parts: Checked): void {
  watchStore(health, parts);
  watchClickUp(health, parts);
  watchPlaybookNames(health, parts);
  watchClocks(health, parts);
  watchAgendas(health, parts);
  watchAbsences(health, parts);
  watchCards(health, parts);
  watchSetAside(health, parts);
  watchSweeps(health, parts);
  watchDailyLimit(health, parts);
}

function watchStore(health: Pick<Health, 'watch'>, { engine }: Checked): void {
  health.watch('store', () => engine.store.check(400), { decidesReadiness: true, everyMs: STORE_ASKED_MS });
  const { checkSettings } = engine.store;
  if (checkSettings) {
    health.watch('store-settings', () => checkSettings(400), { everyMs: STORE_ASKED_MS });
  }
  health.watch('processes', () => {
    const trouble = engine.strangerTrouble();
    return { ok: trouble === null, message: trouble ?? 'nobody with another playbook works on this board' };
  });
}

function watchClickUp(health: Pick<Health, 'watch'>, parts: Checked): void {
  const { engine, connection } = parts;
  health.watch('clickup', () => {
    const { remaining, limit } = connection.transport.budget();
    const trouble = parts.silence.trouble() ?? connection.trouble();
    if (trouble !== null) return { ok: false, message: trouble };
    return {
      ok: true,
      message: limit === null ? 'answers' : `${remaining} of ${limit} requests left this minute`,
    };
  });
  health.watch('webhooks', () => {
    const { isWell, message } = webhookStatus(factsOf(engine.webhooks));
    return { ok: isWell, message };
  });
  health.watch('deployments', () => {
    const other = otherDeployment(engine.webhooks.registration());
    return { ok: other === null, message: other ?? 'no other Liaison hears on this board' };
  });
}

/** Whether ClickUp still has what the playbook names. */
function watchPlaybookNames(health: Pick<Health, 'watch'>, parts: Checked): void {
  const { engine, playbook, owner, groups } = parts;
  health.watch('statuses', () => {
    const trouble = engine.boardWatch.statuses.trouble();
    return { ok: trouble === null, message: trouble ?? 'the board has every status of the playbook' };
  });
  health.watch('fields', () => {
    const trouble = engine.boardWatch.fields.trouble();
    return { ok: trouble === null, message: trouble ?? 'the board has every field of the playbook' };
  });
  if (groups) {
    health.watch('groups', () => {
      const trouble = groups.trouble();
      return { ok: trouble === null, message: trouble ?? 'every user group of the playbook is there' };
    });
  }
  if (owner) {
    health.watch('owner', () => {
      const trouble = owner.trouble();
      const name = playbook.people.owner;
      const well = name === undefined ? 'the playbook names none' : `${name} is there`;
      return { ok: trouble === null, message: trouble ?? well };
    });
  }
}

function watchClocks(health: Pick<Health, 'watch'>, { connection }: Checked): void {
  health.watch('clocks', () => {
    const skewMs = connection.clockSkewMs();
    return { ok: !areApart(skewMs), message: skewSentence(skewMs) };
  });
}

function watchAgendas(health: Pick<Health, 'watch'>, { engine, playbook }: Checked): void {
  health.watch('agendas', () => {
    const trouble = engine.agendas.trouble();
    if (trouble !== null) return { ok: false, message: trouble };
    const list = playbook.digest?.list;
    return { ok: true, message: list === undefined ? 'the playbook names no list' : `made in "${list}"` };
  });
}

/** No check where the playbook names no list. */
function watchAbsences(health: Pick<Health, 'watch'>, { engine, connection, playbook }: Checked): void {
  const list = playbook.people.absences;
  if (list === undefined) return;
  health.watch('absences', () => {
    const { absences: lost } = connection.lost;
    const trouble = engine.cache.absences.trouble();
    if (!lost && !trouble) return { ok: true, message: `read from "${list}"` };
    const reason = lost
      ? `${lost.message} ${lost.hint} Then start Liaison anew.`
      : `The list "${list}" can't be read since ${isoOf(trouble?.since ?? 0)}. ${trouble?.reason ?? ''}`;
    return { ok: false, message: `people.absences: ${reason} What was last known of absences counts.` };
  });
}

function watchCards(health: Pick<Health, 'watch'>, { engine, role, lastResults }: Checked): void {
  health.watch('unreadable', async () => {
    await takeInBoard(engine, role);
    const all = unreadableIn(engine, await lastResults.read());
    if (all.length === 0) return { ok: true, message: 'everything can be read' };
    const [first] = unreadableReport(all);
    const message = `${all.length} can't be read and are left alone, as ${first?.kind} ${first?.id ?? first?.name} at ${first?.where}`;
    return { ok: false, message };
  });
  for (const [name, rule, well] of CARD_CHECKS) {
    health.watch(name, async () => {
      const found = findingsOf(rule, await lastResults.read());
      const [first] = found;
      if (!first) return { ok: true, message: well };
      const more = found.length === 1 ? '' : ` (and ${found.length - 1} more)`;
      return { ok: false, message: `${first.name}: ${first.message}${more}` };
    });
  }
}

function watchSetAside(health: Pick<Health, 'watch'>, { engine, lastResults }: Checked): void {
  health.watch(
    'set-aside',
    async () => {
      const [first, ...more] = await readSetAside(engine.queues, lastResults);
      if (!first) return { ok: true, message: 'no card is set aside' };
      const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
      const message = `${first.key} failed again and again, and waits for the next sweep or change${others}: ${first.reason}`;
      return { ok: false, message };
    },
    { everyMs: STORE_ASKED_MS },
  );
}

function watchSweeps(health: Pick<Health, 'watch'>, { engine, clock }: Checked): void {
  health.watch(
    'sweep',
    async () => {
      const trouble = engine.lossTrouble();
      if (trouble !== null) return { ok: false, message: trouble };
      const at = await engine.lastSweepAt();
      if (at === null) return { ok: false, message: 'no sweep yet' };
      return { ok: clock.now() - at < SWEEP_LATE_MS, message: `last sweep at ${isoOf(at)}` };
    },
    { everyMs: STORE_ASKED_MS },
  );
}

/** No check where the playbook sets no limit. */
function watchDailyLimit(health: Pick<Health, 'watch'>, { engine, playbook, clock }: Checked): void {
  if (playbook.maxChangesPerDay === undefined) return;
  const deps = { memory: engine.store.memory, clock, company: { playbook } };
  health.watch(
    'daily-limit',
    async () => {
      const { made, limit } = (await changesToday(deps)) ?? { made: 0, limit: 0 };
      const message = `${made} of ${limit} changes made today (maxChangesPerDay)`;
      if (made < limit) return { ok: true, message };
      return { ok: false, message: `${message}: the rest waits for tomorrow morning` };
    },
    { everyMs: STORE_ASKED_MS },
  );
}

/** On which cards the rule fails at present. */
function findingsOf(
  rule: string,
  lastResults: ReadonlyMap<string, CardResult>,
): { name: string; message: string }[] {
  return [...lastResults.values()].flatMap(({ report }) =>
    (report?.findings ?? [])
      .filter(finding => finding.rule === rule && finding.state === 'fails')
      .map(({ message, mend }) => ({
        name: report?.name ?? '',
        message: mend === undefined ? message : `${message} ${mend}`,
      })),
  );
}
