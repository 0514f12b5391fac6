// What Liaison says by itself between phases: that a team is complete only where it may be, and nothing twice in one phase.
import type { RawTask } from '../support/people.ts';
import type { Rest } from './rest.ts';
import type { Facts, Said } from './witness.ts';

/** How old what Liaison knows of a card may be where no delivery told it. */
const SEES_CARD_MS = 4 * 60_000;
const COMPLETE = 'Team complete since';
const NO_LONGER = 'Team no longer complete since';
/** How each of these comments begins, and the status of the cards on which it is said. */
const SAID_IN: Readonly<Record<string, string>> = {
  [COMPLETE]: 'forming',
  'What may come next for you, while you evaluate': 'evaluation',
  'What may come next for you, now that this is done': 'done',
};

/** What is wrong about it on a card, in sentences. */
export async function wrongAboutMoments(card: RawTask, rest: Rest): Promise<string[]> {
  const { witness, people } = rest;
  const wrong: string[] = [];
  // Whoever deletes a comment wants to hear it again.
  const left = new Set((await people.comments(card.id)).map(({ id }) => id));
  const ours = witness.said.filter(one => one.cardId === card.id && one.by === people.botId);
  for (const [beginning, status] of Object.entries(SAID_IN)) {
    const posts = ours.filter(one => !one.isEdit && one.text.startsWith(beginning));
    posts.forEach((post, index) => {
      const when = new Date(post.at).toISOString();
      const seen = factsSeen(post.at, card.id, rest);
      if (!seen.some(facts => facts.status === status))
        wrong.push(`“${beginning}” was said too late, at ${when}`);
      if (beginning === COMPLETE && !seen.some(facts => mayBeComplete(facts, card.id, rest)))
        wrong.push(`the team was told that it is complete, which it was not, at ${when}`);
      const former = posts[index - 1];
      if (!former || !left.has(former.commentId)) return;
      if (!hasLeft(status, former.at, post.at, card.id, rest) && !wasCorrected(former, post.at, ours))
        wrong.push(`“${beginning}” was said twice, at ${when}`);
    });
  }
  return wrong;
}

/** Whether the card was elsewhere at some time in between, as far as its history tells. */
function hasLeft(status: string, from: number, to: number, cardId: string, { witness }: Rest): boolean {
  return witness.moments.some(
    ({ at, board }) =>
      at > from - SEES_CARD_MS && at <= to && (board.get(cardId)?.status ?? status) !== status,
  );
}

function wasCorrected({ commentId }: Said, before: number, ours: readonly Said[]): boolean {
  const edits = ours.filter(one => one.commentId === commentId && one.isEdit && one.at <= before);
  return edits.at(-1)?.text.startsWith(NO_LONGER) === true;
}

/** Enough people, and somebody who supports; what is waived, or was shown oddly, may be missing. */
function mayBeComplete(
  { assignees, groups, supporters }: Facts,
  cardId: string,
  { did, loaded, witness }: Rest,
): boolean {
  const size = assignees.filter(id => !supporters.includes(id)).length;
  const isWaived = witness.said.some(one => one.cardId === cardId && one.text.includes('/waive'));
  if (groups.length > 0 || isWaived || did.some(({ what }) => what === `odd ${cardId}`)) return true;
  const { min = 1, max = Infinity } = loaded.playbook.rules['team-size'] ?? {};
  return size >= min && size <= max && supporters.length === 1;
}

function factsSeen(at: number, cardId: string, { witness: { moments } }: Rest): Facts[] {
  const looks = moments.filter(moment => moment.at > at - SEES_CARD_MS && moment.at <= at);
  const before = moments.findLast(moment => moment.at <= at - SEES_CARD_MS);
  return [...(before ? [before] : []), ...looks].flatMap(({ board }) => board.get(cardId) ?? []);
}
