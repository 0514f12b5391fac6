// The pages that show the simulated workspace to people: the board by status with the team lists, and a
// page for each task and list.
import { Hono } from 'hono';
import { html } from 'hono/html';
import { commentsOn } from '../api/comment-routes.ts';
import { priorityNames } from '../api/priority.ts';
import { fieldsOf, type List, statusesOf, type Task, type World } from '../world.ts';
import { listContent, liveTasks, taskContent, taskList } from './detail-pages.ts';
import { layout } from './layout.ts';
import { assigneesOf, day, instant, latestComments, nameOf, type PageHtml } from './pieces.ts';

// Large seeds must not make a page of megabytes.
const mostTasks = 50;
const mostCards = 50;
const mostLists = 60;
const mostComments = 12;

const moreNote = (count: number) => (count > 0 ? html`<p class="quiet">and ${count} more</p>` : null);

/** Makes the app that serves the pages of whatever world is current. */
export function createPage(world: () => World): Hono {
  const app = new Hono();
  app.get('/', c => c.html(layout('Board', boardContent(world()))));
  app.get('/t/:id', c => {
    const task = world().tasks.get(c.req.param('id'));
    if (task === undefined || task.isDeleted) return c.html(missing('task'), 404);
    return c.html(layout(task.name, taskContent(world(), task)));
  });
  app.get('/l/:id', c => {
    const list = world().lists.get(c.req.param('id'));
    if (list === undefined || list.isDeleted) return c.html(missing('list'), 404);
    return c.html(layout(list.name, listContent(world(), list)));
  });
  app.get('*', c => c.html(missing('page'), 404));
  return app;
}

const missing = (what: string) =>
  layout(
    'Not found',
    html`<h1>There is no such ${what}</h1><p>The <a href="/">board</a> shows what there is.</p>`,
  );

function boardContent(world: World): PageHtml {
  const lists = [...world.lists.values()].filter(list => !list.isDeleted);
  const isBoard = (list: List) => world.folders.get(list.folderId)?.isHidden === true;
  const teamLists = lists.filter(list => !isBoard(list));
  return html`${lists.filter(isBoard).map(list => boardSection(world, list))}
<h2>Team lists</h2>
${teamLists.length === 0 ? html`<p class="quiet">None yet.</p>` : null}
<div class="lists">${teamLists.slice(0, mostLists).map(list => teamListSection(world, list))}</div>
${moreNote(teamLists.length - mostLists)}
${latestComments(world, mostComments)}
<p class="quiet">Workspace ${world.id}, seed ${world.seed}. It is ${instant(world.clock.now())} here.</p>`;
}

function boardSection(world: World, list: List): PageHtml {
  const cards = liveTasks(world, task => task.listId === list.id && task.parentId === null);
  return html`<h1><a href="/l/${list.id}">${list.name}</a></h1>
<div class="board">${statusesOf(world, list).map(({ status, color }) => {
    const inStatus = cards.filter(card => card.status === status).sort(byPriority);
    return html`<section class="column" style="--status: ${color}">
<h3>${status} <span class="quiet">${inStatus.length}</span></h3>
${inStatus.slice(0, mostCards).map(card => cardPiece(world, list, card))}${moreNote(inStatus.length - mostCards)}</section>`;
  })}</div>`;
}

function byPriority(left: Task, right: Task): number {
  const rank = (task: Task) => task.priority ?? 5;
  return rank(left) - rank(right) || Number(left.orderindex) - Number(right.orderindex);
}

function namesIn(world: World, raw: unknown): string {
  const ids = raw as (number | string)[];
  return ids
    .map(id => (typeof id === 'number' ? nameOf(world, id) : (world.groups.get(id)?.name ?? id)))
    .join(', ');
}

function cardPiece(world: World, list: List, card: Task): PageHtml {
  const people = assigneesOf(world, card);
  const comments = commentsOn(world, 'task', card.id).length;
  const dates = card.dueDate === null ? null : html`<p>${day(card.startDate)} – ${day(card.dueDate)}</p>`;
  const seats = fieldsOf(world, list)
    .filter(field => field.type === 'users' && card.fields.has(field.id))
    .map(field => `${field.name}: ${namesIn(world, card.fields.get(field.id))}`);
  const marks = [
    ...seats,
    card.priority === null ? '' : (priorityNames[card.priority - 1] ?? ''),
    comments === 0 ? '' : `${comments} ${comments === 1 ? 'comment' : 'comments'}`,
  ].filter(mark => mark !== '');
  return html`<article class="card">
<a href="/t/${card.id}">${card.name}</a>
${people === '' ? null : html`<p>${people}</p>`}${dates}
<p class="quiet">${marks.join(' · ')}</p>
${card.tagNames.map(name => html`<span class="tag">${name}</span> `)}</article>`;
}

function teamListSection(world: World, list: List): PageHtml {
  const tasks = liveTasks(world, task => task.listId === list.id && task.parentId === null);
  const shown = tasks.slice(0, mostTasks);
  return html`<section class="list"><h3><a href="/l/${list.id}">${list.name}</a></h3>
${tasks.length === 0 ? html`<p class="quiet">No tasks yet.</p>` : taskList(world, shown)}
${moreNote(tasks.length - shown.length)}</section>`;
}
