// What people told Liaison in comments, and what it says to that in the thread: decided before anything is enforced, so
// that a waiver just asked for is honoured at once.

import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { rightsOn, waiversOn } from '../enforcement/rights.ts';
import { endOf, holdsOn, WAIVED_TAG } from '../enforcement/waiver.ts';
import type { Evaluation } from '../findings/evaluate.ts';
import type { Waiver } from '../findings/finding.ts';
import { answerText } from '../language/render.ts';
import type { RichText } from '../language/rich-text.ts';
import type { Command } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { type Answer, answerTo, getsNewList } from './answer-to.ts';
import { unansweredIn } from './answered.ts';
import { absenceOperations, oneAbsenceEach } from './away-answer.ts';
import { readCommand, type Understood } from './command.ts';
import { commandsIn, isCommand, MOST_COMMANDS, nameIn, quoteOf } from './command-parts.ts';
import { ALWAYS, commandNamed, commandsOf } from './command-words.ts';
import { explanationLines } from './explanation-lines.ts';
import { ruleWordsOf } from './rule-words.ts';

const NEW_LIST = 'newlist' as const;

/** Whoever asked longer ago than this no longer waits; on first contact the past is left alone. */
const ANSWER_WITHIN_DAYS = 7;

/**
 * One command of a comment, as it is answered. `replaced` are waivers of other rules that the same comment had asked for
 * before it was edited.
 */
type HandledCommand = {
  command: Command;
  understood: Understood;
  answer: Answer | null;
  replaced: Waiver[];
  /** Its place among the commands of its comment, from 0; `whole` is all that the comment says. */
  part: number;
  whole: string;
};

export type AnsweredCommands = {
  /** Every waiver that holds, the ones just granted included. */
  waivers: Waiver[];
  /** The last day on which reminders are paused, as somebody asked for it last; null if nobody did. */
  snoozedUntil: Day | null;
  /** The comments that ask for a new list and get one: answered once it is made. */
  newListFor: ReadonlySet<string>;
  /** What to say, once the rules have been looked at. */
  answers(evaluation: Evaluation, next: Upcoming | null): Operation[];
  upcoming: Upcoming[];
};

/** Listens to the commands on the card. */
export function answerCommands(
  { subject, context }: { subject: CustomerResult; context: RuleContext },
  playbook: Playbook,
): AnsweredCommands {
  const { observation, today, calendar, texts, view } = context;
  // Most cards are like this.
  if (observation.commands.length === 0) {
    const answers = () => tagging(false, context);
    return { waivers: [], snoozedUntil: null, newListFor: new Set(), answers, upcoming: [] };
  }
  const nameOf = (person: number): string => view.people.get(person)?.name ?? texts.render('by-somebody');
  const granted = waiversOn(context);
  const rights = rightsOn({ subject, context }, granted, playbook);
  const asker = { subject, rights: rights.subject, context, playbook };
  const over = granted.filter(waiver => !holdsOn(waiver, today));
  const waivers = new Map(
    granted.flatMap(waiver =>
      holdsOn(waiver, today) && !rights.revoked.has(waiver) ? [[waiver.rule, waiver] as const] : [],
    ),
  );
  const since = addDays(today, -ANSWER_WITHIN_DAYS);
  const handled: HandledCommand[] = [];
  // A playbook without commands has nobody answer: what begins with a slash is for somebody else.
  const rules = ruleWordsOf(Object.keys(playbook.rules), texts);
  const commands = [...new Set([...commandsOf(playbook), ...ALWAYS])];
  const isHeard = (text: string): boolean => {
    const name = commandNamed(nameIn(text));
    return playbook.commands.length > 0 || (name !== null && ALWAYS.includes(name));
  };
  for (const command of observation.commands) {
    // What is no command any more was one when it was answered.
    if (!isCommand(command.text) || context.dayOf(command.at) < since) continue;
    const saidOn = context.dayOf(command.at);
    const read = (text: string) =>
      stillToCome(readCommand(text, { rules, commands, today: saidOn, calendar }), today);
    const all = commandsIn(command.text).slice(0, MOST_COMMANDS);
    const kept = all.map(read).flatMap(one => (one.name === 'waive' ? [one.rule] : []));
    for (const text of unansweredIn(command, { dayOf: context.dayOf, calendar, texts }).filter(isHeard)) {
      const understood = read(text);
      const part = all.indexOf(text);
      const said = { ...command, text };
      const answer = answerTo(understood, said, { ...asker, waivers });
      const replaced: Waiver[] = [];
      handled.push({ command: said, understood, answer, replaced, part, whole: command.text });
      if (answer?.kind === 'waiver' && understood.name === 'waive') {
        const waiver = { by: nameOf(command.by), commandId: command.id, grantedAt: observation.at };
        replaced.push(...grant(waivers, understood, waiver, kept));
      }
      if (answer?.kind === 'waiver-end') for (const rule of answer.rules) waivers.delete(rule);
    }
  }
  const snoozes = handled.flatMap(({ answer }) => (answer?.kind === 'snooze' ? [answer.until] : []));
  const ended = over.filter(({ rule }) => !handled.some(({ answer }) => answer?.rules.includes(rule)));
  const newLists = handled.filter(
    ({ command, understood }) => understood.name === NEW_LIST && getsNewList(command, asker),
  );
  return {
    waivers: [...waivers.values()],
    newListFor: new Set(newLists.map(({ command }) => command.id)),
    snoozedUntil: snoozes.at(-1) ?? grantedSnooze(observation.commands),
    answers: (evaluation, next) => [
      ...ended.map(waiver => endingOf(waiver, 'over', context)),
      ...[...rights.revoked].map(waiver => endingOf(waiver, 'revoked', context)),
      ...oneAbsenceEach(handled).flatMap(one => [
        ...one.replaced.map(waiver => endingOf(waiver, 'replaced', context)),
        ...absenceOperations(one, context),
        operationOf(one, evaluation, next, context),
      ]),
      ...tagging(waivers.size > 0, context),
    ],
    upcoming: [...waivers.values()].flatMap(waiver => {
      const at = endOf(waiver, calendar);
      const { rule } = waiver;
      return at === null ? [] : [{ at, what: texts.render('step.waiver-ends', { rule }), rule }];
    }),
  };
}

/**
 * Puts a waiver among those that hold. Answers with those of other rules that the same comment had asked for before; the
 * rules `kept` are those that it asks for by now.
 */
function grant(
  waivers: Map<string, Waiver>,
  { rule, until, because }: Extract<Understood, { name: 'waive' }>,
  from: Pick<Waiver, 'by' | 'commandId' | 'grantedAt'>,
  kept: readonly string[],
): Waiver[] {
  const replaced = [...waivers.values()].filter(
    former => former.commandId === from.commandId && former.rule !== rule && !kept.includes(former.rule),
  );
  for (const former of replaced) waivers.delete(former.rule);
  waivers.set(rule, { rule, until, because, ...from });
  return replaced;
}

function grantedSnooze(commands: readonly Command[]): Day | null {
  const answers = commands.flatMap(command => command.answers.filter(({ kind }) => kind === 'snooze'));
  return answers.toSorted((one, other) => one.at - other.at).at(-1)?.until ?? null;
}

/** A day that has passed before anybody could answer is over as well. */
function stillToCome(understood: Understood, today: Day): Understood {
  const until = 'until' in understood ? understood.until : null;
  return until !== null && until < today ? { name: 'unclear', why: 'past-date', day: until } : understood;
}

function operationOf(
  { command, understood, answer, part, whole }: HandledCommand,
  evaluation: Evaluation,
  next: Upcoming | null,
  context: RuleContext,
): Operation {
  const { texts, view } = context;
  const lines = [
    ...(answer?.lines ?? [
      ...(understood.name === 'recheck' ? [texts.render('answer.rechecked')] : []),
      ...explanationLines(evaluation, { isWhole: understood.name === 'explain', next }),
    ]),
  ];
  const further = part === MOST_COMMANDS - 1 ? commandsIn(whole)[MOST_COMMANDS] : undefined;
  if (further !== undefined) {
    const second = quoteOf(further.split('\n', 1)[0] ?? '');
    lines.push(texts.render('answer.second', { command: `\`${second}\``, count: MOST_COMMANDS }));
  }
  const { kind, rules, until } = answer ?? { kind: 'answer' as const, rules: [], until: null };
  const quote = kind === 'answer' ? { command: quoteOf(command.text) } : {};
  const by = view.people.get(command.by)?.name ?? `user ${command.by}`;
  return {
    kind: 'answer',
    commandId: command.id,
    ...(command.threadId === undefined ? {} : { threadId: command.threadId }),
    ...(part > 0 ? { part } : {}),
    text: textOf({ kind, rules, until, ...quote, lines }, context),
    target: command.id,
    summary: `Answer ${by}: ${command.text.split('\n', 1)[0]?.slice(0, 60).trim()}`,
  };
}

function endingOf(waiver: Waiver, why: 'over' | 'replaced' | 'revoked', context: RuleContext): Operation {
  const { rule, until, commandId } = waiver;
  const { texts, observation } = context;
  const threadId = observation.commands.find(({ id }) => id === commandId)?.threadId;
  const words = {
    over: () => texts.render('answer.waiver-over', { rule, day: texts.day(until ?? context.today) }),
    replaced: () => texts.render('answer.unwaived', { rule }),
    revoked: () => texts.render('answer.revoked', { rule, person: waiver.by }),
  };
  const lines = [words[why]()];
  const isRevoked = why === 'revoked' ? { isRevoked: true as const } : {};
  return {
    kind: 'answer',
    commandId,
    ...(threadId === undefined ? {} : { threadId }),
    text: textOf({ kind: 'waiver-end', rules: [rule], until: null, ...isRevoked, lines }, context),
    target: commandId,
    summary: `Say that the waiver of ${rule} has ended`,
  };
}

/** The tag says to people, and to whoever filters the board, that the comments hold a waiver. */
function tagging(isWaived: boolean, { observation }: RuleContext): Operation[] {
  const { card } = observation;
  if (card.tags.includes(WAIVED_TAG) === isWaived) return [];
  return [
    {
      kind: 'tag',
      tag: WAIVED_TAG,
      isOn: isWaived,
      target: card.id,
      summary: isWaived ? `Tag the card “${WAIVED_TAG}”` : `Take the tag “${WAIVED_TAG}” off the card`,
    },
  ];
}

function textOf({ lines, ...headline }: Answer, { texts }: RuleContext): RichText {
  return answerText(headline, lines, texts);
}
