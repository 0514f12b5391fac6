// Whether Liaison spoke and acted as people may expect, all along the way and not only in the end: nobody asked twice in
// one episode, every command answered once, waivers only from those who may, and nothing taken back that no rule forbids.

import { phaseOf } from '../../src/domain/customer-result.ts';
import type { RawTask } from '../support/people.ts';
import { REFUSALS } from './disturbances/refusals.ts';
import { type Bench, canAct, type Judgement, judge, mayWaive, overloadedOn, surplusOn } from './judge.ts';
import { RESTING_STATUS } from './play.ts';
import type { Rest } from './rest.ts';
import { type Ask, readTalk, type Talk, waiverAt } from './talk.ts';
import type { Facts, Moment } from './witness.ts';

const MINUTE_MS = 60_000;
/** How old what Liaison knows of the card itself may be where no delivery told it. */
const SEES_CARD_MS = 4 * MINUTE_MS;
/** The same for all other cards. */
const SEES_BOARD_MS = 13 * MINUTE_MS;
/** No delivery tells of a status: how often they are looked at in a story. */
const SEES_STATUSES_MS = 31 * MINUTE_MS;
/** What is taken back was seen on the spot, but a request may hang for a while. */
const SEES_CHANGE_MS = MINUTE_MS;
const UNDO_WITHIN_MS = 10 * MINUTE_MS;
const YOUNG_MS = 6 * 86_400_000;
/** A field that Liaison changes back → what its explanation says. */
const TAKEN_BACK: Readonly<Record<string, string>> = {
  assignee_rem: 'off again',
  status: 'moving the card back',
  supporter: 'back',
};
const ACROSS_CARDS = new Set(['supporter-load', 'member-load']);

type Case = { cardId: string; rest: Rest; talk: Talk; bench: Bench; say(what: string): void };

/** Everything about what was said and taken back on a card that is wrong. */
export async function wrongTalk(card: RawTask, rest: Rest): Promise<string[]> {
  const wrong: string[] = [];
  const talk = await readTalk(rest.people, card.id, { said: rest.witness.said, skewMs: rest.skewMs });
  const bench = { people: rest.people, playbook: rest.loaded.playbook };
  const facts: Case = { cardId: card.id, rest, talk, bench, say: what => void wrong.push(what) };
  checkAsks(facts);
  checkHelp(facts);
  checkAsked(facts);
  checkCommands(facts, card);
  checkWaivers(facts, card);
  checkUndos(facts);
  checkStatusEdits(facts);
  return wrong;
}

/** What a rule may have seen of the card in some time before an instant; `unknown` where more than the card decides. */
function seenOf(rule: string, at: number, { rest, cardId, bench }: Case, most?: number): Set<Judgement> {
  const { moments } = rest.witness;
  const from = at - (most ?? (ACROSS_CARDS.has(rule) ? SEES_BOARD_MS : SEES_CARD_MS));
  const before = moments.findLast(moment => moment.at <= from);
  const during = moments.filter(moment => moment.at > from && moment.at <= at);
  const looks = [...(before ? [{ ...before, at: from }] : []), ...during];
  const last = looks.at(-1);
  const all = last ? [...looks, { ...last, at }] : [];
  const seen = new Set(all.map(moment => judge(rule, cardId, moment, bench)));
  // What Liaison could not understand of the card it took for nothing.
  const wasOdd = rest.did.some(({ at: then, what }) => then <= at && what === `odd ${cardId}`);
  // A rule that looks across cards counts whoever is on the others: of one that is shown oddly that may be nobody.
  // How long it rested or was at its end, and whether people moved its dates since, decides what is too long or overrun.
  const hasRested =
    rule === 'timebox' && moments.some(one => one.at <= at && isIdle(one.board.get(cardId)?.status));
  if (hasRested) seen.add('unknown');
  const isOneOdd = ACROSS_CARDS.has(rule) && rest.cardIds.some(id => wasShownOddly(id, rest, from, at));
  return wasOdd || isOneOdd || wereStatusesRenamed(rest, from, at) ? seen.add('unknown') : seen;
}

function isIdle(status: string | undefined): boolean {
  return status === RESTING_STATUS || status === 'done' || status === 'cancelled';
}

/** Whether a card was shown oddly at some time between two instants. */
function wasShownOddly(id: string, { did }: Rest, from: number, to: number): boolean {
  const isIn = ({ at }: { at: number }) => at <= to;
  const begun = did.findLast(one => isIn(one) && one.what === `odd ${id}`);
  const over = did.findLast(one => isIn(one) && one.what === `odd no more ${id}`);
  return begun !== undefined && (over === undefined || over.at < begun.at || over.at >= from);
}

/** Whether a status had a name that the playbook does not map at some time between two instants. */
function wereStatusesRenamed({ did }: Rest, from: number, to: number): boolean {
  const since = from - SEES_STATUSES_MS;
  const before = did.findLast(({ at, what }) => at <= since && what.startsWith('statuses '));
  const during = did.some(({ at, what }) => at > since && at <= to && what.startsWith('statuses '));
  return during || before?.what === 'statuses renamed';
}

function checkAsks(facts: Case): void {
  const { talk, say } = facts;
  for (const rule of new Set(talk.asks.map(ask => ask.rule))) {
    const asks = talk.asks.filter(ask => ask.rule === rule);
    const open = asks.filter(({ settledAt }) => settledAt === null);
    if (open.length > 1 && !facts.rest.tally.has('statusEditRefused')) say(`is asked twice about ${rule}`);
    asks.forEach((ask, index) => {
      const former = asks[index - 1];
      const when = new Date(ask.at).toISOString();
      // Where ClickUp lets nobody edit comments, what is settled still looks open.
      const mayLookOpen = facts.rest.tally.has('statusEditRefused');
      if (former && !isOver(former, ask.at) && !mayLookOpen)
        say(`was asked again about ${rule} in one episode, at ${when}`);
      if (isOnly(seenOf(rule, ask.at, facts), 'allows'))
        say(`was asked about ${rule} without need, at ${when}`);
      if (waiverAt(talk, rule, ask.at)) say(`was asked about ${rule}, which is waived, at ${when}`);
      for (const again of ask.resumedAt) {
        if (isOnly(seenOf(rule, again, facts), 'allows'))
          say(`was asked about ${rule} again without need, at ${new Date(again).toISOString()}`);
      }
      const { settledAt, settled } = ask;
      if (settledAt === null) return;
      const end = new Date(settledAt).toISOString();
      const isForbidden = isOnly(seenOf(rule, settledAt, facts), 'forbids');
      if (settled === 'mended' && isForbidden)
        say(`was told that ${rule} is mended, which it was not, at ${end}`);
      if (settled === 'left' && isForbidden && !waiverAt(talk, rule, settledAt) && !ACROSS_CARDS.has(rule))
        say(`was told nothing more about ${rule}, which is not mended, at ${end}`);
      if (settled === 'moot' && isForbidden && !ACROSS_CARDS.has(rule))
        say(`was told that ${rule} is no longer asked, although it fails here, at ${end}`);
      if (
        settled === 'waived' &&
        !waiverAt(talk, rule, settledAt) &&
        !waiverAt(talk, rule, settledAt - MINUTE_MS)
      )
        say(`was told that ${rule} is waived, which it was not, at ${end}`);
    });
  }
}

/** Nobody is asked who cannot do anything about the card, and somebody is, unless ClickUp assigns nothing to them. */
function checkAsked(facts: Case): void {
  const { talk, bench, rest, say } = facts;
  const mayBeRefused = rest.tally.has('questionRefused') || rest.tally.has('personUnassignable');
  for (const { rule, at, to } of [...talk.asks, ...talk.helps]) {
    const when = new Date(at).toISOString();
    if (to === null && mayBeRefused) continue;
    if (to === null) say(`nobody in particular was asked about ${rule}, at ${when}`);
    else if (!cardsSeen(at, facts).some(card => canAct(to, card, bench)))
      say(`${to} was asked about ${rule}, who cannot act, at ${when}`);
  }
}

/** The states of the card that Liaison may have known at an instant. */
function cardsSeen(at: number, { rest, cardId }: Case): Facts[] {
  const { moments } = rest.witness;
  const looks = moments.filter(moment => moment.at > at - SEES_CARD_MS && moment.at <= at);
  const before = moments.findLast(moment => moment.at <= at - SEES_CARD_MS);
  return [...(before ? [before] : []), ...looks].flatMap(({ board }) => board.get(cardId) ?? []);
}

/** Escalation: at most once in an episode, not before its time, and closed with its question. */
function checkHelp({ talk, bench, say }: Case): void {
  const { rules } = bench.playbook;
  const used = new Set<Ask>();
  const asks = [...talk.asks, ...talk.deletedAsks].toSorted((one, other) => one.at - other.at);
  for (const { rule, at, settledAt } of talk.helps) {
    const when = new Date(at).toISOString();
    const ask = asks.findLast(one => one.rule === rule && one.at <= at);
    if (!ask || isOver(ask, at)) {
      say(`asked for help about ${rule} though no question is open, at ${when}`);
      continue;
    }
    if (used.has(ask)) say(`asked twice for help about ${rule} in one episode, at ${when}`);
    used.add(ask);
    if (settledAt === null && ask.settledAt !== null)
      say(`still asks for help about ${rule}, though its question is closed, at ${when}`);
    const wait = rules[rule as keyof typeof rules]?.escalateAfter;
    // What went on to somebody else counts from when it was asked first.
    const first = asks.findLast(
      (one, index) => one.rule === rule && one.at <= ask.at && former(asks, index)?.settled !== 'handed-on',
    );
    // The question is dated by ClickUp, and the time is up by our clock.
    if (wait?.unit === 'ms' && at < (first ?? ask).at + wait.ms + Math.min(0, talk.skewMs))
      say(`asked for help about ${rule} too early, at ${when}`);
  }
}

/** The question about the same rule before that one. */
function former(asks: readonly Ask[], index: number): Ask | undefined {
  return asks.slice(0, index).findLast(({ rule }) => rule === asks[index]?.rule);
}

function checkCommands({ talk, rest, say }: Case, card: RawTask): void {
  // On a card that is not at work, and of which no delivery told, nobody listens.
  const isOfNoPhase = phaseOf(card.status.status, rest.loaded.playbook.phases) === null;
  const isHeard = ['forming', 'in progress', 'evaluation'].includes(card.status.status);
  const told = JSON.stringify(rest.heard.map(({ body }) => body));
  for (const { id, at, text, replies, isReply } of talk.commands) {
    const first = replies.filter(reply => !reply.text.startsWith('No longer waived'));
    const ends = replies.filter(reply => reply.text.startsWith('No longer waived'));
    const what = `the command “${text}” (${id})`;
    const isUnwaive = text.trim().startsWith('/unwaive');
    const answers = isUnwaive ? replies.length : first.length;
    if (answers > 1)
      say(`${what} was answered ${answers} times: ${replies.map(reply => reply.text).join(' | ')}`);
    const isTold = told.includes(`"${id}"`);
    // In threads Liaison looks where ClickUp shows it more replies, or a delivery tells.
    const isToBeHeard = !isOfNoPhase && (isReply ? isHeard && isTold : isHeard || isTold);
    if (answers === 0 && isToBeHeard && at > rest.time.now() - YOUNG_MS) say(`${what} was not answered`);
    if (ends.length > 1) say(`${what}: its waiver ended ${ends.length} times`);
    if (ends.length > 0 && !isUnwaive && !first[0]?.text.startsWith('Waived'))
      say(`${what}: a waiver ended that was never granted`);
  }
}

function checkWaivers(facts: Case, card: RawTask): void {
  const { talk, rest, bench, say } = facts;
  const ends = talk.commands.flatMap(({ replies }) =>
    replies.filter(({ text }) => text.startsWith('No longer')),
  );
  for (const rule of new Set(talk.waivers.map(waiver => waiver.rule))) {
    const ofRule = ends.filter(({ text }) => /^No longer waived[^:]*: (\S+)/.exec(text)?.[1] === rule);
    const granted = talk.waivers.filter(waiver => waiver.rule === rule);
    if (ofRule.length > granted.length)
      say(`${rule} was waived ${granted.length} times, and the end was told ${ofRule.length} times`);
  }
  for (const { rule, by, from } of talk.waivers) {
    if (!cardsSeen(from, facts).some(one => mayWaive(rule, by, one, bench)))
      say(`${rule} was waived by ${by}, who may not, at ${new Date(from).toISOString()}`);
  }
  const now = rest.time.now() + rest.skewMs;
  const isWaived = talk.waivers.some(({ rule }) => waiverAt(talk, rule, now));
  const isTagged = card.tags.some(({ name }) => name === 'waived');
  const isOfNoPhase = phaseOf(card.status.status, rest.loaded.playbook.phases) === null;
  if (isTagged !== isWaived && !isOfNoPhase)
    say(`it is ${isTagged ? '' : 'not '}tagged “waived”, though ${isWaived ? 'a' : 'no'} waiver holds`);
}

/** Nothing is taken back that no rule forbids, that is waived, or that nobody did just before. */
function checkUndos(facts: Case): void {
  const { talk, rest, cardId, say } = facts;
  for (const { at, rules, text } of talk.undos) {
    const when = new Date(at).toISOString();
    for (const rule of rules) {
      const seen = seenOf(rule, at, facts, ACROSS_CARDS.has(rule) ? SEES_BOARD_MS : SEES_CHANGE_MS);
      if (isOnly(seen, 'allows')) say(`a change was taken back that ${rule} allows, at ${when}: ${text}`);
      if (waiverAt(talk, rule, at)) say(`a change was taken back for ${rule}, which is waived, at ${when}`);
    }
  }
  for (const undo of talk.undos) checkWhoLeft(undo, facts);
  checkExplained(facts);
  const { moments } = rest.witness;
  for (const [index, moment] of moments.entries()) {
    if (moment.cardId !== cardId || moment.by !== rest.people.botId) continue;
    if (!(moment.field in TAKEN_BACK)) continue;
    const deed = `Liaison changed ${moment.field} at ${new Date(moment.at).toISOString()}`;
    const isSoon = ({ at }: { at: number }) => at <= moment.at && moment.at - at <= 2 * UNDO_WITHIN_MS;
    const earlier = moments.slice(0, index);
    if (!earlier.some(one => isSoon(one) && isTakenBackBy(moment, one)))
      say(`${deed}, and nobody had just done that`);
  }
}

/** Each undo has an explanation of its own, just before it: one write may take several people off. */
function checkExplained({ talk, rest, cardId, say }: Case): void {
  const left = [...talk.undos];
  const done = new Set<string>();
  for (const { at, by, field, cardId: on } of rest.witness.moments) {
    const what = TAKEN_BACK[field];
    if (on !== cardId || by !== rest.people.botId || what === undefined || done.has(`${field} ${at}`))
      continue;
    done.add(`${field} ${at}`);
    const isOfIt = (undo: Talk['undos'][number]) =>
      undo.at <= at && at - undo.at <= 2 * UNDO_WITHIN_MS && undo.text.includes(what);
    const index = left.findLastIndex(isOfIt);
    const when = new Date(at).toISOString();
    if (index >= 0) left.splice(index, 1);
    else if (talk.undos.some(isOfIt))
      say(`Liaison changed ${field} at ${when} with the words of another undo`);
    else say(`Liaison changed ${field} at ${when} without a word`);
  }
}

/** Only those leave who have too much to do, and of the others at most as many as are too many even so. */
function checkWhoLeft(
  { at, rules, text }: Talk['undos'][number],
  { talk, rest, cardId, bench, say }: Case,
): void {
  // Of two at one instant one may be about something else.
  if (!text.includes(TAKEN_BACK['assignee_rem'] ?? '')) return;
  const { moments } = rest.witness;
  const next = Math.min(...talk.undos.flatMap(undo => (undo.at > at ? [undo.at] : [])), at + UNDO_WITHIN_MS);
  const left = moments.flatMap(moment => {
    const isOurs = moment.cardId === cardId && moment.by === rest.people.botId;
    const isThen = moment.at >= at && moment.at < next;
    return isOurs && isThen && moment.field === 'assignee_rem' ? moment.people : [];
  });
  if (left.length === 0) return;
  const from = at - SEES_BOARD_MS;
  const before = moments.findLast(moment => moment.at <= from);
  const seen = [...(before ? [before] : []), ...moments.filter(one => one.at > from && one.at <= at)];
  const busy = new Set(
    rules.includes('member-load') ? seen.flatMap(one => overloadedOn(cardId, one, bench)) : [],
  );
  const lately = [moments.findLast(one => one.at <= at - SEES_CARD_MS), ...seen];
  const surplus = rules.includes('team-size')
    ? Math.max(0, ...lately.map(one => (one ? surplusOn(cardId, one, bench) : 0)))
    : 0;
  const others = left.filter(id => !busy.has(id));
  if (others.length > Math.max(0, surplus - (left.length - others.length)))
    say(`${left.join()} were taken off for ${rules.join()}, at ${new Date(at).toISOString()}, too many`);
}

function isTakenBackBy(deed: Moment, change: Moment): boolean {
  if (change.cardId !== deed.cardId || change.by === null || change.by === deed.by) return false;
  if (deed.field !== 'assignee_rem') return change.field === deed.field;
  return change.field === 'assignee_add' && change.people.some(id => deed.people.includes(id));
}

/** The status comment must not swing to and fro while nobody does anything. */
function checkStatusEdits({ talk, rest, cardId, say }: Case): void {
  // What ClickUp refuses is tried again now and then, and until that is refused again the comment does not tell of it.
  if (Object.keys(REFUSALS).some(name => rest.tally.has(name))) return;
  const { witness, did } = rest;
  for (const { id } of talk.statuses) {
    const edits = witness.said.filter(({ commentId }) => commentId === id);
    edits.forEach((edit, index) => {
      const [one, two, three] = [edits[index - 1], edits[index - 2], edits[index - 3]];
      if (!one || !two || !three || edit.text !== two.text || one.text !== three.text) return;
      const isThen = ({ at }: { at: number }) => at >= three.at - MINUTE_MS && at <= edit.at;
      // Whatever changes a card, also Liaison's own doing, may change what there is to say.
      if (!did.some(isThen) && !witness.moments.some(isThen))
        say(`the status comment of ${cardId} swings, at ${new Date(edit.at).toISOString()}`);
    });
  }
}

function isOver({ settledAt }: Ask, at: number): boolean {
  return settledAt !== null && settledAt <= at;
}

function isOnly(seen: ReadonlySet<Judgement>, judgement: Judgement): boolean {
  return seen.size === 1 && seen.has(judgement);
}
