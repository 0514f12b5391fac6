// What is the matter with a card's team list: it is out of sight, what is in it is not known, or it names two cards.
// Each is a finding on the card that says who can mend it and how; while a list is out of sight nothing is made anew.
import type { CustomerResult } from '../customer-result.ts';
import type { Finding } from '../findings/finding.ts';
import {
  hasOpenQuestion,
  holdingOutsideRules,
  inWorkspace,
  teamSupportersOwner,
} from '../findings/outside-rules.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { OutOfSight } from '../observation.ts';
import { hasEnded, type Phase } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Upcoming } from '../upcoming.ts';
import { type Contested, listOwners } from './list-owners.ts';
import type { ObservedTeamList } from './team-list.ts';

/** What findings and questions about a card's team list are called; no rule of a playbook has this name. */
export const TEAM_LIST = 'team-list';

/** The finding that a card gets no list before the playbook says whether one that people made is its own. */
export const LIST_ANSWER = 'team-list-answer';

/** Under what a finding is remembered that a list names two cards: it tells nothing of whether the card had a list itself. */
export const NAMES_TWO = 'team-list-names-two';

/** Under what it is remembered since when a finding fails. */
export function failingKey({ rule, evidence }: Pick<Finding, 'rule' | 'evidence'>): string {
  return rule === TEAM_LIST && !('why' in evidence) ? NAMES_TWO : rule;
}

/** When a look for a team list that was not seen is repeated. */
const OUT_OF_SIGHT_MS = 60 * 60_000;
const UNREAD_MS = 60_000;

/** The findings about a card's list; one that holds only where a question about it is still open. */
export function listTrouble(subject: CustomerResult, context: RuleContext, playbook: Playbook): Finding[] {
  const { observation, team, texts } = context;
  if (subject.phase === null || hasEnded(subject.phase)) return [];
  const contested = listOwners(observation.board).contestedBy(subject.card.id);
  const troubles = [
    ...(team.unknown ? [troubleOf(team.unknown, subject, context, playbook)] : []),
    ...contested
      .filter(({ list }) => list.id !== team.unknown?.list?.id)
      .map(one => namesTwo(one, subject, context)),
  ];
  if (troubles.length > 0 || !hasOpenQuestion(TEAM_LIST, observation)) return troubles;
  const list = nameOf(team.list, texts);
  return [holdingOutsideRules(TEAM_LIST, said(texts.render('list.seen', { list })))];
}

/** A list comes back without a word: nothing tells of it. What ClickUp did not show once, it shows soon. */
export function looksAgain(
  { unknown }: ObservedTeamList,
  phase: Phase,
  { observation, texts }: RuleContext,
): Upcoming[] {
  if (!unknown || isQuietWhy(unknown.why) || hasEnded(phase)) return [];
  const at = observation.at + (unknown.why === 'unread' ? UNREAD_MS : OUT_OF_SIGHT_MS);
  return [{ at, what: texts.render('step.list') }];
}

/** Deleted lists do not come back by themselves, and an answer in the playbook comes with a start. */
function isQuietWhy(why: OutOfSight['why']): boolean {
  return why === 'deleted' || why === 'unanswered' || why === 'of-another-card';
}

function troubleOf(
  unknown: OutOfSight,
  subject: CustomerResult,
  context: RuleContext,
  playbook: Playbook,
): Finding {
  const { why } = unknown;
  if (why !== 'unanswered' && why !== 'not-in-folder' && why !== 'of-another-card') {
    return outOfSight({ ...unknown, why }, subject, context, playbook);
  }
  return { ...toBeAnswered({ ...unknown, why }, subject, context, playbook), menders: [] };
}

/** What a card's list waits for is said with the very line that the playbook lacks. */
function toBeAnswered(
  { why, list, others = [] }: OutOfSight & { why: 'unanswered' | 'not-in-folder' | 'of-another-card' },
  { card }: CustomerResult,
  { texts }: RuleContext,
  playbook: Playbook,
): Finding {
  const all = [...(list ? [list] : []), ...others];
  const named = all.map(({ id, name }) => ({ name: name ?? id }));
  const { folder } = playbook.places;
  const values = { count: all.length, lists: texts.someQuoted(named), folder, list: all[0]?.id ?? '' };
  const answers = texts.eitherOf(all.map(({ id, name }) => `\`"${card.id}": "${id}"\` (${name ?? id})`));
  const none = `\`"${card.id}": none\``;
  return {
    ...holdingOutsideRules(LIST_ANSWER, texts.render(`list.${why}`, values)),
    state: 'fails',
    evidence: { why, lists: all.map(({ id }) => id) },
    mend: texts.render(`list.${why}-mend`, { answers, none, folder }),
  };
}

function outOfSight(
  {
    why,
    list,
  }: OutOfSight & { why: Exclude<OutOfSight['why'], 'unanswered' | 'not-in-folder' | 'of-another-card'> },
  subject: CustomerResult,
  { view, texts }: RuleContext,
  playbook: Playbook,
): Finding {
  const { card, members } = subject;
  const { folder } = playbook.places;
  const values = { list: nameOf(list, texts), folder, page: texts.render('about.name') };
  const owner = view.owner ? [view.owner] : [];
  const evidence = { list: list?.id ?? null, why };
  return {
    // Only where nothing tells what was there, somebody has to decide; everything else shows on the card.
    ...findingOf(why === 'lost' ? 'warn' : 'inform', said(texts.render(`list.${why}`, values))),
    evidence,
    mend: said(texts.render(`list.${why}-mend`, values)),
    menders:
      why === 'unread' || why === 'unreadable'
        ? []
        : inWorkspace(
            why === 'lost'
              ? [...owner, ...card.supporters, ...members]
              : [...members, ...card.supporters, ...owner],
            view,
          ),
  };
}

function namesTwo(
  { list, described, recorded }: Contested,
  subject: CustomerResult,
  { observation, view, texts }: RuleContext,
): Finding {
  const { cards } = observation.board;
  const titleOf = (id: string) =>
    texts.render('quoted', { name: cards.find(one => one.id === id)?.name ?? id });
  const values = {
    list: nameOf(list, texts),
    described: titleOf(described),
    recorded: titleOf(recorded),
    page: texts.render('about.name'),
  };
  return {
    ...findingOf('inform', said(texts.render('list.contested', values))),
    evidence: { list: list.id, described, recorded },
    mend: said(texts.render('list.contested-mend')),
    menders: teamSupportersOwner(subject, view),
  };
}

function findingOf(enforcement: 'inform' | 'warn', message: string): Finding {
  return { ...holdingOutsideRules(TEAM_LIST, message), enforcement, state: 'fails' };
}

function nameOf(list: { name: string | null } | null, texts: CompanyTexts): string {
  return list?.name ? texts.render('quoted', { name: list.name }) : '';
}

/** Where a list has no name, nothing stands in its place. */
function said(text: string): string {
  return text.replace(/ {2,}/g, ' ').replace(/ ([.,;:])/g, '$1');
}
