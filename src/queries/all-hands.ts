// The agenda of the next all-hands from what a running Liaison holds: board, and what was found last. No request to ClickUp.
import type { Clock } from '../base/clock.ts';
import { type DigestInput, digestOf, digestText, digestTitle } from '../domain/digest/digest.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { allHandsOnOrAfter, dayOf } from '../domain/schedule/calendar.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import { cardsInOrder } from '../reconcile/cards-in-order.ts';
import type { LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import type { AllHands } from '../web/all-hands-page.ts';

/** The agenda; null if the company has no all-hands within a year. Rejects if the store does not answer. */
export async function nextAllHands(deps: {
  cache: BoardCache;
  lastResults: LastResultsReader;
  loaded: LoadedPlaybook;
  clock: Clock;
}): Promise<AllHands | null> {
  const { cache, lastResults, loaded, clock } = deps;
  const { playbook } = loaded;
  const now = clock.now();
  const calendar = loaded.calendar(now);
  const on = allHandsOnOrAfter(calendar, dayOf(now, calendar.zone));
  if (on === null) return null;
  const lastResultOf = await lastResults.read();
  const board = cache.board();
  const looked = cardsInOrder(cache, playbook, now).flatMap((card): DigestInput[] => {
    const { report, summary } = lastResultOf.get(card.id) ?? {};
    if (!report) return [];
    const { failing = {} } = summary ?? {};
    const failingSince = Object.fromEntries(
      Object.entries(failing).map(([rule, { since }]) => [rule, since]),
    );
    const knownListId = report.list?.id ?? null;
    return [{ plan: report, board, card, comments: [], failingSince, knownListId, outOfSight: null }];
  });
  const digest = digestOf(looked, playbook, calendar, on);
  return { title: digestTitle(on, playbook), text: digestText(digest, playbook) };
}
