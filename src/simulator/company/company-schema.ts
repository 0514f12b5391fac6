// The shape of a company that comes from outside: a misspelt key is an error, and no name is checked against others yet.
import { z } from 'zod';
import type {
  Company,
  CompanyField,
  CompanyFolder,
  CompanyList,
  CompanyPerson,
  CompanySpace,
  CompanyStatus,
  CompanyTask,
} from './company.ts';

const Name = z.string().trim().min(1, 'a name is missing');

const isTimeZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
};

const aDay = { error: 'write a number of days from the start, such as -3, or a date such as "2027-01-15"' };
const Day = z.union([z.number(), z.iso.date(aDay)], aDay);

const Person: z.ZodType<CompanyPerson> = z.strictObject({
  name: Name,
  email: z.email().optional(),
  id: z.number().int().min(1).optional(),
  role: z.enum(['owner', 'admin', 'member', 'guest']).optional(),
  timeZone: z.string().refine(isTimeZone, 'no time zone; write one such as "Europe/Berlin"').optional(),
});

const Status: z.ZodType<CompanyStatus> = z.union(
  [
    Name,
    z.strictObject({
      name: Name,
      type: z.enum(['open', 'unstarted', 'custom', 'done', 'closed']).optional(),
      color: z
        .string()
        .regex(/^#[\da-f]{6}$/iu)
        .optional(),
    }),
  ],
  {
    error: 'write a name, or "name", "type" (open, unstarted, custom, done or closed) and "color" (#d3d3d3)',
  },
);

/** The types of which the simulator can hold values, as ClickUp names them. */
const FIELD_TYPES = [
  'short_text',
  'text',
  'url',
  'email',
  'phone',
  'number',
  'currency',
  'checkbox',
  'date',
  'drop_down',
  'labels',
  'users',
  'tasks',
  'emoji',
];

const Field: z.ZodType<CompanyField> = z.strictObject({
  name: Name,
  type: z
    .string()
    .refine(type => FIELD_TYPES.includes(type), `no such type; there are ${FIELD_TYPES.join(', ')}`),
  options: z.array(Name).min(1).optional(),
});

const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], {
  error: 'write a text, a number, true or false, or a list of texts',
});

const Task: z.ZodType<CompanyTask> = z.strictObject({
  name: Name,
  description: z.string().optional(),
  status: Name.optional(),
  priority: z.number().int().min(1).max(4).optional(),
  assignees: z.array(Name).optional(),
  tags: z.array(Name).optional(),
  start: Day.optional(),
  due: Day.optional(),
  fields: z.record(Name, FieldValue).optional(),
  creator: Name.optional(),
  created: Day.optional(),
  updated: Day.optional(),
  history: z
    .array(z.strictObject({ status: Name, since: Day }))
    .min(1)
    .optional(),
  get subtasks() {
    return z.array(Task).optional();
  },
});

const List: z.ZodType<CompanyList> = z.strictObject({
  name: Name,
  content: z.string().optional(),
  linkTo: Name.optional(),
  statuses: z.array(Status).min(1).optional(),
  fields: z.array(Field).optional(),
  tasks: z.array(Task).optional(),
});

const Folder: z.ZodType<CompanyFolder> = z.strictObject({
  name: Name,
  fields: z.array(Field).optional(),
  lists: z.array(List).optional(),
});

const Space: z.ZodType<CompanySpace> = z.strictObject({
  name: Name,
  statuses: z.array(Status).min(1).optional(),
  fields: z.array(Field).optional(),
  lists: z.array(List).optional(),
  folders: z.array(Folder).optional(),
});

/** The shape of a company; company.ts says what its parts mean. */
export const CompanySchema: z.ZodType<Company> = z.strictObject({
  name: Name,
  bot: Person.optional(),
  people: z.array(Person).min(1),
  groups: z.array(z.strictObject({ name: Name, members: z.array(Name) })).optional(),
  spaces: z.array(Space).min(1),
});
