// What needs somebody, as HTML: one line each with who was asked since when; people with too much in one small table.
import { html } from 'hono/html';
import type { OverloadStatus } from './board-status.ts';
import type { Need, needsOf } from './needs.ts';
import { folded, type Html, link, pageOf, ruleWords, time } from './page-pieces.ts';
import type { PageWords } from './words/words.ts';

/** So many lines stand open; the others are folded. */
const SHOWN = 30;

/** The section at the top of the front page, and of whoever's page it is. */
export function needsView(
  { needs, hints, tooMuch }: ReturnType<typeof needsOf>,
  overloads: readonly OverloadStatus[],
  words: PageWords,
): Html {
  const { say } = words;
  const count = needs.length + tooMuch;
  return html`<section aria-labelledby="needs"><h2 id="needs">${say('needs.title')} <small>${count}</small></h2>
${count === 0 ? html`<p class="good">✓ ${say('needs.nothing')}</p>` : null}
${needs.length === 0 ? null : lines('needs-more', needs, words)}
${overloadTable(overloads, words)}
${
  hints.length === 0
    ? null
    : html`<details id="hints"><summary>${say('needs.hints')} <small>${hints.length}</small></summary><ul>${hints.map(
        need => line(need, words),
      )}</ul></details>`
}</section>`;
}

function lines(id: string, needs: readonly Need[], words: PageWords): Html {
  return folded(needs, SHOWN, {
    id,
    list: shown => html`<ul>${shown.map(need => line(need, words))}</ul>`,
    words,
  });
}

function line({ result, finding }: Need, words: PageWords): Html {
  const tone = finding.enforcement === 'inform' ? 'fair' : 'bad';
  return html`<li class="need"><span class="${tone}" aria-hidden="true">✗</span> ${link(result.url, result.name)}: ${finding.message} <small>${ruleWords(finding, words)}</small>${askedWords(finding, words)}</li>`;
}

/** Since when it is so, and who was asked when; nothing where that is not known. */
export function askedWords({ since, asked }: Need['finding'], words: PageWords): Html | null {
  const { say } = words;
  const parts: Html[] = [];
  if (since !== null) parts.push(html`${say('needs.since')} ${time(since, words, 'day')}`);
  if (asked !== null) {
    const who = asked.who === null ? html`${say('needs.somebody')}` : pageOf('person', asked.who.name);
    parts.push(html`${say('needs.asked')} ${who} ${say('needs.on')} ${time(asked.since, words, 'day')}`);
  }
  return parts.length === 0
    ? null
    : html` <small>· ${parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}</small>`;
}

/** People who have too much, each once. */
function overloadTable(overloads: readonly OverloadStatus[], words: PageWords): Html | null {
  const { say } = words;
  if (overloads.length === 0) return null;
  return html`<div class="wide" role="group" tabindex="0" aria-labelledby="overloads"><table><caption id="overloads">${say('overload.title')}</caption>
<thead><tr><th scope="col">${say('overload.who')}</th><th scope="col">${say('overload.count')}</th><th scope="col">${say('overload.what')}</th></tr></thead>
<tbody>${overloads.map(
    ({ name, rule, max, customerResults }) =>
      html`<tr><th scope="row">${pageOf(rule === 'supporter-load' ? 'supporter' : 'person', name)}</th><td>${say(
        rule === 'supporter-load' ? 'overload.supports' : 'overload.is-on',
        { count: customerResults.length, max },
      )}</td><td>${customerResults.flatMap((result, index) => (index === 0 ? [link(result.url, result.name)] : [', ', link(result.url, result.name)]))}</td></tr>`,
  )}</tbody></table></div>`;
}
