// A first playbook as a file: short, commented, in the company's language. Pure.
import { PHASES } from '../domain/phase.ts';
import type { Answers, Beginning, PilotCard } from './answers.ts';
import { WORDS } from './own-comments.ts';
import { ITEMS, type ItemName, type PlaybookWords } from './words/words.ts';
import { comment, list, value } from './yaml-values.ts';

/** So many changes on the first day show how it works, and can be looked through by one person. */
export const GENTLE_CHANGES_PER_DAY = 30;

type Schedule = { phase: string; from?: string; due: string; assign?: string };

const SCHEDULES: Record<ItemName, Schedule> = {
  kickOff: { phase: 'running', due: '2 working days after start', assign: 'one-of-team' },
  understand: { phase: 'running', due: '1 week after start' },
  plan: { phase: 'running', due: '8 working days after start', assign: 'supporter' },
  presentPlan: { phase: 'running', due: 'next all-hands after start + 1 week', assign: 'one-of-team' },
  sync: { phase: 'running', due: 'every week while running', assign: 'rotate' },
  planEvaluation: {
    phase: 'evaluating',
    from: '5 weeks before due',
    due: '3 weeks before due',
    assign: 'one-of-team',
  },
  feedback: {
    phase: 'evaluating',
    from: '2 weeks before due',
    due: '1 week after due',
    assign: 'one-of-team',
  },
  metrics: { phase: 'evaluating', from: '2 weeks before due', due: '1 week after due' },
  evaluate: { phase: 'evaluating', due: '8 working days after due', assign: 'supporter' },
  share: { phase: 'evaluating', due: 'next all-hands after due + 1 week', assign: 'one-of-team' },
  feedBack: {
    phase: 'evaluating',
    due: '1 working day after next all-hands after due + 1 week',
    assign: 'one-of-team',
  },
};

type FirstBeginning = Exclude<Beginning, { kind: 'kept' }>;

/** The whole file. `unanswered` are cards that have lists which may be theirs. */
export function playbookText(answers: Answers, begin: FirstBeginning, unanswered: readonly string[]): string {
  const words = WORDS[answers.locale];
  const sections = [
    words.heading.map(comment),
    modeLines(answers, begin, words),
    placeLines(answers),
    phaseLines(answers, words),
    fieldLines(answers, words),
    peopleLines(answers, words),
    calendarLines(answers, words),
    ruleLines(answers, begin, words),
    listLines(answers, unanswered, words),
    itemLines(words),
    feedbackLines(words),
    digestLines(answers, words),
  ];
  return `${sections
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** What stands behind the ids of pilots. */
export function pilotNames(pilots: readonly PilotCard[]): string {
  return pilots.map(({ name }) => name).join(', ');
}

function modeLines({ locale }: Answers, begin: FirstBeginning, words: PlaybookWords): string[] {
  const gentle =
    begin.kind === 'full'
      ? []
      : [
          comment(words.pilot),
          `pilot: ${list(begin.pilots.map(({ id }) => id))} ${comment(pilotNames(begin.pilots))}`,
          comment(words.limit),
          `maxChangesPerDay: ${GENTLE_CHANGES_PER_DAY}`,
        ];
  return [comment(words.mode), 'mode: observe', comment(words.locale), `locale: ${locale}`, ...gentle];
}

function placeLines({ places: { workspace, space, board, folder } }: Answers): string[] {
  return [
    'places:',
    ...(workspace === null ? [] : [`  workspace: ${value(workspace)}`]),
    `  space: ${value(space)}`,
    `  board: ${value(board)}`,
    `  folder: ${value(folder)}`,
  ];
}

function phaseLines({ phases, restingStatuses }: Answers, words: PlaybookWords): string[] {
  const resting = restingStatuses.length > 0 ? [comment(words.resting(restingStatuses.join(', ')))] : [];
  return [
    comment(words.phases),
    ...resting,
    'phases:',
    ...PHASES.filter(phase => phases[phase].length > 0).map(phase => `  ${phase}: ${list(phases[phase])}`),
  ];
}

function fieldLines({ fields }: Answers, words: PlaybookWords): string[] {
  const named = Object.entries(fields).map(([key, name]) => `  ${key}: ${value(name)}`);
  return [comment(words.fields), 'fields:', ...named];
}

function peopleLines(
  { supporters, functions, flocks, owner, labelsAlone }: Answers,
  words: PlaybookWords,
): string[] {
  const block = (key: string, entries: readonly [string, string][]) =>
    entries.length === 0
      ? []
      : [`  ${key}:`, ...entries.map(([name, group]) => `    ${value(name)}: ${value(group)}`)];
  return [
    comment(words.people),
    ...(labelsAlone.length > 0 ? [comment(words.unmatched(labelsAlone.join(', ')))] : []),
    'people:',
    `  supporters: ${value(supporters)}`,
    ...block('functions', functions),
    ...block('flocks', flocks),
    ...(owner === null ? [] : [`  owner: ${owner.written} ${comment(`${owner.name}: ${words.owner}`)}`]),
  ];
}

function calendarLines({ zone, holidayRegion, allHands }: Answers, words: PlaybookWords): string[] {
  return [
    comment(words.calendar),
    'calendar:',
    `  zone: ${zone}`,
    '  workingWeek: [monday, tuesday, wednesday, thursday, friday]',
    ...(holidayRegion === null ? [] : [`  holidayRegion: ${holidayRegion} # ${words.holidays}`]),
    `  allHands: [${allHands.join(', ')}]`,
  ];
}

function ruleLines({ fields, functions }: Answers, begin: FirstBeginning, words: PlaybookWords): string[] {
  const { items } = words;
  const isGentle = begin.kind === 'gentle';
  const how = (enforce: 'warn' | 'revert') => `enforce: ${isGentle ? 'inform' : enforce}`;
  const hasFunctions = fields.functions !== undefined && functions.length > 1;
  return [
    ...words.rules.map(comment),
    'rules:',
    `  team-size: { min: 2, max: 5, ${how('warn')} }`,
    `  supporter-present: { ${how('warn')} }`,
    `  supporter-eligible: { ${how('warn')} }`,
    `  supporter-load: { max: 3, ${how('warn')}, grace: 1 working day }`,
    `  member-load: { max: 3, ${how('warn')}, grace: 1 working day }`,
    ...(hasFunctions
      ? [`  cross-functional: { minFunctions: 2, ${how('warn')}, grace: 2 working days }`]
      : []),
    `  timebox: { minWeeks: 4, maxWeeks: 12, ${how('warn')}, grace: 1 working day }`,
    `  plan-presented: { item: ${items.presentPlan.key}, withinWeeks: 3, ${how('warn')}, grace: 2 working days }`,
    `  evaluation-planned: { item: ${items.planEvaluation.key}, weeksBeforeDue: 3, ${how('warn')}, grace: 2 working days }`,
    `  feedback-collected: { min: 3, ${how('warn')}, grace: 1 working day }`,
    ...(fields.outcome === undefined
      ? []
      : [`  outcome-recorded: { item: ${items.share.key}, ${how('warn')}, grace: 2 working days }`]),
    `  stale: { workingDays: 10, ${how('warn')}, grace: 2 working days }`,
  ];
}

function listLines({ adopt }: Answers, unanswered: readonly string[], words: PlaybookWords): string[] {
  const adopted = adopt.map(({ cardId, cardName, listId, listName }) => {
    const what = listId === null ? words.adoptNone : listName;
    return `    ${value(cardId)}: ${listId === null ? 'none' : value(listId)} ${comment(`${cardName} → ${what}`)}`;
  });
  return [
    comment(words.teamList),
    'teamList:',
    '  from: running',
    '  name: "{name}"',
    `  description: ${value(words.listDescription)}`,
    ...(adopt.length + unanswered.length > 0 ? [`  ${comment(words.adopt)}`] : []),
    ...(unanswered.length > 0 ? [`  ${comment(words.unanswered(unanswered.join(', ')))}`] : []),
    ...(adopted.length > 0 ? ['  adopt:', ...adopted] : []),
  ];
}

function itemLines({ workItems, items }: PlaybookWords): string[] {
  const lines = ITEMS.flatMap(name => {
    const { key, title, description } = items[name];
    const { phase, from, due, assign } = SCHEDULES[name];
    return [
      `  - key: ${key}`,
      `    title: ${value(title)}`,
      `    description: ${value(description)}`,
      `    phase: ${phase}`,
      ...(from === undefined ? [] : [`    from: ${from}`]),
      `    due: ${due}`,
      ...(assign === undefined ? [] : [`    assign: ${assign}`]),
    ];
  });
  return [comment(workItems), 'workItems:', ...lines];
}

function feedbackLines({ feedback, items }: PlaybookWords): string[] {
  return [
    comment(feedback),
    `feedback: { item: ${items.feedback.key}, min: 3, remindEvery: 3 working days }`,
  ];
}

/** The section of agendas; none where there is no list. Work items that are not among `keys` are left out. */
export function digestLines(
  { agendaList, celebrate }: Answers,
  { digest, items }: PlaybookWords,
  keys?: readonly string[],
): string[] {
  if (agendaList === null) return [];
  const known = (...all: string[]) => all.filter(key => keys === undefined || keys.includes(key));
  const named = [
    ['plans', known(items.presentPlan.key)],
    ['outcomes', known(items.share.key)],
    ['evaluations', known(items.planEvaluation.key, items.evaluate.key)],
    ['celebrate', celebrate],
  ] as const;
  return [
    comment(digest),
    'digest:',
    `  list: ${value(agendaList)}`,
    ...named.flatMap(([name, values]) => (values.length > 0 ? [`  ${name}: ${list(values)}`] : [])),
  ];
}
