// Many running customer results, each with a list full of tasks: for measuring.
import type { CompanyList, CompanyTask } from '../company/company.ts';
import { seedCard } from './demo.ts';
import { employeeNames, functionNames } from './fernhill.ts';

/** Cards in progress, and for each a list with `itemCount` tasks. */
export function manyCards(
  cardCount: number,
  itemCount: number,
): { cards: CompanyTask[]; teamLists: CompanyList[] } {
  const cards = Array.from({ length: cardCount }, (_, index) => runningCard(index));
  return { cards, teamLists: cards.map((card, index) => teamList(card, index, itemCount)) };
}

/** Days before, each time others: people touch the things of a board that is in use one by one. */
function someDaysAgo(index: number): number {
  return -1 - ((index * 617) % 4_999) / 1_000;
}

function runningCard(index: number): CompanyTask {
  const [supporters, others] = [employeeNames.slice(0, 5), employeeNames.slice(5)];
  const nameAt = (names: readonly string[], at: number) => names[at % names.length] ?? '';
  const start = -7 - (index % 28);
  const card = seedCard({
    name: `Customer result ${String(index + 1).padStart(4, '0')}`,
    status: 'in progress',
    priority: 1 + (index % 4),
    ageInDays: 40 + (index % 30),
    description: `What customers will notice, number ${index + 1}.`,
    functions: [0, 1, 2].map(step => nameAt(functionNames, index + step)),
    team: [...new Set([0, 1, 2, 3].map(step => nameAt(others, index * 4 + step)))],
    supporter: nameAt(supporters, index),
    start,
    due: start + 56,
  });
  return { ...card, updated: someDaysAgo(index) };
}

function teamList(
  { name, assignees = [], start }: CompanyTask,
  index: number,
  itemCount: number,
): CompanyList {
  const tasks = Array.from({ length: itemCount }, (_, item) => ({
    name: `Work item ${item + 1}`,
    status: ['to do', 'in progress', 'complete'][item % 3],
    assignees: assignees.slice(item % assignees.length).slice(0, 1),
    due: item % 50,
    creator: 'Liaison',
    created: start,
    updated: someDaysAgo(index * itemCount + item),
  }));
  return { name, linkTo: name, tasks };
}
