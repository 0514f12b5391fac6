// The form above the front page: filters and search. It works without script, and leaves its values in the address.
import { html, raw } from 'hono/html';
import { PHASES } from '../domain/phase.ts';
import type { Choices, Filters } from './filters.ts';
import type { Html } from './page-pieces.ts';
import type { PageWords } from './words/words.ts';

/** The form as it is set now. */
export function filterForm(filters: Filters, choices: Choices, words: PageWords): Html {
  const { say } = words;
  const phaseName = (phase: string): string =>
    say(`phase.${PHASES.find(known => known === phase) ?? 'none'}`);
  const isSet = Object.keys(filters).length > 0;
  return html`<details class="filters"${isSet ? raw(' open') : ''}><summary>${say('filter.label')}</summary><form method="get" action="/" role="search" aria-label="${say('filter.label')}">
<label>${say('filter.q')} <input type="search" name="q" maxlength="200" value="${filters.q ?? ''}"></label>
${select('phase', choices.phases, filters, { words, shown: phaseName })}
${select('supporter', choices.supporters, filters, { words })}
${select('person', choices.people, filters, { words })}
${select('rule', choices.rules, filters, { words, shown: words.rule })}
<label class="check"><input type="checkbox" name="needs" value="1"${filters.needs === undefined ? '' : raw(' checked')}> ${say('filter.needs')}</label>
<button>${say('filter.apply')}</button>
${isSet ? html`<a href="/">${say('filter.clear')}</a>` : null}
</form></details>`;
}

function select(
  name: 'phase' | 'supporter' | 'person' | 'rule',
  values: readonly string[],
  filters: Filters,
  { words: { say }, shown = value => value }: { words: PageWords; shown?(value: string): string },
): Html {
  return html`<label>${say(`filter.${name}`)} <select name="${name}"><option value="">${say('filter.all')}</option>${values.map(
    value =>
      html`<option value="${value}"${filters[name] === value ? raw(' selected') : ''}>${shown(value)}</option>`,
  )}</select></label>`;
}
