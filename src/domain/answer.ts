// What people told Liaison in comments, and what it says to that in the thread: decided before anything is enforced, so
// that a waiver just asked for is honoured at once.

import { isAnswered } from './answered.ts';
import { addDays } from './calendar.ts';
import { END_EXAMPLES, END_IN_REASON, formOf, readCommand, type Understood } from './command.ts';
import { isCommand, quoteOf, secondCommandIn } from './command-parts.ts';
import type { CustomerResult } from './customer-result.ts';
import type { Day } from './day.ts';
import type { Evaluation } from './evaluate.ts';
import { explanationLines } from './explain.ts';
import type { Waiver } from './finding.ts';
import type { Headline } from './headline.ts';
import type { Command } from './observation.ts';
import type { Operation, Upcoming } from './operation.ts';
import type { Playbook } from './playbook.ts';
import type { RichText } from './rich-text.ts';
import type { CommonParams, RuleContext } from './rules/rule.ts';
import { answerText } from './voice.ts';
import { endOf, grantedWaivers, holdsOn, mayWaive, WAIVED_TAG } from './waiver.ts';

/** Whoever asked longer ago than this no longer waits; on first contact the past is left alone. */
const ANSWER_WITHIN_DAYS = 7;

type Answer = Pick<Headline, 'kind' | 'rules' | 'until' | 'command'> & { lines: string[] };
/** `replaced` are waivers of other rules that the same comment had asked for before it was edited. */
type Said = { command: Command; understood: Understood; answer: Answer | null; replaced: Waiver[] };

export type Heard = {
  /** Every waiver that holds, the ones just granted included. */
  waivers: Waiver[];
  /** The last day on which reminders are paused, as somebody asked for it last; null if nobody did. */
  snoozedUntil: Day | null;
  /** What to say, once the rules have been looked at. */
  answers(evaluation: Evaluation, next: Upcoming | null): Operation[];
  upcoming: Upcoming[];
};

/** Listens to the commands on the card. */
export function hear(
  { subject, context }: { subject: CustomerResult; context: RuleContext },
  playbook: Playbook,
): Heard {
  const { observation, today, calendar, speech, view } = context;
  // Most cards are like this.
  if (observation.commands.length === 0) {
    return { waivers: [], snoozedUntil: null, answers: () => tagging(false, context), upcoming: [] };
  }
  const nameOf = (person: number): string => view.people.get(person)?.name ?? speech.say('by-somebody');
  const granted = grantedWaivers(observation.commands, nameOf, speech);
  const over = granted.filter(waiver => !holdsOn(waiver, today));
  const waivers = new Map(
    granted.flatMap(waiver => (holdsOn(waiver, today) ? [[waiver.rule, waiver] as const] : [])),
  );
  const since = addDays(today, -ANSWER_WITHIN_DAYS);
  const said: Said[] = [];
  // A playbook without commands has nobody answer: what begins with a slash is for somebody else.
  const asked = playbook.commands.length === 0 ? [] : observation.commands;
  for (const command of asked) {
    // What is no command any more was one when it was answered.
    if (!isCommand(command.text) || context.dayOf(command.at) < since) continue;
    if (isAnswered(command, { dayOf: context.dayOf, calendar })) continue;
    const understood = stillToCome(
      readCommand(command.text, {
        rules: Object.keys(playbook.rules),
        commands: playbook.commands,
        today: context.dayOf(command.at),
        calendar,
      }),
      today,
    );
    const answer = answerTo(understood, command, { subject, context, playbook, waivers });
    const replaced: Waiver[] = [];
    said.push({ command, understood, answer, replaced });
    if (answer?.kind === 'waiver' && understood.name === 'waive') {
      const { rule, until, because } = understood;
      for (const former of waivers.values()) {
        if (former.commandId === command.id && former.rule !== rule) replaced.push(former);
      }
      for (const former of replaced) waivers.delete(former.rule);
      const waiver = { rule, until, because, by: nameOf(command.by), commandId: command.id };
      waivers.set(rule, { ...waiver, grantedAt: observation.at });
    }
    if (answer?.kind === 'waiver-end') for (const rule of answer.rules) waivers.delete(rule);
  }
  const snoozes = said.flatMap(({ answer }) => (answer?.kind === 'snooze' ? [answer.until] : []));
  const ended = over.filter(({ rule }) => !said.some(({ answer }) => answer?.rules.includes(rule)));
  return {
    waivers: [...waivers.values()],
    snoozedUntil: snoozes.at(-1) ?? grantedSnooze(observation.commands),
    answers: (evaluation, next) => [
      ...ended.map(waiver => endingOf(waiver, 'over', context)),
      ...said.flatMap(one => [
        ...one.replaced.map(waiver => endingOf(waiver, 'replaced', context)),
        operationOf(one, evaluation, next, context),
      ]),
      ...tagging(waivers.size > 0, context),
    ],
    upcoming: [...waivers.values()].flatMap(waiver => {
      const at = endOf(waiver, calendar);
      const { rule } = waiver;
      return at === null ? [] : [{ at, what: speech.say('step.waiver-ends', { rule }), rule }];
    }),
  };
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
    subject: CustomerResult;
    context: RuleContext;
    playbook: Playbook;
    waivers: ReadonlyMap<string, Waiver>;
  },
): Answer | null {
  const { subject, context, playbook, waivers } = facts;
  const { speech, view } = context;
  const plain = (...lines: string[]): Answer => ({ kind: 'answer', rules: [], until: null, lines });
  if (understood.name === 'unknown') {
    const forms = playbook.commands.map(name => `\`${formOf(name, speech.locale)}\``);
    return plain(speech.say('answer.unknown', { given: understood.given, commands: forms.join(' · ') }));
  }
  const rules = Object.keys(playbook.rules).join(', ');
  switch (understood.name) {
    case 'recheck':
    case 'explain':
      return null;
    case 'snooze': {
      const { until } = understood;
      if (subject.phase !== 'evaluating' || !playbook.feedback) return plain(speech.say('snooze.nothing'));
      return {
        kind: 'snooze',
        rules: [],
        until,
        lines: [speech.say('snooze.done', { day: speech.day(until) })],
      };
    }
    case 'unclear':
      return plain(unclearLine(understood, rules, context));
    case 'waive':
    case 'unwaive': {
      const { rule } = understood;
      const { waivableBy: roles } = playbook.rules[rule as keyof Playbook['rules']] as CommonParams;
      if (!mayWaive(command.by, roles, subject, view)) return plain(refusalOf(rule, roles, context));
      if (understood.name === 'unwaive') {
        if (!waivers.has(rule)) return plain(speech.say('answer.not-waived', { rule }));
        const lines = [speech.say('answer.unwaived', { rule })];
        return { kind: 'waiver-end', rules: [rule], until: null, lines };
      }
      const { until, because } = understood;
      const lines = [
        waivedLine(rule, until, playbook, context),
        ...(because === '' ? [] : [speech.say('answer.reason', { reason: because })]),
      ];
      return { kind: 'waiver', rules: [rule], until, lines };
    }
  }
}

function unclearLine(
  understood: Extract<Understood, { name: 'unclear' }>,
  rules: string,
  { speech }: RuleContext,
): string {
  const examples = END_EXAMPLES[speech.locale].join(' · ');
  switch (understood.why) {
    case 'no-rule':
      return speech.say('answer.no-rule', { given: understood.given, rules });
    case 'which-rule':
      return speech.say('answer.which-rule', { rules });
    case 'too-much': {
      const form = `\`${formOf('waive', speech.locale)}\``;
      return speech.say('answer.too-much', { given: understood.given, form });
    }
    case 'bad-date':
      return speech.say('answer.bad-date', { given: understood.given, examples });
    case 'past-date':
      return speech.say('answer.past-date', { day: speech.day(understood.day) });
    case 'no-end':
      return speech.say('answer.no-end', { examples });
    case 'end-in-reason': {
      const { rule, given } = understood;
      const forms = END_IN_REASON[speech.locale].map(
        form => `\`/waive ${rule} ${form.replace('END', given)}\``,
      );
      return speech.say('answer.end-in-reason', { given, forms: forms.join(' · ') });
    }
    case 'one-rule': {
      const forms = [understood.rule, understood.other].map(rule => `\`/unwaive ${rule}\``);
      return speech.say('answer.one-rule', { forms: forms.join(' · ') });
    }
    case 'no-length':
      return speech.say('snooze.no-length', { examples });
    case 'endless':
      return speech.say('snooze.endless', { examples });
  }
}

/** Names `/unwaive` only where it is understood. */
function waivedLine(
  rule: string,
  until: Day | null,
  { commands }: Playbook,
  { speech }: RuleContext,
): string {
  const canEnd = commands.includes('unwaive');
  if (until === null) return speech.say(canEnd ? 'answer.waived' : 'answer.waived-for-good', { rule });
  const day = speech.day(until);
  return speech.say(canEnd ? 'answer.waived-until' : 'answer.waived-until-then', { rule, day });
}

/** Names only those who are there: a playbook need not name the board's owner. */
function refusalOf(rule: string, allowed: readonly string[], { speech, view }: RuleContext): string {
  const roles = allowed.filter(role => role !== 'owner' || view.owner !== null);
  if (roles.length === 0) return speech.say('answer.may-nobody', { rule });
  const words = roles.map(role =>
    role === 'team' || role === 'supporter' || role === 'owner' || role === 'anyone'
      ? speech.say(`role.${role}`)
      : speech.say('role.group', { group: role }),
  );
  return speech.say('answer.may-not', { rule, roles: speech.list(words) });
}

function operationOf(
  { command, understood, answer }: Said,
  evaluation: Evaluation,
  next: Upcoming | null,
  context: RuleContext,
): Operation {
  const { speech, view } = context;
  const lines = [
    ...(answer?.lines ?? [
      ...(understood.name === 'recheck' ? [speech.say('answer.rechecked')] : []),
      ...explanationLines(evaluation, { isWhole: understood.name === 'explain', next }),
    ]),
  ];
  const second = secondCommandIn(command.text);
  if (second !== null) lines.push(speech.say('answer.second', { command: `\`${second}\`` }));
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

function endingOf(waiver: Waiver, why: 'over' | 'replaced', context: RuleContext): Operation {
  const { rule, until, commandId } = waiver;
  const { speech } = context;
  const lines = [
    why === 'replaced'
      ? speech.say('answer.unwaived', { rule })
      : speech.say('answer.waiver-over', { rule, day: speech.day(until ?? context.today) }),
  ];
  return {
    kind: 'answer',
    commandId,
    text: textOf({ kind: 'waiver-end', rules: [rule], until: null, lines }, context),
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

function textOf({ lines, ...headline }: Answer, { speech }: RuleContext): RichText {
  return answerText(headline, lines, speech);
}
