// What a company leaves out and how its names are looked up: shared by whoever checks it and whoever builds it.
import type { Company, CompanyPerson, CompanyStatus, CompanyTask } from './company.ts';

const COMMON_STATUSES: CompanyStatus[] = [
  { name: 'to do', type: 'open', color: '#d3d3d3' },
  { name: 'in progress', type: 'custom', color: '#7c4dff' },
  { name: 'complete', type: 'closed', color: '#6bc950' },
];

/** The user whom a program acts as. */
export const botOf = (company: Company): CompanyPerson => company.bot ?? { name: 'Bot' };

/** The statuses that hold in a list: its own, else those of its space, else the three that ClickUp begins with. */
export function statusesIn(
  space: { statuses?: CompanyStatus[] | undefined },
  list: { statuses?: CompanyStatus[] | undefined } = {},
): CompanyStatus[] {
  return list.statuses ?? space.statuses ?? COMMON_STATUSES;
}

/** The name of a status, as ClickUp keeps it. */
export const statusName = (status: CompanyStatus): string =>
  (typeof status === 'string' ? status : status.name).trim().toLowerCase();

/** A value that names one thing or several, as a list of names. */
export const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

/** The tasks with their subtasks, each after its parent. */
export function withSubtasks(tasks: readonly CompanyTask[]): CompanyTask[] {
  return tasks.flatMap(task => [task, ...withSubtasks(task.subtasks ?? [])]);
}
