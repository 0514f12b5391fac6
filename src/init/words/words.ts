// The words of a first playbook: its comments, and the tasks of every team list. Each language has all of them.

/** The work items of a first playbook, by what they are for. */
export const ITEMS = [
  'kickOff',
  'understand',
  'plan',
  'presentPlan',
  'sync',
  'planEvaluation',
  'feedback',
  'metrics',
  'evaluate',
  'share',
  'feedBack',
] as const;
export type ItemName = (typeof ITEMS)[number];

/** One work item in a language; the key becomes a tag that people see. */
export type ItemWords = { key: string; title: string; description: string };

/** A first playbook's words; each comment is one line without its sign. */
export type PlaybookWords = {
  heading: string[];
  mode: string;
  locale: string;
  pilot: string;
  limit: string;
  phases: string;
  resting: (statuses: string) => string;
  fields: string;
  people: string;
  owner: string;
  unmatched: (labels: string) => string;
  calendar: string;
  holidays: string;
  rules: string[];
  teamList: string;
  listDescription: string;
  adopt: string;
  adoptNone: string;
  unanswered: (cards: string) => string;
  workItems: string;
  feedback: string;
  digest: string;
  items: Record<ItemName, ItemWords>;
};
