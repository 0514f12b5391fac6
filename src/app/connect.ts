// Connects to ClickUp: one transport, the playbook's places found by name, the port that the use case talks to.
import { createClickUp } from '../clickup/clickup.ts';
import { type ClockSkew, measureClockSkew } from '../clickup/clock-skew.ts';
import { isOfOwner } from '../clickup/owner.ts';
import { patient } from '../clickup/patient.ts';
import type { PlaceProblem } from '../clickup/place-problem.ts';
import { findPlaces, type Places } from '../clickup/places.ts';
import { isOfStatus } from '../clickup/statuses.ts';
import { createTransport, type Transport } from '../clickup/transport.ts';
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import type { Memory } from '../reconcile/memory.ts';
import { type ClickUp, ClickUpFailure, type Clock, type Log, type WholeReads } from '../reconcile/ports.ts';
import { areApart, skewSentence } from './clocks.ts';
import { tellLostOwner } from './owner-watch.ts';
import { tellLostStatuses } from './status-watch.ts';

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
  /** Why the list for the agendas of all-hands was not found; null where it was, or none is wanted. */
  lostAgendas: PlaceProblem | null;
  /** Why nobody is the board's owner whom the playbook names; null where somebody is, or none is named. */
  lostOwner: PlaceProblem | null;
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
  /** Whether every request waits where the budget ends, as for a command that somebody waits for. */
  isPatient?: boolean;
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

/** Says that no agenda can be made, and what to do; everything else goes on. */
export function tellLost(log: Log, list: string, reason: string, hint: string): void {
  log.error({ list, reason, hint }, 'no agenda can be made: the list of digest.list is not in ClickUp');
}

/** For commands that only look and then end: every read of theirs outlasts the budget's end. Rejects like `connect`. */
export function connectToLook(
  options: Pick<ConnectOptions, 'token' | 'loaded' | 'clock' | 'log'> & { env: { clickupApiUrl: string } },
): Promise<Connection> {
  const { env, token, loaded, clock, log } = options;
  return connect({ apiUrl: env.clickupApiUrl, token, loaded, clock, log, isPatient: true });
}

/**
 * Finds every place, however long the budget takes. Rejects with UnknownPlaces, or with a ClickUpFailure if ClickUp can't
 * be asked. The list for agendas may be missing, nothing else depends on it; and so may statuses and the board's owner,
 * since people rename them and themselves.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { loaded, clock } = options;
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
  const untilSent = patient(transport, { clock, log, pause, signal, leavesReserve: false });
  const { places, problems, seen } = await findPlaces(untilSent, loaded.playbook);
  // Where it was found and is a problem all the same, an agenda would come to a wrong place.
  const isLostList = ({ place }: PlaceProblem) => place === AGENDA_LIST && places?.digestListId === null;
  const lostAgendas = problems.find(isLostList) ?? null;
  const lostStatuses = problems.filter(isOfStatus);
  const lostOwner = problems.find(isOfOwner) ?? null;
  const survived = new Set([lostAgendas, lostOwner, ...lostStatuses]);
  // A board that has none of them is another board.
  const isOtherBoard = lostStatuses.length === statusesIn(loaded).length;
  if (places === null || isOtherBoard || !problems.every(problem => survived.has(problem))) {
    throw new UnknownPlaces(loaded.file, problems);
  }
  if (lostStatuses.length > 0) tellLostStatuses(log, loaded.file, lostStatuses);
  if (lostOwner) tellLostOwner(log, loaded.file, lostOwner);
  if (lostAgendas) tellLost(log, lostAgendas.given, lostAgendas.message, lostAgendas.hint);
  const plainly = options.isPatient ? untilSent : transport;
  const parts = { places, playbook: loaded.playbook, clock };
  const besideLiveWork = patient(transport, { clock, log, pause, signal, leavesReserve: true });
  return {
    transport: plainly,
    places,
    workspace: seen.workspaces.find(({ id }) => id === places.workspaceId) ?? {
      id: places.workspaceId,
      name: places.workspaceId,
    },
    trouble: () => trouble,
    clockSkewMs: () => skew.ms(),
    lostAgendas,
    lostOwner,
    clickUp: createClickUp({ ...parts, transport: plainly, furtherPages: untilSent }),
    wholeReads: createClickUp({ ...parts, transport: options.isPatient ? untilSent : besideLiveWork }),
  };
}

function statusesIn({ playbook: { phases } }: LoadedPlaybook): string[] {
  return Object.values(phases).flat();
}

/** Learns from an answer, and says once where the two clocks have come too far apart, or back together. */
function tellingOfSkew(skew: ClockSkew, { clock, log }: Pick<ConnectOptions, 'clock' | 'log'>) {
  let wasApart = false;
  return (answer: unknown, sentAt: number): void => {
    skew.learn(answer, sentAt, clock.now());
    const ms = skew.ms();
    const isApart = areApart(ms);
    if (isApart && !wasApart) log.warn({ reason: skewSentence(ms) }, 'the clocks are apart');
    if (!isApart && wasApart) log.info({ reason: skewSentence(ms) }, 'the clocks agree again');
    wasApart = isApart;
  };
}
