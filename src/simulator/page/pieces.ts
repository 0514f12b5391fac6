// The pieces that the pages share: names, days, comments.

import { html } from 'hono/html';
import { textOf } from '../api/comment-blocks.ts';
import { commentsOn, repliesTo } from '../api/comment-routes.ts';
import type { Comment, Task, World } from '../world.ts';

/** A piece of HTML; only `html` makes it, and `raw`. */
export type PageHtml = ReturnType<typeof html>;

/** The name behind a user id. */
export function nameOf(world: World, id: number | null): string {
  return id === null ? 'nobody' : (world.people.get(id)?.username ?? `user ${id}`);
}

/** Who is assigned to a task: people and groups. */
export function assigneesOf(world: World, task: Task): string {
  const names = task.assigneeIds.map(id => nameOf(world, id));
  const groups = task.groupIds.map(id => world.groups.get(id)?.name ?? id);
  return [...names, ...groups].join(', ');
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'Europe/Berlin' });
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
});

/** A day, as in the company's zone. */
export function day(atMs: number | null): PageHtml | null {
  if (atMs === null) return null;
  return html`<time datetime="${new Date(atMs).toISOString()}">${dayFormat.format(atMs)}</time>`;
}

/** An instant, as in the company's zone. */
export function instant(atMs: number): PageHtml {
  return html`<time datetime="${new Date(atMs).toISOString()}">${timeFormat.format(atMs)}</time>`;
}

/** A heading with the comments below it; nothing where there are none. */
export function commentsSection(world: World, on: 'task' | 'list', placeId: string): PageHtml | null {
  const comments = commentsOn(world, on, placeId);
  if (comments.length === 0) return null;
  return html`<section><h2>Comments</h2>${comments.map(comment => commentPiece(world, comment))}</section>`;
}

/** The newest comments of the whole workspace, each with a link to its task or list. */
export function latestComments(world: World, most: number): PageHtml | null {
  const newest = [...world.comments.values()]
    .filter(comment => !comment.isDeleted)
    .sort((left, right) => right.createdAt - left.createdAt || Number(right.id) - Number(left.id))
    .slice(0, most);
  if (newest.length === 0) return null;
  const pieces = newest.map(comment => {
    const isOnTask = comment.on === 'task';
    const place = (isOnTask ? world.tasks : world.lists).get(comment.placeId);
    const href = `/${isOnTask ? 't' : 'l'}/${comment.placeId}`;
    return html`<article class="comment">
<p class="quiet">${nameOf(world, comment.userId)} on <a href="${href}">${place?.name ?? ''}</a>, ${instant(comment.createdAt)}</p>
<p class="text">${textOf(comment.blocks)}</p></article>`;
  });
  return html`<section><h2>Latest comments</h2><div class="lists">${pieces}</div></section>`;
}

function commentPiece(world: World, comment: Comment): PageHtml {
  const replies = [...repliesTo(world, comment)].sort((left, right) => left.createdAt - right.createdAt);
  const assigned = comment.assigneeId === null ? null : assignment(world, comment);
  return html`<article class="comment">
<p class="quiet">${nameOf(world, comment.userId)}, ${instant(comment.createdAt)}${assigned}</p>
<p class="text">${textOf(comment.blocks)}</p>
${replies.length === 0 ? null : html`<div class="replies">${replies.map(reply => commentPiece(world, reply))}</div>`}
</article>`;
}

function assignment(world: World, comment: Comment): PageHtml {
  const state = comment.isResolved ? 'resolved' : 'open';
  return html` · assigned to ${nameOf(world, comment.assigneeId)}, ${state}`;
}
