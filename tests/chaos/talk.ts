// What Liaison said on a card and in its threads, as people read it: questions with their ends, requests for help, what was
// taken back, answers to commands and the waivers that follow from them.

import type { People, RawComment } from '../support/people.ts';
import { dayOf } from './judge.ts';
import { commandsInThread } from './talk-threads.ts';
import type { Said } from './witness.ts';

/** `left`: the comment went on about other rules alone. */
type Settled = 'mended' | 'waived' | 'moot' | 'resting' | 'handed-on' | 'left';
/** A question or a request for help; `settledAt` is when its text said that it is settled, null while it is open. */
export type Ask = {
  rule: string;
  at: number;
  /** Whom it is assigned to; null where that is nobody, or not known any more. */
  to: number | null;
  settledAt: number | null;
  settled: Settled | null;
  /** When it was asked again in its place, after its card had rested. */
  resumedAt: number[];
};
export type Waiver = { rule: string; by: number; from: number; until: string | null; endedAt: number | null };
type Reply = { at: number; text: string };
export type Command = {
  id: string;
  at: number;
  by: number;
  text: string;
  replies: Reply[];
  isReply?: boolean;
};
export type Talk = {
  statuses: RawComment[];
  asks: Ask[];
  /** Those that people deleted since. */
  deletedAsks: Ask[];
  helps: Ask[];
  undos: { at: number; rules: string[]; text: string }[];
  commands: Command[];
  waivers: Waiver[];
  /** How far ClickUp's clock, which dates what is said, is ahead of the one by which days end. */
  skewMs: number;
};

const SETTLED: Record<Exclude<Settled, 'left'>, RegExp> = {
  mended: /^Mended, thank you: /,
  waived: /^Waived, nothing to answer: /,
  moot: /^No longer asked: /,
  resting: /^Resting for now: /,
  'handed-on': /^Handed on: /,
};

/** Reads everything that was said on a card, in the order in which it was said. */
export async function readTalk(
  people: People,
  cardId: string,
  { said, skewMs }: { said: readonly Said[]; skewMs: number },
): Promise<Talk> {
  const comments = (await people.comments(cardId)).toReversed();
  const talk: Talk = {
    statuses: [],
    asks: [],
    deletedAsks: [],
    helps: [],
    undos: [],
    commands: [],
    waivers: [],
    skewMs,
  };
  for (const comment of comments) {
    const { id, comment_text: text } = comment;
    const at = Number(comment.date);
    if (comment.user.id !== people.botId) {
      if (!/^\s*\/[\p{L}][\p{L}-]*(\s|$)/iu.test(text)) continue;
      talk.commands.push(...commandsInThread(comment, await people.thread(id), people.botId));
      continue;
    }
    if (Number(comment.reply_count ?? 1) > 0)
      talk.commands.push(...commandsInThread(comment, await people.thread(id), people.botId));
    const first = said.find(one => one.commentId === id && !one.isEdit)?.text ?? text;
    const asks = asksIn(first, { id, at, to: comment.assignee?.id ?? null }, said);
    if (text.startsWith('How this customer result stands')) talk.statuses.push(comment);
    else (first.startsWith('Liaison asks for help') ? talk.helps : talk.asks).push(...asks);
  }
  const left = new Set(comments.map(({ id }) => id));
  for (const { at, by, cardId: on, commentId, text, isEdit } of said) {
    if (on !== cardId || by !== people.botId || isEdit || left.has(commentId)) continue;
    if (text.startsWith('Liaison asks: '))
      talk.deletedAsks.push(...asksIn(text, { id: commentId, at, to: null }, said));
  }
  // As they were said: people may have deleted them since.
  for (const { at, by, cardId: on, text, isEdit } of said) {
    const rules = /^Liaison took a change back: ([a-z, -]+)/.exec(text)?.[1];
    if (rules !== undefined && on === cardId && by === people.botId && !isEdit)
      talk.undos.push({ at, rules: rules.split(', '), text });
  }
  talk.waivers = waiversIn(talk.commands);
  return talk;
}

/** The questions or requests for help in a comment as it was said first, one for each rule. */
function asksIn(
  text: string,
  { id, at, to }: { id: string; at: number; to: number | null },
  said: readonly Said[],
): Ask[] {
  if (!/^Liaison asks(?: for help)?: /.test(text)) return [];
  return rulesIn(text).map(rule => {
    const all = said.filter(one => one.commentId === id && one.isEdit);
    const leftAt = all.findIndex(edit => !rulesIn(edit.text).includes(rule));
    const edits = leftAt < 0 ? all : all.slice(0, leftAt);
    const resumed = edits.filter((edit, index) => {
      const former = edits[index - 1];
      return edit.text.startsWith('Liaison asks') && former && settledBy(former.text) === 'resting';
    });
    const after = edits.slice(edits.findLastIndex(edit => edit === resumed.at(-1)) + 1);
    const end =
      after.find(edit => settledBy(edit.text) !== null && settledBy(edit.text) !== 'resting') ??
      after.find(edit => settledBy(edit.text) === 'resting') ??
      null;
    const left = leftAt < 0 ? null : (all[leftAt]?.at ?? null);
    return {
      rule,
      at,
      to,
      settledAt: end?.at ?? left,
      settled: end ? settledBy(end.text) : left === null ? null : 'left',
      resumedAt: resumed.map(edit => edit.at),
    };
  });
}

/** The rules that the first line of a comment names. */
function rulesIn(text: string): string[] {
  return /^[^:\n]+: ([a-z, -]+)/.exec(text)?.[1]?.trim().split(', ') ?? [];
}

function settledBy(text: string): Settled | null {
  const all = Object.keys(SETTLED) as Exclude<Settled, 'left'>[];
  return all.find(how => SETTLED[how].test(text)) ?? null;
}

/** The waiver of a rule that held at an instant, if one did. */
export function waiverAt({ waivers, skewMs }: Talk, rule: string, at: number): Waiver | undefined {
  return waivers.find(
    waiver =>
      waiver.rule === rule &&
      waiver.from <= at &&
      (waiver.endedAt === null || at < waiver.endedAt) &&
      (waiver.until === null || dayOf(at - skewMs) <= Date.parse(waiver.until)),
  );
}

function waiversIn(commands: readonly Command[]): Waiver[] {
  const waivers: Waiver[] = [];
  const all = commands.flatMap(({ by, replies }) => replies.map(reply => ({ ...reply, by })));
  for (const { at, text, by } of all.toSorted((one, other) => one.at - other.at)) {
    const granted = /^Waived until (further notice|[\d-]+): (\S+)/.exec(text);
    const rule = granted?.[2] ?? /^No longer waived[^:]*: (\S+)/.exec(text)?.[1];
    if (rule === undefined) continue;
    const former = waivers.findLast(waiver => waiver.rule === rule);
    if (former) former.endedAt ??= at;
    if (!granted) continue;
    const until = granted[1] === 'further notice' ? null : (granted[1] ?? null);
    waivers.push({ rule, by, from: at, until, endedAt: null });
  }
  return waivers;
}
