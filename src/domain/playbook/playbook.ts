// The playbook: the company's way of working as one strict schema. What it does not know, it refuses.
import { z } from 'zod';
import { COMMANDS } from '../commands/command-words.ts';
import { type Day, isDay } from '../day.ts';
import { TextOverrides } from '../language/text-overrides.ts';
import { LOCALES } from '../language/texts.ts';
import { MOMENTS } from '../moments/team-moment.ts';
import { PHASES } from '../phase.ts';
import { RULES } from '../rules/registry.ts';
import type { Bounded } from '../rules/rule.ts';
import { boundOf, rulesOf } from '../rules/rules-of.ts';
import { type Calendar, WEEKDAYS } from '../schedule/calendar.ts';
import { DurationText, WholeDaysText } from '../schedule/duration.ts';
import { Adopt, CardId, checkAdopt } from './adopt.ts';
import { checkKeys, checkPhases, checkRecurring, checkRotating } from './work-item-checks.ts';
import { NameOrId, Template, Text, WORK_PHASES, WorkItemTemplate } from './work-item-template.ts';

const DayText = z.string().refine(isDay, { error: 'is no day; write it as 2027-01-15' });

const Zone = Text.refine(isZone, { error: 'is no time zone; write it as Europe/Berlin' });

const AnyStatuses = z.array(Text.transform(text => text.toLowerCase()));
const Statuses = AnyStatuses.min(1);

type RuleParams = { [Key in keyof typeof RULES]: z.ZodOptional<(typeof RULES)[Key]['params']> };

/** Each registered rule under its key; a playbook names those that it wants. */
function ruleParams(): RuleParams {
  const all = Object.entries(RULES).map(([key, { params }]) => [key, params.optional()]);
  return Object.fromEntries(all) as RuleParams;
}

const PlaybookShape = z.strictObject({
  /** observe: write nothing to ClickUp; act: do what `plan` shows. */
  mode: z.enum(['observe', 'act']),
  /** The language of everything that Liaison says in ClickUp. */
  locale: z.enum(LOCALES).default('en'),
  /** Only these cards are acted on, by their ids; all others are looked at and shown. Absent: all are. */
  pilot: z.array(CardId).min(1).optional(),
  /** How many changes Liaison may make a day on all cards together; what is over it waits for the next day. Absent: no limit. */
  maxChangesPerDay: z.number().int().min(1).max(100_000).optional(),
  places: z.strictObject({
    workspace: NameOrId.optional(),
    space: NameOrId,
    board: NameOrId,
    folder: NameOrId,
  }),
  phases: z.strictObject({
    candidate: Statuses,
    forming: Statuses,
    running: Statuses,
    evaluating: Statuses,
    /** Work rests: nobody is asked or reminded, and no day of it counts. */
    paused: AnyStatuses.default([]),
    done: Statuses,
    dropped: Statuses,
  }),
  fields: z.strictObject({
    supporter: NameOrId,
    functions: NameOrId.optional(),
    outcome: NameOrId.optional(),
    /** A number field in which the team counts customer feedback. */
    feedback: NameOrId.optional(),
    /** The metric before, as it is wanted, and as it turned out: text or number. */
    baseline: NameOrId.optional(),
    target: NameOrId.optional(),
    actual: NameOrId.optional(),
  }),
  people: z.strictObject({
    /** The user group whose members may support customer results. */
    supporters: NameOrId,
    /** Function → the user group of its people. */
    functions: z.record(Text, NameOrId).default({}),
    /** Flock → the user group of its people. */
    flocks: z.record(Text, NameOrId).default({}),
    /** The board's owner: a user's name, e-mail or id; asked when nobody else can mend something. */
    owner: z.union([Text, z.number().int()]).transform(String).optional(),
    /** The list of absences: an open task there, assigned to somebody, with start and due day, says that they are away. */
    absences: NameOrId.optional(),
    /** A person (name, e-mail or id) → the days on which they work, where they work fewer than the company. */
    workingDays: z.record(Text, z.array(z.enum(WEEKDAYS)).min(1)).default({}),
  }),
  calendar: z.strictObject({
    zone: Zone,
    workingWeek: z.array(z.enum(WEEKDAYS)).min(1),
    /** Public holidays of this region, as date-holidays names it: `DE`, `DE-BE`, `US-CA`. */
    holidayRegion: Text.optional(),
    /** Days on which the company rests as well. */
    holidays: z.array(DayText).default([]),
    allHands: z.array(z.enum(WEEKDAYS)).min(1),
  }),
  /** How long a new object may take to show in lists: our assumption, not the vendor's word. */
  readLag: DurationText.default({ unit: 'ms', ms: 60_000 }),
  /** How often a day a rule may undo changes of one card before it only asks. */
  maxReverts: z.number().int().min(0).max(100).default(3),
  /** How often an hour Liaison may change one card before it leaves it alone for a while. */
  maxChangesPerHour: z.number().int().min(2).max(1000).default(30),
  rules: z.strictObject(ruleParams()),
  /** What people may tell Liaison in comments on a card. */
  commands: z.array(z.enum(COMMANDS)).default([...COMMANDS]),
  /** What Liaison says by itself between phases, each in one comment: see docs/rules.md. */
  moments: z.array(z.enum(MOMENTS)).default([...MOMENTS]),
  teamList: z.strictObject({
    /** The phase from which a customer result has its own list. */
    from: z.enum(WORK_PHASES),
    name: Template,
    description: Template,
    /** Card → the list that people made for it before, by its id, or none: docs/existing-lists.md. */
    adopt: Adopt.default({}),
  }),
  workItems: z.array(WorkItemTemplate),
  feedback: z
    .strictObject({
      /** The work item that collects customer feedback: each piece is a subtask of it. */
      item: Text,
      min: z.number().int().min(1),
      /** The pause before the first reminder; each one after it is longer by as much. */
      remindEvery: WholeDaysText,
      /** So many reminders in an evaluation, then a last word to the supporter, and nothing more. */
      maxReminders: z.number().int().min(1).max(20).default(4),
      /** subtasks: each piece is a subtask of the item; field: the number in fields.feedback counts. */
      countBy: z.enum(['subtasks', 'field']).default('subtasks'),
      /** From this reminder of an evaluation on the supporter is asked as well, once. */
      escalateAt: z.number().int().min(1).default(3),
    })
    .optional(),
  /** The agenda of the all-hands. */
  digest: z
    .strictObject({
      /** The list in which each agenda appears as a task, the working day before. */
      list: NameOrId,
      /** Work items whose being due means: a plan to present, an outcome to share, an evaluation to remember. */
      plans: z.array(Text).default([]),
      outcomes: z.array(Text).default([]),
      evaluations: z.array(Text).default([]),
      /** Outcomes that are worth celebrating; all others are to learn from. */
      celebrate: z.array(Text).default([]),
    })
    .optional(),
  /** Texts that Liaison says differently here; the JSON Schema lists every key with its English text. */
  texts: TextOverrides.default({}),
});

type Shape = z.infer<typeof PlaybookShape>;
type Context = z.RefinementCtx<Shape>;

/** Sections are checked against each other wherever they are fine in themselves, so that all problems come at once. */
function where(...sections: (keyof Shape)[]): { when(payload: z.core.ParsePayload): boolean } {
  return {
    when: ({ issues }) =>
      issues.every(({ path = [] }) => path.length > 0 && !sections.some(section => section === path[0])),
  };
}

function checkStatuses({ phases }: Shape, context: Context): void {
  const owners = new Map<string, string>();
  for (const phase of PHASES) {
    phases[phase].forEach((status, index) => {
      const other = owners.get(status);
      owners.set(status, phase);
      if (other === undefined) return;
      const message = `belongs to phase ${other} already; a status has one phase`;
      context.addIssue({ code: 'custom', path: ['phases', phase, index], message, input: status });
    });
  }
}

function checkFeedback({ feedback, workItems, fields }: Shape, context: Context): void {
  const keys = workItems.map(({ key }) => key);
  if (feedback?.countBy === 'field' && fields.feedback === undefined) {
    const message = 'needs fields.feedback, the number field of the board that counts';
    context.addIssue({ code: 'custom', path: ['feedback', 'countBy'], message, input: 'field' });
  }
  if (!feedback || keys.includes(feedback.item)) return;
  const message = `is the key of no work item; there are: ${keys.join(', ')}`;
  context.addIssue({ code: 'custom', path: ['feedback', 'item'], message, input: feedback.item });
}

function checkDigest({ digest, workItems }: Shape, context: Context): void {
  const keys = workItems.map(({ key }) => key);
  for (const section of ['plans', 'outcomes', 'evaluations'] as const) {
    digest?.[section].forEach((key, index) => {
      if (keys.includes(key)) return;
      const message = `is the key of no work item; there are: ${keys.join(', ')}`;
      context.addIssue({ code: 'custom', path: ['digest', section, index], message, input: key });
    });
  }
}

function checkAdopted({ teamList }: Shape, context: Context): void {
  checkAdopt(teamList.adopt, (cardId, message, input) =>
    context.addIssue({ code: 'custom', path: ['teamList', 'adopt', cardId], message, input }),
  );
}

function checkPilot({ pilot = [] }: Shape, context: Context): void {
  pilot.forEach((cardId, index) => {
    if (pilot.indexOf(cardId) === index) return;
    const message = 'is named twice; allowed: each card once';
    context.addIssue({ code: 'custom', path: ['pilot', index], message, input: cardId });
  });
}

/** What each rule needs of the rest of the playbook. */
function checkRules(shape: Shape, context: Context): void {
  const { rules, workItems, feedback, fields, people, moments } = shape;
  const completing = rulesOf({ rules }).flatMap(({ rule }) => (rule.completesTeam ? [rule.key] : []));
  const boundBy = (of: Bounded) => boundOf(of, { rules });
  const sections = { workItems, feedback, fields, people, moments, completing, boundOf: boundBy };
  for (const { rule, params } of rulesOf({ rules })) {
    rule.check?.(params, sections, (path, message, input) =>
      context.addIssue({ code: 'custom', path: ['rules', rule.key, ...path], message, input }),
    );
  }
}

function checkCommands({ commands }: Shape, context: Context): void {
  commands.forEach((command, index) => {
    if (commands.indexOf(command) === index) return;
    const message = 'is named twice; allowed: each command once';
    context.addIssue({ code: 'custom', path: ['commands', index], message, input: command });
  });
}

/** Whoever works on no day of the company's week could never be asked. */
function checkWorkingDays({ calendar, people }: Shape, context: Context): void {
  for (const [person, days] of Object.entries(people.workingDays)) {
    if (days.some(day => calendar.workingWeek.includes(day))) continue;
    const message = `has no day of the working week (${calendar.workingWeek.join(', ')}); name at least one of them`;
    context.addIssue({ code: 'custom', path: ['people', 'workingDays', person], message, input: days });
  }
}

function checkAllHands({ calendar }: Shape, context: Context): void {
  const { allHands, workingWeek } = calendar;
  allHands.forEach((day, index) => {
    if (workingWeek.includes(day)) return;
    const message = `falls on no working day; a day of the working week (${workingWeek.join(', ')}), for example [${workingWeek[0]}]`;
    context.addIssue({ code: 'custom', path: ['calendar', 'allHands', index], message, input: day });
  });
}

/** The playbook as it is used: expressions parsed, defaults filled in. */
export const Playbook = PlaybookShape.superRefine(checkStatuses, where('phases'))
  .superRefine(checkKeys, where('workItems'))
  .superRefine(checkRecurring, where('workItems'))
  .superRefine(checkRotating, where('workItems'))
  .superRefine(checkPhases, where('workItems', 'teamList'))
  .superRefine(checkFeedback, where('workItems', 'feedback', 'fields'))
  .superRefine(checkDigest, where('workItems', 'digest'))
  .superRefine(checkRules, where('rules', 'workItems', 'feedback', 'fields', 'people', 'moments'))
  .superRefine(checkCommands, where('commands'))
  .superRefine(checkAdopted, where('teamList'))
  .superRefine(checkPilot, where('pilot'))
  .superRefine(checkAllHands, where('calendar'))
  .superRefine(checkWorkingDays, where('calendar', 'people'));
export type Playbook = z.infer<typeof Playbook>;

/** The calendar of a playbook together with the public holidays of its region. */
export function calendarOf(playbook: Playbook, publicHolidays: readonly Day[]): Calendar {
  const { zone, workingWeek, holidays, allHands } = playbook.calendar;
  return {
    zone,
    workingWeek: new Set(workingWeek),
    holidays: new Set([...publicHolidays, ...holidays]),
    allHands: new Set(allHands),
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
