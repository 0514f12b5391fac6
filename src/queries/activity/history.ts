// What Liaison did and why, the newest first, and which waivers count.

import type { ActivityEntry, HistoryQuestion, HistoryReport } from '../../reconcile/activity-report.ts';
import { type KeptEntry, readHistory, readHistoryBegan } from '../../reconcile/memory/history.ts';
import type { CardResult } from '../../reconcile/memory/last-results-reader.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { isoOf } from '../../reconcile/report.ts';
import { findCard, UnknownCard } from '../find-card.ts';
import type { ActivityParts, NamedCard } from './parts.ts';
import { readSince } from './since.ts';

const DAY_MS = 86_400_000;
/** Entries that are looked through for cards that have left the board. */
const MOST_ENTRIES = 20_000;

/** The history of one card or of all. Rejects with UnknownCard or BadSince. */
export async function historyReport(
  parts: ActivityParts,
  { card: wanted, since: given, limit }: HistoryQuestion,
): Promise<HistoryReport> {
  const { memory, loaded, historyDays, clock } = parts;
  const { zone } = loaded.playbook.calendar;
  const since = readSince(given, zone);
  const card = wanted === null ? null : await cardMeant(parts, wanted);
  const [found, began, results] = await Promise.all([
    readHistory(memory, { limit: limit + 1, cardId: card?.id ?? null, since }),
    readHistoryBegan(memory),
    parts.results(),
  ]);
  return {
    at: isoOf(clock.now()),
    zone,
    knownSince: began === null ? null : isoOf(Math.max(began, clock.now() - historyDays * DAY_MS)),
    card,
    entries: found.slice(0, limit).map(activityEntry),
    isCut: found.length > limit,
    waivers: waiversIn(results, card?.id ?? null),
  };
}

/** The newest entries of all. */
export async function recentActivity(memory: Memory, limit: number): Promise<ActivityEntry[]> {
  return (await readHistory(memory, { limit })).map(activityEntry);
}

function activityEntry({ id, at, card, cause, operations, result }: KeptEntry): ActivityEntry {
  const told = cause.told.map(one => ({ ...one, at: isoOf(one.at), receivedAt: isoOf(one.receivedAt) }));
  return { id, at: isoOf(at), card, cause: { kind: cause.kind, told }, operations, result };
}

/** A card of the board, or one that was there when something was done for it. */
async function cardMeant(parts: ActivityParts, text: string): Promise<NamedCard> {
  const board = await parts.board();
  const cards: NamedCard[] = (board?.cards ?? []).map(({ id, name, url }) => ({ id, name, url }));
  const none = { lists: [], items: [] };
  try {
    return findCard(cards, board ?? none, text);
  } catch (error) {
    if (!(error instanceof UnknownCard)) throw error;
    const gone = await cardsGone(parts.memory, new Set(cards.map(({ id }) => id)));
    // Of cards on the board it was said what is the matter.
    if (gone.length === 0) throw error;
    return findCard([...cards, ...gone], board ?? none, text);
  }
}

/** Cards that are not on the board any more, with their last name. */
async function cardsGone(memory: Memory, onBoard: ReadonlySet<string>): Promise<NamedCard[]> {
  const gone = new Map<string, NamedCard>();
  for (const { card } of await readHistory(memory, { limit: MOST_ENTRIES })) {
    if (card && !onBoard.has(card.id) && !gone.has(card.id)) gone.set(card.id, card);
  }
  return [...gone.values()];
}

function waiversIn(
  results: ReadonlyMap<string, CardResult>,
  cardId: string | null,
): HistoryReport['waivers'] {
  return [...results.values()].flatMap(({ report }) => {
    if (!report || (cardId !== null && report.id !== cardId)) return [];
    const { id, name, url, findings } = report;
    return findings.flatMap(({ rule, waiver }) =>
      waiver ? [{ card: { id, name, url }, rule, ...waiver }] : [],
    );
  });
}
