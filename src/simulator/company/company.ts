// A company as plain data: what a workspace holds when the simulator starts. Whoever tests a client of ClickUp writes
// one; the shipped seeds are such values too. Things refer to each other by name.

/** Everything that a workspace starts with. */
export type Company = {
  /** The name of the workspace. */
  name: string;
  /** The user whom a program acts as; one called "Bot" where left out. */
  bot?: CompanyPerson | undefined;
  /** At least one; the first owns the workspace. */
  people: CompanyPerson[];
  groups?: CompanyGroup[] | undefined;
  spaces: CompanySpace[];
};

/** Somebody with a seat. Names are unique among people and groups. */
export type CompanyPerson = {
  name: string;
  /** Made of the name where left out, as are the others: the id by the order, the role of the first is owner. */
  email?: string | undefined;
  id?: number | undefined;
  role?: 'owner' | 'admin' | 'member' | 'guest' | undefined;
  /** Europe/Berlin where left out. */
  timeZone?: string | undefined;
};

/** A user group; `members` are names of people. */
export type CompanyGroup = { name: string; members: string[] };

/** A space: lists of its own (which ClickUp calls folderless) and folders with lists. */
export type CompanySpace = {
  name: string;
  statuses?: CompanyStatus[] | undefined;
  fields?: CompanyField[] | undefined;
  lists?: CompanyList[] | undefined;
  folders?: CompanyFolder[] | undefined;
};

/** A folder. Its lists have the statuses of the space. */
export type CompanyFolder = {
  name: string;
  fields?: CompanyField[] | undefined;
  lists?: CompanyList[] | undefined;
};

/** A list; without statuses of its own it has those of its space. */
export type CompanyList = {
  name: string;
  content?: string | undefined;
  /** The name of a task; its address is put at the end of the content. */
  linkTo?: string | undefined;
  statuses?: CompanyStatus[] | undefined;
  fields?: CompanyField[] | undefined;
  tasks?: CompanyTask[] | undefined;
};

/** A status, or only its name. Without a type the first is open, the last is closed, and the others are custom. */
export type CompanyStatus =
  | string
  | {
      name: string;
      type?: 'open' | 'unstarted' | 'custom' | 'done' | 'closed' | undefined;
      color?: string | undefined;
    };

/** A custom field. `type` as ClickUp names it; `drop_down` and `labels` have options. */
export type CompanyField = { name: string; type: string; options?: string[] | undefined };

/** Days from the start of the simulator (-3, 0, 14), or a date such as "2027-01-15". */
export type CompanyDay = number | string;

/** A task of a list. */
export type CompanyTask = {
  name: string;
  /** Markdown. */
  description?: string | undefined;
  /** The first of the list where left out. */
  status?: string | undefined;
  /** 1 is urgent, 4 is low. */
  priority?: number | undefined;
  /** Names of people and of groups. */
  assignees?: string[] | undefined;
  tags?: string[] | undefined;
  start?: CompanyDay | undefined;
  due?: CompanyDay | undefined;
  /** Values by the name of the field: names of people, groups or options, else what the field holds. */
  fields?: Record<string, string | number | boolean | string[]> | undefined;
  /** The name of who made it: the first of the people where left out. */
  creator?: string | undefined;
  created?: CompanyDay | undefined;
  updated?: CompanyDay | undefined;
  /** The statuses that it went through, the oldest first and the present one last. */
  history?: { status: string; since: CompanyDay }[] | undefined;
  subtasks?: CompanyTask[] | undefined;
};
