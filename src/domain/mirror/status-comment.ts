// The one status comment of a card: made where it is wanted, edited in place where it says something else by now.

import { statusText } from '../language/render.ts';
import { isSameText, plainText } from '../language/rich-text.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Observation, OwnComment } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { hasEnded, hasReached } from '../phase.ts';
import { AGAIN, PAUSE } from './after-pause.ts';
import { TEAM_LIST } from './list-trouble.ts';
import { UNCLEAR_TASK } from './unclear-items.ts';

/** What is only said while it fails: that it holds closes a question. */
const UNSAID: ReadonlySet<string> = new Set([TEAM_LIST, PAUSE, AGAIN, UNCLEAR_TASK]);

/** What is to be done about it; nothing where it says all that already. */
export function statusOperations(
  observation: Observation,
  facts: Omit<Parameters<typeof statusText>[0], 'trace' | 'status'>,
  texts: CompanyTexts,
): Operation[] {
  // Where ClickUp refused to edit one, a newer one took its place.
  const current = latestOf(observation.comments.filter(comment => comment.kind === 'status'));
  const isWanted = isWorthSaying(facts);
  if (!current && !isWanted) return [];
  const findings = facts.findings.filter(({ rule, state }) => !UNSAID.has(rule) || state !== 'holds');
  const trace = current?.page === observation.card.url ? null : (current?.page ?? null);
  const text = statusText({ ...facts, status: observation.card.status, findings, trace }, texts);
  const target = observation.card.id;
  if (!current) return [{ kind: 'post-status', text, target, summary: 'Say on the card how it stands' }];
  if (isSameText(current.text, plainText(text))) return [];
  return [
    {
      kind: 'edit-status',
      commentId: current.id,
      text,
      target,
      summary: 'Bring the status comment up to date',
    },
  ];
}

/** Of a card that rests only where people have something to do with it; one in a status of no phase is not spoken on first. */
function isWorthSaying({
  phase,
  team,
  hasTeamList,
}: Pick<Parameters<typeof statusText>[0], 'phase' | 'team' | 'hasTeamList'>): boolean {
  if (phase === 'paused') return hasTeamList || team.length > 0;
  return phase !== null && hasReached(phase, 'forming') && !hasEnded(phase);
}

function latestOf(comments: readonly OwnComment[]): OwnComment | undefined {
  return comments.reduce<OwnComment | undefined>(
    (latest, comment) => (latest && latest.at >= comment.at ? latest : comment),
    undefined,
  );
}
