// A work item as the playbook describes it, and the texts and due expressions in it.
import { z } from 'zod';
import { DUE_EXAMPLES, type Due, parseDue } from '../schedule/due.ts';
import { slipIn } from '../schedule/due-mistake.ts';
import { WholeDaysText } from '../schedule/duration.ts';
import { parseRecurrence, type Recurrence } from '../schedule/recurrence.ts';

export const Text = z.string().trim().min(1);
/** A place, field or group of ClickUp: its name (any case) or its id. */
export const NameOrId = z
  .union([Text, z.number().int().min(0)])
  .transform(String)
  .refine(text => !/^https?:\/\//i.test(text), { error: 'is an address; write the name or the id instead' })
  .describe('a name as it stands in ClickUp (any case), or an id');

/** Phases in which work appears. At the definitive end nothing new does. */
export const WORK_PHASES = ['forming', 'running', 'evaluating'] as const;

/** Once, or again and again. */
const ScheduleText = z
  .string()
  .transform((text, context): Due | Recurrence => {
    const schedule = parseDue(text) ?? parseRecurrence(text);
    return schedule ?? refuse(text, { mayRecur: true }, context);
  })
  .describe('a due expression, for example "3 working days after start" or "every week while running"');

const DueText = z
  .string()
  .transform((text, context): Due => parseDue(text) ?? refuse(text, { mayRecur: false }, context))
  .describe('a due expression, for example "3 working days after start"');

function refuse(text: string, how: { mayRecur: boolean }, context: z.RefinementCtx): never {
  const slip = slipIn(text, how);
  const message = `${slip?.wrong ?? 'is no due expression'}; write for example "${slip?.example ?? DUE_EXAMPLES[1]}"`;
  context.addIssue({ code: 'custom', message, params: { slip } });
  return z.NEVER;
}

/** What a text of the playbook may refer to. */
export const PLACEHOLDERS = ['name', 'supporter', 'start', 'due'] as const;

export const Template = Text.refine(text => unknownPlaceholders(text).length === 0, {
  error: issue =>
    `knows no {${unknownPlaceholders(String(issue.input)).join('}, {')}}; allowed are {${PLACEHOLDERS.join('}, {')}}`,
});

export const WorkItemTemplate = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'is no key; write lower-case words joined by hyphens' })
    .refine(key => key !== 'about', { error: 'is taken by the page that Liaison keeps in every team list' }),
  title: Template,
  description: Template.default(''),
  phase: z.enum(WORK_PHASES),
  /** Makes the item ahead of its phase, on this day. */
  from: DueText.optional(),
  due: ScheduleText.optional(),
  /** Makes the item not before this long ahead of its due day, though its phase has begun; so that not all come at once. */
  ahead: WholeDaysText.optional(),
  assign: z.enum(['nobody', 'one-of-team', 'rotate', 'team', 'supporter']).default('nobody'),
  tags: z.array(Text.transform(text => text.toLowerCase())).default([]),
});
export type WorkItemTemplate = z.infer<typeof WorkItemTemplate>;

/** Fills the placeholders of a playbook's text. */
export function fill(text: string, values: Record<(typeof PLACEHOLDERS)[number], string>): string {
  if (!text.includes('{')) return text;
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
