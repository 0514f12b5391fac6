// The company of every seed: its people with their functions and flocks, the board with its statuses
// and fields, the folder for team lists, the list with the agendas of the all-hands and that of absences.
import type { Company, CompanyGroup, CompanyList, CompanyTask } from '../company/company.ts';

/** The functions of the company: each has a user group and a label. */
export const functionNames = [
  'Engineering',
  'Design',
  'Marketing',
  'Sales',
  'Support',
  'Operations',
] as const;

type Employee = {
  name: string;
  works: (typeof functionNames)[number];
  flock: 'Heron' | 'Swift' | 'Wren';
  isSupporter?: true;
  timeZone?: string;
};

// Supporters are experienced seniors; two people live elsewhere.
const employees: Employee[] = [
  { name: 'Amara Okafor', works: 'Engineering', flock: 'Heron', isSupporter: true },
  { name: 'Jonas Weber', works: 'Engineering', flock: 'Heron' },
  { name: 'Mei Tanaka', works: 'Engineering', flock: 'Swift' },
  { name: 'Lukas Brandt', works: 'Engineering', flock: 'Swift' },
  { name: 'Sofia Rossi', works: 'Design', flock: 'Heron', isSupporter: true },
  { name: 'Noah Keller', works: 'Design', flock: 'Wren' },
  { name: 'Priya Nair', works: 'Design', flock: 'Swift' },
  { name: 'Clara Vogel', works: 'Marketing', flock: 'Wren', isSupporter: true },
  { name: 'Mateo Silva', works: 'Marketing', flock: 'Heron', timeZone: 'America/Sao_Paulo' },
  { name: 'Hannah Fischer', works: 'Marketing', flock: 'Swift' },
  { name: 'Tom Lindqvist', works: 'Sales', flock: 'Wren', isSupporter: true },
  { name: 'Aylin Demir', works: 'Sales', flock: 'Heron' },
  { name: 'Grace Mbeki', works: 'Support', flock: 'Wren' },
  { name: 'Felix Hartmann', works: 'Support', flock: 'Swift', timeZone: 'America/New_York' },
  { name: 'Ines Moreau', works: 'Operations', flock: 'Heron', isSupporter: true },
  { name: 'Oskar Nowak', works: 'Operations', flock: 'Wren' },
];

/** The names of everybody, in the order of the company. */
export const employeeNames = employees.map(({ name }) => name);

/** The company with these cards on its board and these lists in the folder for teams. */
export function fernhill(cards: CompanyTask[] = [], teamLists: CompanyList[] = []): Company {
  return {
    name: 'Fernhill',
    bot: { name: 'Liaison' },
    people: employees.map(({ name, timeZone }) => ({ name, timeZone })),
    groups: groups(),
    spaces: [
      {
        name: 'Company',
        statuses: [
          { name: 'to do', type: 'open', color: '#d3d3d3' },
          { name: 'in progress', type: 'custom', color: '#7c4dff' },
          { name: 'complete', type: 'closed', color: '#6bc950' },
        ],
        lists: [
          board(cards),
          { name: 'All-hands', content: 'What the company talks about on Thursdays.' },
          { name: 'Absences', content: 'Who is away, from the start to the due date of a task.' },
        ],
        folders: [{ name: 'Customer result teams', lists: teamLists }],
      },
    ],
  };
}

function groups(): CompanyGroup[] {
  const group = (name: string, isIn: (employee: Employee) => boolean) => ({
    name,
    members: employees.filter(isIn).map(employee => employee.name),
  });
  return [
    group('Supporters', ({ isSupporter }) => isSupporter === true),
    ...functionNames.map(name => group(name, ({ works }) => works === name)),
    ...['Heron', 'Swift', 'Wren'].map(name => group(`${name} flock`, ({ flock }) => flock === name)),
  ];
}

// `done` stays visible in plain reads, `cancelled` is closed and needs include_closed.
function board(cards: CompanyTask[]): CompanyList {
  return {
    name: 'Customer Results',
    content: 'What our customers will notice next, in order of priority.',
    statuses: [
      { name: 'backlog', type: 'open', color: '#d3d3d3' },
      { name: 'prioritized', type: 'custom', color: '#f9d900' },
      { name: 'forming', type: 'custom', color: '#ff7800' },
      { name: 'in progress', type: 'custom', color: '#7c4dff' },
      { name: 'evaluation', type: 'custom', color: '#02bcd4' },
      { name: 'on hold', type: 'custom', color: '#aaaaaa' },
      { name: 'done', type: 'done', color: '#2ecd6f' },
      { name: 'cancelled', type: 'closed', color: '#667684' },
    ],
    fields: [
      { name: 'Supporter', type: 'users' },
      { name: 'Functions needed', type: 'labels', options: [...functionNames] },
      { name: 'Outcome', type: 'drop_down', options: ['Achieved', 'Partly achieved', 'Not achieved'] },
      { name: 'Baseline', type: 'short_text' },
      { name: 'Target', type: 'short_text' },
      { name: 'Actual', type: 'short_text' },
    ],
    tasks: cards,
  };
}
