// The definitive end: a finished team list says so, ideas go back to the board, nothing of a dropped one stays open.
// And the way back, should the card come to life again. Nothing is ever deleted.
import type { CustomerResult } from '../customer-result.ts';
import type { Evaluated, Evaluation } from '../findings/evaluate.ts';
import { aboutText } from '../language/render.ts';
import { markdownLink } from '../language/rich-text.ts';
import type { Observation, TeamList, WorkItem } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { hasEnded, type Phase } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { metricsWords } from './metrics.ts';
import { isSameRecord, type TeamRecord } from './record.ts';
import { isUntouched, type ObservedTeamList, valuesOf } from './team-list.ts';

/** A work item with this tag becomes a card of its own when its customer result is done. */
export const FOLLOW_UP_TAG = 'follow-up';
const MARKS = { done: '✓', dropped: '✗' } as const;

/** What is left to do at the end, and when it turns out not to have been one. */
export function finish(
  { subject, context, evaluated, unknown }: Evaluation,
  playbook: Playbook,
): Operation[] {
  const { team } = context;
  const { phase } = subject;
  if (!team.list || team.unknown || phase === null) return [];
  if (!hasEnded(phase)) {
    return [...closedAtTheEnd(team), ...(isMarked(team.list) ? [reopening(team.list, context)] : [])];
  }
  const followUps = phase === 'done' ? followingUp(team, context, playbook) : { operations: [], items: [] };
  const isEnded = isMarkedAs(team.list, phase);
  // Once the list says that it is over, what somebody opens again there is theirs.
  const isClosing = phase === 'dropped' && !isEnded;
  const closing = isClosing ? [...team.items].filter(([, item]) => !item.isClosed) : [];
  const keys = closing.map(([key]) => key);
  const note = noting({ followUps: followUps.items, closed: keys }, { subject, context });
  // Noted before it is done, so that a run that is killed in between forgets none.
  const [before, after] = isClosing ? [note, []] : [[], note];
  return [
    ...followUps.operations,
    ...before,
    ...closing.map(([, item]) => closingOf(item)),
    ...marking(team.list, phase, missingOf({ evaluated, unknown }, phase, playbook), context),
    ...after,
  ];
}

type Missing = readonly Pick<Evaluated, 'rule' | 'finding'>[] | 'unknown';

/** The rules that keep an end from being definitive; nothing keeps what was dropped. */
function missingOf(
  { evaluated, unknown }: Pick<Evaluation, 'evaluated' | 'unknown'>,
  phase: Phase,
  playbook: Playbook,
): Missing {
  if (phase !== 'done') return [];
  const isOfTheEnd = ({ rule }: { rule: Evaluated['rule'] }): boolean => rule.missingAtTheEnd !== undefined;
  if (rulesOf(playbook).some(named => isOfTheEnd(named) && unknown.includes(named.rule.key))) {
    return 'unknown';
  }
  return evaluated.filter(one => isOfTheEnd(one) && one.finding.state === 'fails');
}

/** The mark of a definitive end, or what is still open before there is one; nothing where the list says that already. */
function marking(
  list: TeamList,
  phase: 'done' | 'dropped',
  missing: Missing,
  context: RuleContext,
): Operation[] {
  // Whoever can't tell leaves the list as it is.
  if (missing === 'unknown') return [];
  if (missing.length === 0) return isMarkedAs(list, phase) ? [] : [finishing(list, phase, context)];
  const rules = missing.map(({ rule }) => rule.key).join(', ');
  if (!list.isFinished && list.stillOpen === rules) return [];
  const { texts, observation } = context;
  const words = missing.map(({ rule }) => rule.missingAtTheEnd?.(texts) ?? rule.key);
  return [
    {
      kind: 'mark-list',
      listId: list.id,
      name: freeName(withoutMark(list.name), list, observation),
      isFinished: false,
      stillOpen: rules,
      note: texts.render('list.still-open', { what: texts.list(words) }),
      target: list.id,
      summary: `Say in the list what is still open: ${rules}`,
    },
  ];
}

function isMarked({ isFinished, stillOpen }: TeamList): boolean {
  return isFinished || stillOpen !== undefined;
}

/** What was closed because the customer result was dropped opens again with it. */
function closedAtTheEnd({ about, items }: ObservedTeamList): Operation[] {
  const record = about?.record;
  if (!record || record === 'unreadable') return [];
  return (record.closed ?? []).flatMap((key): Operation[] => {
    const item = items.get(key);
    if (!item?.isClosed) return [];
    const { id, listId, name } = item;
    const summary = `Open “${name}” again, since the customer result came to life again`;
    return [{ kind: 'reopen-item', itemId: id, listId, target: id, summary }];
  });
}

function followingUp(
  team: ObservedTeamList,
  { observation, texts }: RuleContext,
  playbook: Playbook,
): { operations: Operation[]; items: string[] } {
  const record = team.about?.record;
  const isReadable = record && record !== 'unreadable';
  // Where nothing can be noted, a finished list has had its ideas put on the board.
  if (!isReadable && team.list?.isFinished) return { operations: [], items: [] };
  const known = new Set(isReadable ? record.followUps : []);
  const items = team.all.filter(item => !item.isAbout && item.tags.includes(FOLLOW_UP_TAG));
  const status = playbook.phases.candidate[0] ?? '';
  const operations = items.flatMap(({ id, name, url }): Operation[] => {
    // A card that was made and deleted again stays deleted; a link that was taken away stays away.
    if (known.has(id)) return [];
    const card = observation.board.cards.find(({ follows }) => follows === id);
    const link: Operation = {
      kind: 'link-follow-up',
      itemId: id,
      cardId: card?.id ?? null,
      target: card?.id ?? name,
      summary: `Link “${name}” with its new card`,
    };
    if (card) return card.links.includes(id) ? [] : [link];
    const { card: from } = observation;
    return [
      {
        kind: 'create-follow-up',
        itemId: id,
        name,
        status,
        description: texts.render('follow-up.description', {
          item: markdownLink(name, url),
          card: markdownLink(from.name, from.url),
        }),
        target: name,
        summary: `Put “${name}” on the board as a new candidate`,
      },
      link,
    ];
  });
  return { operations, items: items.map(({ id }) => id) };
}

function closingOf({ id, name, listId }: WorkItem): Operation {
  return {
    kind: 'close-item',
    itemId: id,
    listId,
    target: id,
    summary: `Close “${name}”, since the customer result was dropped`,
  };
}

function finishing(
  list: TeamList,
  phase: 'done' | 'dropped',
  { observation, texts, today }: RuleContext,
): Operation {
  const wanted = `${MARKS[phase]} ${withoutMark(list.name)}`;
  const name = freeName(wanted, list, observation);
  return {
    kind: 'mark-list',
    listId: list.id,
    name,
    isFinished: true,
    note: texts.render(`list.${phase}`, { day: texts.day(today) }),
    target: list.id,
    summary: `Mark the list as finished: “${name}”`,
  };
}

function reopening(list: TeamList, { observation }: RuleContext): Operation {
  const name = freeName(withoutMark(list.name), list, observation);
  return {
    kind: 'mark-list',
    listId: list.id,
    name,
    isFinished: false,
    note: '',
    target: list.id,
    summary: `Take the mark off the list again: “${name}”`,
  };
}

/** Notes the end, what became a card, so that neither is done twice, and what is closed, so that it can be opened again. */
function noting(
  { followUps, closed }: { followUps: readonly string[]; closed: readonly string[] },
  { subject, context }: { subject: CustomerResult; context: RuleContext },
): Operation[] {
  const { about } = context.team;
  const record = about?.record;
  if (!about || !record || record === 'unreadable' || subject.phase === null) return [];
  const { metrics: _before, ...kept } = record;
  const metrics = metricsWords(context.metrics, subject.phase, context.texts);
  const noted: TeamRecord = {
    ...kept,
    ...(metrics === null ? {} : { metrics }),
    templates: { ...unrecorded(context.team, record), ...record.templates },
    phase: subject.phase,
    entered: enteredNow(record, subject.phase, context),
    ...(context.pauses.length > 0 ? { pauses: [...context.pauses] } : {}),
    followUps: union(record.followUps, followUps),
    closed: union(record.closed, closed),
  };
  if (isSameRecord(noted, record)) return [];
  return [
    {
      kind: 'update-about',
      itemId: about.id,
      record: { ...noted, sequence: record.sequence + 1 },
      text: aboutText(subject.card, metrics, context.texts),
      target: about.id,
      summary: 'Note how it ended',
    },
  ];
}

/** The day of the end, where Liaison saw the work before it; earlier releases did not note it. */
function enteredNow(
  { entered, phase }: TeamRecord,
  now: Phase,
  { today }: RuleContext,
): TeamRecord['entered'] {
  return phase === undefined || phase === now ? entered : { ...entered, [now]: today };
}

/** What was made just before the end and is in no record yet: once it is closed, it would look as if people had changed it. */
function unrecorded({ items }: ObservedTeamList, { templates }: TeamRecord): TeamRecord['templates'] {
  const found: TeamRecord['templates'] = {};
  for (const [template, item] of items) {
    if (templates[template] || !isUntouched(item)) continue;
    const values = valuesOf(item);
    found[template] = { isMade: true, written: values, meant: values };
  }
  return found;
}

function union(known: readonly string[] | undefined, more: readonly string[]): string[] {
  return [...new Set([...(known ?? []), ...more])].sort();
}

/** A list may have been finished another way before; where people took the mark off its name, it stays off. */
function isMarkedAs({ name, isFinished }: TeamList, phase: 'done' | 'dropped'): boolean {
  return isFinished && !name.startsWith(MARKS[phase === 'done' ? 'dropped' : 'done']);
}

function withoutMark(name: string): string {
  return name.replace(/^[✓✗]\s*/, '');
}

function freeName(wanted: string, list: TeamList, { board, takenListNames }: Observation): string {
  const others = board.lists.flatMap(({ id, name }) => (id === list.id ? [] : [name]));
  const taken = new Set([...others, ...takenListNames].map(name => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} (${number})`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
