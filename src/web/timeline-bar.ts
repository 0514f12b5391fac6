// One customer result as a bar: start, today, due, milestones, evaluation and pauses, as inline SVG. What it shows is
// said in words beside it and in its label.
import { html } from 'hono/html';
import type { Day } from '../domain/day.ts';
import { addDays } from '../domain/schedule/calendar.ts';
import type { CustomerResultStatus } from './board-status.ts';
import type { Html } from './page-pieces.ts';
import type { Scale } from './timeline-scale.ts';
import type { PageWords } from './words/words.ts';

/** The bar of a customer result; nothing where it has no date. */
export function timelineBar(result: CustomerResultStatus, scale: Scale, words: PageWords): Html | null {
  const { start, due, evaluation, pauses, milestones } = result;
  if (start === null && due === null) return null;
  const { at, today } = scale;
  const isAtWork = result.phase === 'running' || result.phase === 'evaluating';
  const from = start ?? due ?? today;
  const until = addDays(due ?? (start !== null && start > today ? start : today), 1);
  const box = (kind: string, begin: Day, end: Day, [y, height]: [number, number]) => {
    const x = at(begin);
    const width = Math.round((at(end) - x) * 10) / 10;
    return width > 0
      ? html`<rect class="${kind}" x="${x}%" y="${y}" width="${width}%" height="${height}"/>`
      : '';
  };
  const isOver = isAtWork && due !== null && due < today;
  return html`<svg class="bar" role="img" aria-label="${barWords(result, words)}">${[
    box('plan', from, until, [7, 10]),
    isAtWork && start !== null ? box('gone', from, today < until ? today : until, [7, 10]) : '',
    isOver ? box('late', until, addDays(today, 1), [7, 10]) : '',
    ...pauses.map(pause => box('rest', pause.from, pause.until ?? addDays(today, 1), [7, 10])),
    evaluation === null ? '' : box('eval', evaluation.from, addDays(evaluation.until, 1), [20, 4]),
    ...milestones.map(({ name, due: day, isDone }) => {
      const kind = isDone ? 'ms ok' : day < today ? 'ms over' : 'ms';
      return html`<circle class="${kind}" cx="${at(day)}%" cy="12" r="4"><title>${name}, ${words.shortDay(day)}</title></circle>`;
    }),
    html`<line class="now" x1="${at(today)}%" x2="${at(today)}%" y1="0" y2="28"/>`,
  ]}</svg>`;
}

/** What the bar shows, for those who don't see it. */
function barWords(
  { start, due, evaluation, pauses, milestones }: CustomerResultStatus,
  words: PageWords,
): string {
  const { say, shortDay } = words;
  const parts = [
    start === null ? say('bar.no-start') : say('bar.start', { day: shortDay(start) }),
    due === null ? say('bar.no-due') : say('bar.due', { day: shortDay(due) }),
  ];
  if (evaluation) {
    parts.push(say('bar.evaluation', { from: shortDay(evaluation.from), until: shortDay(evaluation.until) }));
  }
  if (milestones.length > 0) {
    const done = milestones.filter(({ isDone }) => isDone).length;
    parts.push(say('bar.milestones', { done, count: milestones.length }));
  }
  if (pauses.length > 0) parts.push(say('bar.pauses', { count: pauses.length }));
  return parts.join(', ');
}

/** The months above the bars. */
export function timelineAxis({ at, months, today }: Scale, words: PageWords): Html {
  return html`<svg class="axis" aria-hidden="true">${months.map(
    day =>
      html`<line x1="${at(day)}%" x2="${at(day)}%" y1="4" y2="20"/><text x="${at(day)}%" dx="3" y="15">${words.month(day)}</text>`,
  )}<line class="now" x1="${at(today)}%" x2="${at(today)}%" y1="0" y2="20"/></svg>`;
}

/** What the colours mean. */
export function timelineLegend({ say }: PageWords): Html {
  const sample = (inner: Html, text: string) =>
    html`<li><svg class="sample" aria-hidden="true">${inner}</svg> ${text}</li>`;
  const block = (kind: string) => html`<rect class="${kind}" x="0" y="4" width="24" height="8"/>`;
  const dot = (kind: string) => html`<circle class="${kind}" cx="12" cy="8" r="4"/>`;
  return html`<ul class="legend">${[
    sample(block('gone'), say('legend.gone')),
    sample(block('plan'), say('legend.plan')),
    sample(block('late'), say('legend.late')),
    sample(block('eval'), say('legend.evaluation')),
    sample(block('rest'), say('legend.pause')),
    sample(dot('ms ok'), say('legend.done')),
    sample(dot('ms'), say('legend.milestone')),
    sample(dot('ms over'), say('legend.overdue')),
    sample(html`<line class="now" x1="12" x2="12" y1="0" y2="16"/>`, say('legend.today')),
  ]}</ul>`;
}
