// What people told Liaison in comments, and what it says to that in the thread: decided before anything is enforced, so
// that a waiver just asked for is honoured at once.

import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { rightsOn, waiversOn } from '../enforcement/rights.ts';
import { endOf, holdsOn, mayWaive, WAIVED_TAG } from '../enforcement/waiver.ts';
import type { Evaluation } from '../findings/evaluate.ts';
import type { Waiver } from '../findings/finding.ts';
import { isOutOfSight } from '../former-fields.ts';
import type { Headline } from '../language/headline.ts';
import { answerText } from '../language/render.ts';
import type { RichText } from '../language/rich-text.ts';
import { needsTeamList } from '../mirror/desired-items.ts';
import type { Command } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { paramsOf } from '../rules/rules-of.ts';
import { addDays } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { refusalOf, unclearLine, waivedLine } from './answer-lines.ts';
import { isAnswered } from './answered.ts';
import { absenceOperations, answerAway, oneAbsenceEach } from './away-answer.ts';
import { commandsOf, formOf, readCommand, type Understood } from './command.ts';
import { isCommand, nameIn, quoteOf, secondCommandIn } from './command-parts.ts';
import { explanationLines } from './explanation-lines.ts';

const NEW_LIST = 'newlist' as const;

/** Whoever asked longer ago than this no longer waits; on first contact the past is left alone. */
const ANSWER_WITHIN_DAYS = 7;

type Answer = Pick<Headline, 'kind' | 'rules' | 'until' | 'command'> & { lines: string[] };
/** `replaced` are waivers of other rules that the same comment had asked for before it was edited. */
type HandledCommand = { command: Command; understood: Understood; answer: Answer | null; replaced: Waiver[] };

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
  const asked = observation.commands.filter(
    ({ text }) => playbook.commands.length > 0 || nameIn(text) === NEW_LIST,
  );
  for (const command of asked) {
    // What is no command any more was one when it was answered.
    if (!isCommand(command.text) || context.dayOf(command.at) < since) continue;
    if (isAnswered(command, { dayOf: context.dayOf, calendar })) continue;
    const understood = stillToCome(
      readCommand(command.text, {
        rules: Object.keys(playbook.rules),
        // Supporter and owner may ask for a new list whatever the playbook leaves out.
        commands: [...new Set([...commandsOf(playbook), NEW_LIST])],
        today: context.dayOf(command.at),
        calendar,
      }),
      today,
    );
    const answer = answerTo(understood, command, { ...asker, waivers });
    const replaced: Waiver[] = [];
    handled.push({ command, understood, answer, replaced });
    if (answer?.kind === 'waiver' && understood.name === 'waive') {
      const waiver = { by: nameOf(command.by), commandId: command.id, grantedAt: observation.at };
      replaced.push(...grant(waivers, understood, waiver));
    }
    if (answer?.kind === 'waiver-end') for (const rule of answer.rules) waivers.delete(rule);
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

/** Puts a waiver among those that hold. Answers with those of other rules that the same comment had asked for before. */
function grant(
  waivers: Map<string, Waiver>,
  { rule, until, because }: Extract<Understood, { name: 'waive' }>,
  from: Pick<Waiver, 'by' | 'commandId' | 'grantedAt'>,
): Waiver[] {
  const replaced = [...waivers.values()].filter(
    former => former.commandId === from.commandId && former.rule !== rule,
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

/** What to say to a command; null where it depends on what the rules find. */
function answerTo(
  understood: Understood,
  command: Command,
  facts: {
    waivers: ReadonlyMap<string, Waiver>;
  } & Asked,
): Answer | null {
  const { subject, rights, context, playbook, waivers } = facts;
  const { texts, view } = context;
  const plain = (...lines: string[]): Answer => ({ kind: 'answer', rules: [], until: null, lines });
  if (understood.name === 'unknown') {
    const forms = commandsOf(playbook).map(name => `\`${formOf(name, texts.locale)}\``);
    return plain(texts.render('answer.unknown', { given: understood.given, commands: forms.join(' · ') }));
  }
  const rules = Object.keys(playbook.rules).join(', ');
  switch (understood.name) {
    case 'recheck':
    case 'explain':
      return null;
    case 'newlist': {
      if (getsNewList(command, facts)) return plain(texts.render('newlist.made'));
      if (!mayAsk(command, facts)) return plain(texts.render('newlist.may-not'));
      return plain(texts.render(context.team.list ? 'newlist.there' : 'newlist.too-early'));
    }
    case 'snooze': {
      const { until } = understood;
      if (subject.phase !== 'evaluating' || !playbook.feedback) return plain(texts.render('snooze.nothing'));
      return {
        kind: 'snooze',
        rules: [],
        until,
        lines: [texts.render('snooze.done', { day: texts.day(until) })],
      };
    }
    case 'away':
    case 'back':
      return plain(...answerAway(understood, command, context).lines);
    case 'unclear':
      return plain(unclearLine(understood, rules, context));
    case 'waive':
    case 'unwaive': {
      const { rule } = understood;
      const roles = paramsOf(rule, playbook)?.waivableBy ?? [];
      if (!mayWaive(command.by, roles, rights, view)) {
        const isUnseen = roles.includes('supporter') && isOutOfSight(rights.card, ['supporter']);
        const unseen = isUnseen ? [texts.render('answer.supporter-unseen')] : [];
        return plain(refusalOf(rule, roles, context), ...unseen);
      }
      if (understood.name === 'unwaive') {
        if (!waivers.has(rule)) return plain(texts.render('answer.not-waived', { rule }));
        const lines = [texts.render('answer.unwaived', { rule })];
        return { kind: 'waiver-end', rules: [rule], until: null, lines };
      }
      const { until, because } = understood;
      const lines = [
        waivedLine(rule, until, playbook, context),
        ...(because === '' ? [] : [texts.render('answer.reason', { reason: because })]),
      ];
      return { kind: 'waiver', rules: [rule], until, lines };
    }
  }
}

/** `rights` is the customer result on which it is decided who has a say. */
type Asked = { subject: CustomerResult; rights: CustomerResult; context: RuleContext; playbook: Playbook };

function mayAsk({ by }: Command, { rights, context, playbook }: Asked): boolean {
  const roles = playbook.commands.includes(NEW_LIST)
    ? ['team', 'supporter', 'owner']
    : ['supporter', 'owner'];
  return mayWaive(by, roles, rights, context.view);
}

/** Where a list is seen, there is one; and no list is made before its time. */
function getsNewList(command: Command, asked: Asked): boolean {
  const { phase } = asked.subject;
  const isWanted = phase !== null && needsTeamList(phase, asked.playbook) && asked.context.team.list === null;
  return isWanted && mayAsk(command, asked);
}

function operationOf(
  { command, understood, answer }: HandledCommand,
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
  const second = secondCommandIn(command.text);
  if (second !== null) lines.push(texts.render('answer.second', { command: `\`${second}\`` }));
  const { kind, rules, until } = answer ?? { kind: 'answer' as const, rules: [], until: null };
  const quote = kind === 'answer' ? { command: quoteOf(command.text) } : {};
  const by = view.people.get(command.by)?.name ?? `user ${command.by}`;
  return {
    kind: 'answer',
    commandId: command.id,
    text: textOf({ kind, rules, until, ...quote, lines }, context),
    target: command.id,
    summary: `Answer ${by}: ${command.text.split('\n', 1)[0]?.slice(0, 60).trim()}`,
  };
}

function endingOf(waiver: Waiver, why: 'over' | 'replaced' | 'revoked', context: RuleContext): Operation {
  const { rule, until, commandId } = waiver;
  const { texts } = context;
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
