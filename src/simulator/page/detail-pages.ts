// The pages of one task and one list.

import { html } from 'hono/html';
import { type Field, fieldsOf, type List, statusesOf, type Task, type World } from '../world.ts';
import { assigneesOf, commentsSection, day, instant, nameOf, type PageHtml } from './pieces.ts';

const row = (term: string, value: PageHtml | string | null) =>
  value === null || value === '' ? null : html`<dt>${term}</dt><dd>${value}</dd>`;

/** The content of a task's page. */
export function taskContent(world: World, task: Task): PageHtml {
  const list = world.lists.get(task.listId);
  const parent = task.parentId === null ? undefined : world.tasks.get(task.parentId);
  const below = liveTasks(world, each => each.parentId === task.id);
  const known = list === undefined ? [] : fieldsOf(world, list);
  const fields = known.map(field => row(field.name, fieldText(world, task, field)));
  return html`<h1>${task.name}</h1>
<dl>
${row('Status', task.status + (task.isArchived ? ' (archived)' : ''))}
${row('List', list === undefined ? null : html`<a href="/l/${list.id}">${list.name}</a>`)}
${row('Part of', parent === undefined ? null : html`<a href="/t/${parent.id}">${parent.name}</a>`)}
${row('Assignees', assigneesOf(world, task))}
${row('Start', day(task.startDate))}
${row('Due', day(task.dueDate))}
${row('Tags', task.tagNames.join(', '))}
${fields.filter(field => field !== null)}
${row('Created', html`${instant(task.createdAt)} by ${nameOf(world, task.creatorId)}`)}
</dl>
${task.text === '' ? null : html`<h2>Description</h2><p class="text">${task.text}</p>`}
${below.length === 0 ? null : html`<h2>Subtasks</h2>${taskList(world, below)}`}
${commentsSection(world, 'task', task.id)}`;
}

function fieldText(world: World, task: Task, field: Field): string {
  const raw = task.fields.get(field.id);
  const values = Array.isArray(raw) ? (raw as unknown[]) : raw === undefined ? [] : [raw];
  const { options = [] } = field.config as { options?: { id: string; name?: string; label?: string }[] };
  return values
    .map(value => {
      if (field.type === 'users' && typeof value === 'number') return nameOf(world, value);
      const option = options.find(each => each.id === value);
      return option?.label ?? option?.name ?? world.groups.get(String(value))?.name ?? String(value);
    })
    .join(', ');
}

/** The content of a list's page. */
export function listContent(world: World, list: List): PageHtml {
  const tasks = liveTasks(world, task => task.listId === list.id && task.parentId === null);
  return html`<h1>${list.name}</h1>
${list.content === '' ? null : html`<p class="text">${list.content}</p>`}
${tasks.length === 0 ? html`<p class="quiet">No tasks yet.</p>` : taskList(world, tasks)}
${commentsSection(world, 'list', list.id)}`;
}

/** The tasks that are neither deleted nor archived and fit. */
export function liveTasks(world: World, isWanted: (task: Task) => boolean): Task[] {
  return [...world.tasks.values()].filter(task => !task.isDeleted && !task.isArchived && isWanted(task));
}

/** Tasks as a list of links with status, people and due day. */
export function taskList(world: World, tasks: readonly Task[]): PageHtml {
  return html`<ul>${tasks.map(task => {
    const list = world.lists.get(task.listId);
    const status = list && statusesOf(world, list).find(each => each.status === task.status);
    const isOver = status?.type === 'closed' || status?.type === 'done';
    const people = assigneesOf(world, task);
    return html`<li><a class="${isOver ? 'is-closed' : ''}" href="/t/${task.id}">${task.name}</a>
<span class="quiet">${task.status}${people === '' ? null : ` · ${people}`}${
      task.dueDate === null ? null : html` · due ${day(task.dueDate)}`
    }</span></li>`;
  })}</ul>`;
}
