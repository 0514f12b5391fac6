// The playbook: the company's way of working as one strict schema. What it does not know, it refuses.
import { z } from 'zod';
import { type Calendar, WEEKDAYS } from './calendar.ts';
import { COMMANDS } from './command.ts';
import { type Day, isDay } from './day.ts';
import { DUE_EXAMPLES, parseDue } from './due.ts';
import { DurationText } from './duration.ts';
import { OwnTexts } from './own-texts.ts';
import { PHASES } from './phase.ts';
import { RULES } from './rules/registry.ts';
import { LOCALES } from './speech.ts';

const Text = z.string().trim().min(1);
/** A place, field or group of ClickUp: its name (any case) or its id. */
const NameOrId = Text.describe('a name as it stands in ClickUp (any case), or an id');

const DueText = z
  .string()
  .transform((text, context) => {
    const due = parseDue(text);
    if (due) return due;
    context.addIssue({
      code: 'custom',
      message: `is no due expression; these are: ${DUE_EXAMPLES.join(' · ')}`,
    });
    return z.NEVER;
  })
  .describe('a due expression, for example "3 working days after start"');

/** What a text of the playbook may refer to. */
export const PLACEHOLDERS = ['name', 'supporter', 'start', 'due'] as const;

const Template = Text.refine(text => unknownPlaceholders(text).length === 0, {
  error: issue =>
    `knows no {${unknownPlaceholders(String(issue.input)).join('}, {')}}; allowed are {${PLACEHOLDERS.join('}, {')}}`,
});

const DayText = z.string().refine(isDay, { error: 'is no day; write it as 2027-01-15' });

const Zone = Text.refine(isZone, { error: 'is no time zone; write it as Europe/Berlin' });

const Statuses = z.array(Text.transform(text => text.toLowerCase())).min(1);

const WorkItemTemplate = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'is no key; write lower-case words joined by hyphens' })
    .refine(key => key !== 'about', { error: 'is taken by the page that Liaison keeps in every team list' }),
  title: Template,
  description: Template.default(''),
  phase: z.enum(PHASES).exclude(['candidate', 'dropped']),
  /** Makes the item ahead of its phase, on this day. */
  from: DueText.optional(),
  due: DueText.optional(),
  assign: z.enum(['nobody', 'one-of-team', 'team', 'supporter']).default('nobody'),
  tags: z.array(Text.transform(text => text.toLowerCase())).default([]),
});
export type WorkItemTemplate = z.infer<typeof WorkItemTemplate>;

const PlaybookShape = z.strictObject({
  /** observe: write nothing to ClickUp; act: do what `plan` shows. */
  mode: z.enum(['observe', 'act']),
  /** The language of everything that Liaison says in ClickUp. */
  locale: z.enum(LOCALES).default('en'),
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
    done: Statuses,
    dropped: Statuses,
  }),
  fields: z.strictObject({
    supporter: NameOrId,
    functions: NameOrId.optional(),
    outcome: NameOrId.optional(),
  }),
  people: z.strictObject({
    /** The user group whose members may support customer results. */
    supporters: NameOrId,
    /** Function → the user group of its people. */
    functions: z.record(Text, NameOrId).default({}),
    /** Flock → the user group of its people. */
    flocks: z.record(Text, NameOrId).default({}),
    /** The board's owner: a user's name, e-mail or id; asked when nobody else can mend something. */
    owner: Text.optional(),
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
  rules: z.strictObject({
    'team-size': RULES['team-size'].params.optional(),
    'supporter-present': RULES['supporter-present'].params.optional(),
    'supporter-eligible': RULES['supporter-eligible'].params.optional(),
    'supporter-load': RULES['supporter-load'].params.optional(),
    'member-load': RULES['member-load'].params.optional(),
    'cross-functional': RULES['cross-functional'].params.optional(),
    timebox: RULES.timebox.params.optional(),
    'priority-order': RULES['priority-order'].params.optional(),
    'plan-presented': RULES['plan-presented'].params.optional(),
    'evaluation-planned': RULES['evaluation-planned'].params.optional(),
    'feedback-collected': RULES['feedback-collected'].params.optional(),
    'outcome-recorded': RULES['outcome-recorded'].params.optional(),
    stale: RULES.stale.params.optional(),
  }),
  /** What people may tell Liaison in comments on a card. */
  commands: z.array(z.enum(COMMANDS)).default([...COMMANDS]),
  teamList: z.strictObject({
    /** The phase from which a customer result has its own list. */
    from: z.enum(['forming', 'running', 'evaluating']),
    name: Template,
    description: Template,
  }),
  workItems: z.array(WorkItemTemplate),
  feedback: z
    .strictObject({
      /** The work item that collects customer feedback: each piece is a subtask of it. */
      item: Text,
      min: z.number().int().min(1),
      remindEvery: DurationText,
    })
    .optional(),
  /** Texts that Liaison says differently here; the JSON Schema lists every key with its English text. */
  texts: OwnTexts.default({}),
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

function checkKeys({ workItems }: Shape, context: Context): void {
  const keys = new Set<string>();
  workItems.forEach(({ key }, index) => {
    if (keys.has(key)) {
      const message = 'is used by an earlier work item';
      context.addIssue({ code: 'custom', path: ['workItems', index, 'key'], message, input: key });
    }
    keys.add(key);
  });
}

function checkFeedback({ feedback, workItems }: Shape, context: Context): void {
  const keys = workItems.map(({ key }) => key);
  if (!feedback || keys.includes(feedback.item)) return;
  const message = `is the key of no work item; there are: ${keys.join(', ')}`;
  context.addIssue({ code: 'custom', path: ['feedback', 'item'], message, input: feedback.item });
}

/** Rules that watch one of the playbook's work items, or need something else of it. */
function checkRules({ rules, workItems, feedback, fields, people }: Shape, context: Context): void {
  const refuse = (path: string[], message: string, input: unknown): void =>
    context.addIssue({ code: 'custom', path: ['rules', ...path], message, input });
  const keys = workItems.map(({ key }) => key);
  for (const rule of ['plan-presented', 'evaluation-planned', 'outcome-recorded'] as const) {
    const item = rules[rule]?.item;
    if (item === undefined || keys.includes(item)) continue;
    refuse([rule, 'item'], `is the key of no work item; there are: ${keys.join(', ')}`, item);
  }
  if (rules['outcome-recorded'] && fields.outcome === undefined) {
    refuse(['outcome-recorded'], 'the rule needs fields.outcome, the field of the board that holds it', null);
  }
  const collected = rules['feedback-collected'];
  if (collected && !feedback) {
    refuse(
      ['feedback-collected'],
      'the rule needs the section feedback, which says where it is collected',
      null,
    );
  } else if (collected && feedback && collected.min > feedback.min) {
    const message = `must not be above feedback.min (${feedback.min}), or reminders would stop too early`;
    refuse(['feedback-collected', 'min'], message, collected.min);
  }
  const functions = Object.keys(people.functions).length;
  const wanted = rules['cross-functional'];
  if (wanted && wanted.minFunctions > functions) {
    const message = `must not be above the number of functions under people.functions (${functions})`;
    refuse(['cross-functional', 'minFunctions'], message, wanted.minFunctions);
  }
  if (rules['priority-order'] && (fields.functions === undefined || functions === 0)) {
    refuse(['priority-order'], 'the rule needs fields.functions and people.functions', null);
  }
}

function checkAllHands({ calendar }: Shape, context: Context): void {
  const { allHands, workingWeek } = calendar;
  if (allHands.some(day => workingWeek.includes(day))) return;
  const message = `falls on no working day; the working week is ${workingWeek.join(', ')}`;
  context.addIssue({ code: 'custom', path: ['calendar', 'allHands'], message, input: allHands });
}

/** The playbook as it is used: expressions parsed, defaults filled in. */
export const Playbook = PlaybookShape.superRefine(checkStatuses, where('phases'))
  .superRefine(checkKeys, where('workItems'))
  .superRefine(checkFeedback, where('workItems', 'feedback'))
  .superRefine(checkRules, where('rules', 'workItems', 'feedback', 'fields', 'people'))
  .superRefine(checkAllHands, where('calendar'));
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

/** Fills the placeholders of a playbook's text. */
export function fill(text: string, values: Record<(typeof PLACEHOLDERS)[number], string>): string {
  return text.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof typeof values] : whole,
  );
}

function unknownPlaceholders(text: string): string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return [...text.matchAll(/\{([a-z]+)\}/g)].flatMap(([, name]) =>
    name && !known.includes(name) ? [name] : [],
  );
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
