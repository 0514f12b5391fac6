// Eleven believable customer results in all phases, with dates relative to the clock. No team lists yet.
import type { CompanyTask } from '../company/company.ts';

/** One card of the seed. `start` and `due` are days from now; `team` are user names. */
type SeedCard = {
  name: string;
  status: string;
  priority: number;
  ageInDays: number;
  description: string;
  functions: string[];
  team?: string[];
  supporter?: string;
  start?: number;
  due?: number;
  outcome?: string;
};

const cards: SeedCard[] = [
  {
    name: 'Shops see their stock in the app without calling us',
    status: 'in progress',
    priority: 1,
    ageInDays: 50,
    description:
      'A third of all calls from shops ask how much stock is left. Shops should see it themselves, as fresh as we do.\n\nWe know it worked when calls about stock fall by half.',
    functions: ['Engineering', 'Design', 'Support'],
    team: ['Jonas Weber', 'Noah Keller', 'Grace Mbeki', 'Mei Tanaka'],
    supporter: 'Clara Vogel',
    start: -15,
    due: 41,
  },
  {
    name: 'A new customer sends the first order within a day',
    status: 'in progress',
    priority: 2,
    ageInDays: 70,
    description:
      'Today it takes nine days from the signature to the first order. Two papers and one call are in the way.\n\nWe know it worked when eight of ten new customers order within a day.',
    functions: ['Sales', 'Operations', 'Engineering'],
    team: ['Aylin Demir', 'Oskar Nowak', 'Lukas Brandt'],
    supporter: 'Sofia Rossi',
    start: -35,
    due: 20,
  },
  {
    name: 'Bakers order at night with one hand',
    status: 'in progress',
    priority: 3,
    ageInDays: 40,
    description:
      'Bakers order between two and four, with flour on one hand. Our form wants eleven fields.\n\nWe know it worked when half of the night orders come without a call back.',
    functions: ['Design', 'Engineering'],
    team: ['Felix Hartmann', 'Grace Mbeki'],
    supporter: 'Clara Vogel',
    start: -1,
    due: 55,
  },
  {
    name: 'Invoices that customers understand at first sight',
    status: 'forming',
    priority: 1,
    ageInDays: 30,
    description:
      'Every fourth invoice leads to a question. The lines should read like the order did.\n\nWe know it worked when questions about invoices fall below five in a hundred.',
    functions: ['Design', 'Operations', 'Engineering'],
    team: ['Priya Nair', 'Oskar Nowak'],
  },
  {
    name: 'Deliveries arrive in the hour that we promised',
    status: 'forming',
    priority: 2,
    ageInDays: 24,
    description:
      'Customers wait a whole morning for us. A promised hour, kept, is worth more to them than a lower price.\n\nWe know it worked when nine of ten deliveries arrive within their hour.',
    functions: ['Operations', 'Engineering', 'Support'],
    team: ['Felix Hartmann', 'Mei Tanaka', 'Hannah Fischer'],
  },
  {
    name: 'Returns without a single e-mail',
    status: 'prioritized',
    priority: 2,
    ageInDays: 20,
    description:
      'A return takes four e-mails on average. One code on the parcel should be enough.\n\nWe know it worked when seven of ten returns need no e-mail.',
    functions: ['Support', 'Engineering'],
  },
  {
    name: 'Seasonal boxes that small shops can afford',
    status: 'prioritized',
    priority: 3,
    ageInDays: 18,
    description:
      'Small shops skip the season because the smallest box is too large for them.\n\nWe know it worked when a hundred shops with fewer than three people take part.',
    functions: ['Sales', 'Marketing', 'Operations'],
  },
  {
    name: 'Answers at the weekend',
    status: 'backlog',
    priority: 3,
    ageInDays: 12,
    description: 'Most shops are open on Saturdays, and we are not. What would they need from us then?',
    functions: ['Support'],
  },
  {
    name: 'Customers recommend us to a neighbour',
    status: 'backlog',
    priority: 4,
    ageInDays: 9,
    description: 'Half of our best customers came through another one. How could we make that easy?',
    functions: ['Marketing', 'Sales'],
  },
  {
    name: 'Shops find the right product in three questions',
    status: 'evaluation',
    priority: 2,
    ageInDays: 95,
    description:
      'With 900 products, new shops order the wrong ones. Three questions should lead to the right shelf.\n\nWe know it worked when wrong first orders fall by a third.',
    functions: ['Marketing', 'Design', 'Engineering'],
    team: ['Hannah Fischer', 'Priya Nair', 'Lukas Brandt', 'Mateo Silva'],
    supporter: 'Amara Okafor',
    start: -63,
    due: -7,
  },
  {
    name: 'Customers know who is there for them',
    status: 'done',
    priority: 3,
    ageInDays: 150,
    description:
      'Customers were handed from one to the next. Now each one knows a name and a face.\n\nWe know it worked because eighty of a hundred could say the name.',
    functions: ['Support', 'Sales', 'Marketing'],
    team: ['Grace Mbeki', 'Aylin Demir', 'Mateo Silva'],
    supporter: 'Tom Lindqvist',
    start: -110,
    due: -54,
    outcome: 'Achieved',
  },
];

/** The eleven cards, the highest priority first. */
export const demoCards = (): CompanyTask[] => cards.map(seedCard);

/** A card of the board, as if it had been there for a while. */
export function seedCard(card: SeedCard): CompanyTask {
  const { name, description, status, priority, ageInDays, functions, supporter, outcome } = card;
  return {
    name,
    description,
    status,
    priority,
    assignees: card.team,
    start: card.start,
    due: card.due,
    fields: {
      'Functions needed': functions,
      ...(supporter === undefined ? {} : { Supporter: supporter }),
      ...(outcome === undefined ? {} : { Outcome: outcome }),
    },
    created: -ageInDays,
    updated: -Math.min(ageInDays, 2),
    history: historyOf(card),
  };
}

// A card with dates went through forming, then into progress at its start.
function historyOf({ status, ageInDays, start, due = 0 }: SeedCard): CompanyTask['history'] {
  const history = [{ status: 'backlog', since: -ageInDays }];
  const add = (name: string, since: number) => history.push({ status: name, since });
  if (start !== undefined && status !== 'in progress') add('in progress', start);
  if (status === 'done') add('evaluation', due);
  const since = { 'in progress': start, evaluation: due, done: due + 14 }[status];
  if (status !== 'backlog') add(status, since ?? -5);
  return history;
}
