// Connects to ClickUp: one transport, the playbook's places found by name, the port that the use case talks to.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { type Progress, UNSEEN } from '../base/progress.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { tellLost } from '../reconcile/agenda-watch.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { type ClickUp, ClickUpFailure, type WholeReads } from '../reconcile/ports.ts';
import { createClickUp } from './clickup.ts';
import { areApart, skewSentence } from './clock-difference.ts';
import { type ClockSkew, measureClockSkew } from './http/clock-skew.ts';
import { createTransport, type Transport } from './http/transport.ts';
import { waitingForBudget } from './http/wait-for-budget.ts';
import { isOfLostField } from './places/fields.ts';
import { isOfLostGroup } from './places/groups.ts';
import { isOfOwner } from './places/owner.ts';
import type { PlaceProblem } from './places/place-problem.ts';
import { ABSENCE_LIST, findPlaces, type Places, type SeenPlaces } from './places/places.ts';
import { isOfStatus } from './places/statuses.ts';
import { tellingOfFields } from './watch/field-watch.ts';
import type { PlaceMessages } from './watch/place-watch.ts';
import { GROUPS, OWNER, tellingOfStaff } from './watch/staff-watch.ts';
import { tellingOfStatuses } from './watch/status-watch.ts';

export type Connection = {
  transport: Transport;
  places: Places;
  workspace: { id: string; name: string };
  clickUp: ClickUp;
  /** For reads of everything: they outlast the budget's end, and leave live work its reserve. */
  wholeReads: WholeReads;
  /** Why ClickUp refused this token last time, null if it did not. */
  trouble(): string | null;
  /** By how many milliseconds ClickUp's clock is ahead of ours; null while that is not known. */
  clockSkewMs(): number | null;
  /** What was not found, and without which everything else goes on. */
  lost: Lost;
  /** Hears how far the work on this connection is. */
  progress: Progress;
};

/** What a start survives: people rename and delete these while Liaison runs, and then it could not be started anew. */
export type Lost = {
  /** The list for the agendas of all-hands. */
  agendas: PlaceProblem | null;
  /** The list of absences. */
  absences: PlaceProblem | null;
  /** Nobody is the board's owner whom the playbook names. */
  owner: PlaceProblem[];
  groups: PlaceProblem[];
  statuses: PlaceProblem[];
  fields: PlaceProblem[];
};

/** Where the playbook names the list for agendas. */
const AGENDA_LIST = 'digest.list';

export type ConnectOptions = {
  apiUrl: string;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
  /** Hears of every request that was sent. */
  watch?: NonNullable<Parameters<typeof createTransport>[0]['watch']>;
  /** Hears how far the work on this connection is, if somebody waits for it. */
  progress?: Progress | undefined;
  /** Whether every request waits where the budget ends, as for a command that somebody waits for. */
  waitsForBudget?: boolean;
  /** Where processes with this token write down their requests, if that is known already. */
  sharedMemory?: Memory | undefined;
  /** Ends the waiting for the budget. */
  signal?: AbortSignal;
  /** Ends reads under way; asked before each, since what is in hand later comes to its end. */
  readsEnd?(): AbortSignal | undefined;
  /** How pauses are made, and the jitter of those between repeated reads. */
  pause?(ms: number): Promise<void>;
  random?(): number;
};

/** Names of the playbook that ClickUp does not have; the message lists all of them with what there is instead. */
export class UnknownPlaces extends Error {
  override readonly name = 'UnknownPlaces';
  readonly problems: PlaceProblem[];

  constructor(file: string, problems: PlaceProblem[]) {
    const lines = problems.map(
      problem => `  ${problem.place} — ${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`,
    );
    super(`${file} names what ClickUp does not have like that:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Finds every place, however long the budget takes. Rejects with UnknownPlaces, or with a ClickUpFailure if ClickUp can't
 * be asked. What stands in `lost` may be missing, and is said once.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { loaded, clock, progress = UNSEEN } = options;
  let trouble: string | null = null;
  const skew = measureClockSkew();
  const noteSkew = tellingOfSkew(skew, options);
  const plain = createTransport(options);
  if (options.sharedMemory) plain.shareBudget(options.sharedMemory);
  const transport: Transport = {
    ...plain,
    request: async spec => {
      try {
        const sentAt = clock.now();
        const answer = await plain.request({ ...spec, signal: options.readsEnd?.() });
        if (spec.method !== 'GET') noteSkew(answer, sentAt);
        trouble = null;
        return answer;
      } catch (error) {
        const kind = error instanceof ClickUpFailure ? error.kind : null;
        // Where nothing was sent, nothing was learned.
        if (kind !== 'limited') trouble = kind === 'refused' && error instanceof Error ? error.message : null;
        throw error;
      }
    },
  };
  const { log, pause, signal } = options;
  progress.follow(transport);
  progress.step('Finding the places of the playbook');
  const untilSent = waitingForBudget(transport, { clock, log, pause, signal, leavesReserve: false });
  const { places, problems, seen } = await findPlaces(untilSent, loaded.playbook);
  const lost = lostIn(loaded, { places, problems, seen });
  if (places === null || lost === null) throw new UnknownPlaces(loaded.file, problems);
  tellOfLost(log, loaded.file, lost);
  const plainly = options.waitsForBudget ? untilSent : transport;
  const parts = { places, playbook: loaded.playbook, clock };
  const besideLiveWork = waitingForBudget(transport, { clock, log, pause, signal, leavesReserve: true });
  return {
    transport: plainly,
    places,
    workspace: seen.workspaces.find(({ id }) => id === places.workspaceId) ?? {
      id: places.workspaceId,
      name: places.workspaceId,
    },
    trouble: () => trouble,
    clockSkewMs: () => skew.ms(),
    lost,
    progress,
    clickUp: createClickUp({ ...parts, transport: plainly, furtherPages: untilSent }),
    wholeReads: createClickUp({ ...parts, transport: options.waitsForBudget ? untilSent : besideLiveWork }),
  };
}

/** What is missing and may be; null where there is another problem, or it is another board. */
function lostIn(
  { playbook }: LoadedPlaybook,
  { places, problems, seen }: { places: Places | null; problems: readonly PlaceProblem[]; seen: SeenPlaces },
): Lost | null {
  // Where it was found and is a problem all the same, an agenda would come to a wrong place.
  const isLostList = ({ place }: PlaceProblem) => place === AGENDA_LIST && places?.digestListId === null;
  const lost: Lost = {
    agendas: problems.find(isLostList) ?? null,
    absences: problems.find(({ place }) => place === ABSENCE_LIST) ?? null,
    owner: problems.filter(isOfOwner),
    groups: problems.filter(problem => isOfLostGroup(problem, seen.groups)),
    statuses: problems.filter(isOfStatus),
    fields: problems.filter(problem => isOfLostField(problem, seen.fields)),
  };
  const { agendas, absences, owner, groups, statuses, fields } = lost;
  const survived = new Set([agendas, absences, ...owner, ...groups, ...statuses, ...fields]);
  // A board that has none of its statuses is another board.
  const isElsewhere = statuses.length === Object.values(playbook.phases).flat().length;
  return !isElsewhere && problems.every(problem => survived.has(problem)) ? lost : null;
}

function tellOfLost(log: Log, file: string, lost: Lost): void {
  const say = (told: PlaceMessages, missing: readonly PlaceProblem[]) => {
    if (missing.length > 0) told.lost(missing);
  };
  say(tellingOfStatuses(log, file), lost.statuses);
  say(tellingOfFields(log, file), lost.fields);
  say(tellingOfStaff(OWNER, log, file), lost.owner);
  say(tellingOfStaff(GROUPS, log, file), lost.groups);
  if (lost.absences) {
    const { given: list, message: reason, hint } = lost.absences;
    log.error(
      { list, reason, hint },
      'nobody is known to be away: the list of people.absences is not in ClickUp',
    );
  }
  if (lost.agendas) tellLost(log, lost.agendas.given, lost.agendas.message, lost.agendas.hint);
}

/** Learns from an answer, and says once where the two clocks have come too far apart, or back together. */
function tellingOfSkew(skew: ClockSkew, { clock, log }: Pick<ConnectOptions, 'clock' | 'log'>) {
  let wasApart = false;
  return (answer: unknown, sentAt: number): void => {
    skew.noteAnswer(answer, sentAt, clock.now());
    const ms = skew.ms();
    const isApart = areApart(ms);
    if (isApart && !wasApart) log.warn({ reason: skewSentence(ms) }, 'the clocks are apart');
    if (!isApart && wasApart) log.info({ reason: skewSentence(ms) }, 'the clocks agree again');
    wasApart = isApart;
  };
}
