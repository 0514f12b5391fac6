// The page of trends for leadership: the whole time in sentences, month by month, today's load, and each customer result.
// Counts throughout, and how many were left out. Pure.
import { html } from 'hono/html';
import type { Figures, Spread, Tally } from '../domain/trends/figures.ts';
import type { Share } from '../domain/trends/load.ts';
import type { Trends } from '../domain/trends/trends.ts';
import type { Page } from './page-frame.ts';
import { type Html, time } from './page-pieces.ts';
import { eachTable, monthTable, spreadWords } from './trends-tables.ts';
import type { PageWords } from './words/words.ts';

/** Trends and when the board was read, ISO 8601 in UTC. */
export type TrendsShown = Trends & { at: string };

/** The page; `shown` is null where the board was not read yet. `since` is what stands in the form. */
export function trendsPage(shown: TrendsShown | null, since: string, words: PageWords): Page {
  const live = shown === null ? html`<p>${words.say('trends.unread')}</p>` : trendsView(shown, words);
  return pageWith(live, shown?.since ?? since, words);
}

/** The page where `since` can't be used. */
export function badSincePage(since: string, words: PageWords): Page {
  const live = html`<p class="bad" role="alert">✗ ${words.say('trends.bad-since', { given: since })}</p>`;
  return pageWith(live, since, words);
}

function pageWith(live: Html, since: string, { say }: PageWords): Page {
  const title = say('trends.title');
  return {
    title,
    still: html`<h1>${title}</h1><form method="get" action="/trends">
<label>${say('trends.since')} <input name="since" type="date" value="${since}"></label>
<button>${say('trends.show')}</button>
</form>`,
    live,
  };
}

function trendsView(shown: TrendsShown, words: PageWords): Html {
  const { at, since, until, total, months, wanted, load, customerResults } = shown;
  const { say, day } = words;
  const { done, dropped, stillOpen } = total;
  return html`<p>${say('trends.ended', { since: day(since), until: day(until), done, dropped })} <small>${say('head.as-of')} ${time(at, words)}</small></p>
${stillOpen === 0 ? null : html`<p class="fair">${say('trends.still-open', { count: stillOpen })}</p>`}
${done === 0 ? null : section('whole', say('trends.whole'), factsOf(shown, words))}
${section('months', say('trends.months'), monthTable(months, wanted, words))}
${section(
  'load',
  say('trends.load'),
  facts([
    [
      say('trends.at-work'),
      [
        String(load.underWay),
        ...(load.teams.of === 0 ? [] : [say('trends.team', { spread: spreadWords(load.teams, words) })]),
      ],
    ],
    [say('trends.members'), [sharesWords(load.members, words)]],
    [say('trends.supporters'), [sharesWords(load.supporters, words)]],
    [say('trends.in-no-month'), leftOutWords(shown, words)],
  ]),
)}
${customerResults.length === 0 ? null : section('each', say('trends.each'), eachTable(customerResults, words))}`;
}

function section(id: string, title: string, inside: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${inside}</section>`;
}

/** What nothing is said of is left out. */
function facts(all: readonly (readonly [label: string, sentences: readonly string[]])[]): Html {
  const some = all.filter(([, sentences]) => sentences.length > 0);
  return html`<dl class="facts">${some.map(
    ([label, sentences]) =>
      html`<div><dt>${label}</dt>${sentences.map(sentence => html`<dd>${sentence}</dd>`)}</div>`,
  )}</dl>`;
}

function factsOf({ total, wanted }: TrendsShown, words: PageWords): Html {
  const { say } = words;
  const { evaluated, onTime, outcomes, target } = total;
  return facts([
    [say('trends.cycle'), cycleWords(total, wanted.weeks, words)],
    [say('trends.evaluated-before'), [tallyWords(evaluated, words)]],
    [say('trends.feedback'), feedbackWords(total, wanted.feedback, words)],
    [
      say('trends.on-time'),
      [
        say('trends.by-due', { share: tallyWords(onTime.byDue, words) }),
        say('trends.by-plan', { share: tallyWords(onTime.byPlan, words) }),
        ...(onTime.moved === 0 ? [] : [say('trends.moved', { count: onTime.moved })]),
      ],
    ],
    [
      say('trends.target'),
      target === null ? [] : [say('trends.target-count', { ...target, open: target['not-recorded'] })],
    ],
    [
      say('trends.outcome'),
      [outcomes.map(({ outcome, count }) => `${outcome ?? say('trends.no-outcome')}: ${count}`).join(', ')],
    ],
  ]);
}

function cycleWords(
  { weeks, evaluationWeeks }: Figures,
  wanted: Trends['wanted']['weeks'],
  words: PageWords,
): string[] {
  const { say } = words;
  // How long those took whose pauses nobody knows is said by itself, and without an end they are in no month.
  const left = (['no-start', 'backwards'] as const).flatMap(why => {
    const count = weeks.untimed[why];
    return count === undefined ? [] : [say(`trends.${why}`, { count })];
  });
  const spread = (some: Spread) => ({ spread: spreadWords(some, words), of: some.of });
  return [
    weeks.of === 0
      ? say('trends.nobody')
      : `${say('trends.weeks', spread(weeks))} ${say('trends.cycle-what')}`,
    ...(weeks.of === 0 || weeks.within === null || wanted === null
      ? []
      : [say('trends.within', { count: weeks.within, of: weeks.of, ...wanted })]),
    ...(evaluationWeeks.of === 0 ? [] : [say('trends.evaluation', spread(evaluationWeeks))]),
    ...(weeks.metLate === 0 ? [] : [say('trends.met-late', { count: weeks.metLate })]),
    ...(weeks.withPauses.of === 0 ? [] : [say('trends.with-pauses', spread(weeks.withPauses))]),
    ...(left.length === 0 ? [] : [say('trends.left-out', { list: left.join(', ') })]),
  ];
}

function feedbackWords({ feedback }: Figures, min: number | null, words: PageWords): string[] {
  const { say } = words;
  if (feedback === null || min === null) return [];
  const { enough, some, none, unknown, pieces } = feedback;
  if (pieces.of === 0) return [say('trends.nobody')];
  const counted = say('trends.feedback-count', { enough, of: pieces.of, some, none });
  return [
    `${counted} (${say('trends.feedback-what', { min })})${othersWords(unknown, words)}`,
    say('trends.pieces', { spread: spreadWords(pieces, words) }),
  ];
}

function tallyWords({ yes, no, unknown }: Tally, words: PageWords): string {
  if (yes + no === 0) return words.say('trends.nobody');
  return `${words.say('trends.of', { count: yes, of: yes + no })}${othersWords(unknown, words)}`;
}

function othersWords(unknown: number, { say }: PageWords): string {
  return unknown === 0 ? '' : ` (${say('trends.unknown', { count: unknown })})`;
}

function sharesWords(
  { max, shares }: { max: number | null; shares: readonly Share[] },
  { say }: PageWords,
): string {
  if (shares.length === 0) return say('trends.none');
  const words = shares.map(({ people, atOnce }) => say('trends.share', { people, count: atOnce }));
  return `${words.join(', ')}${max === null ? '' : `; ${say('trends.max', { max })}`}`;
}

function leftOutWords({ leftOut }: TrendsShown, { say }: PageWords): string[] {
  const { noEnd, noStart, unreadable } = leftOut;
  return [
    ...(noEnd === 0 ? [] : [say('trends.lost-end', { count: noEnd })]),
    ...(noStart === 0 ? [] : [say('trends.lost-start', { count: noStart })]),
    ...(unreadable === 0 ? [] : [say('trends.lost-unreadable', { count: unreadable })]),
  ];
}
