// The pages about people: all of them, and one for each supporter, person and flock. Pure.
import { html } from 'hono/html';
import type { BoardStatus, CustomerResultStatus } from './board-status.ts';
import { needsOf } from './needs.ts';
import { needsView } from './needs-view.ts';
import type { Page } from './page-frame.ts';
import { type Html, link, pageOf } from './page-pieces.ts';
import { joined, timelineView } from './timeline-view.ts';
import type { PageWords } from './words/words.ts';

type Named = { id: number; name: string };
export type PeopleKind = 'supporter' | 'person' | 'flock';

const LOAD_RULES = {
  supporter: ['supporter-load'],
  person: ['member-load', 'supporter-load'],
  flock: ['member-load'],
};

/** Who supports what, which flock has whom on which team, and who has too much. */
export function peoplePage(status: BoardStatus, words: PageWords): Page {
  const { say } = words;
  const active = status.customerResults.filter(isActive);
  const supporters = known('supporter', status).map(name => ({
    name,
    of: active.filter(({ supporters: some }) => isAmong(some, name)),
  }));
  const people = known('person', status).flatMap(name => {
    const of = active.filter(({ team }) => isAmong(team, name));
    return of.length === 0 ? [] : [{ name, of }];
  });
  const live = html`<header><h1>${say('people.title')}</h1></header>
${listTable(
  'supporters',
  say('people.supporters'),
  supporters.map(({ name, of }) => [pageOf('supporter', name), of]),
  words,
)}
${
  status.flocks.length === 0
    ? null
    : listTable(
        'flocks',
        say('people.flocks'),
        status.flocks.map(({ name }) => [
          pageOf('flock', name),
          active.filter(({ team }) => team.some(({ flocks }) => flocks.includes(name))),
        ]),
        words,
      )
}
${listTable(
  'members',
  say('people.members'),
  people.map(({ name, of }) => [pageOf('person', name), of]),
  words,
)}`;
  return { title: say('people.title'), live };
}

/** The page of one of them; null where nobody and nothing has that name or id. */
export function onePage(
  kind: PeopleKind,
  wanted: string,
  status: BoardStatus,
  words: PageWords,
): Page | null {
  const { say } = words;
  const lower = wanted.toLowerCase();
  const name =
    known(kind, status).find(one => one.toLowerCase() === lower) ??
    everybody(status).find(({ id }) => kind !== 'flock' && String(id) === wanted)?.name;
  if (name === undefined) return null;
  const results = status.customerResults.filter(result => isOf(kind, name, result));
  const flock = status.flocks.find(one => kind === 'flock' && one.name === name);
  const isMeant = (one: Named): boolean => (flock ? isAmong(flock.people, one.name) : one.name === name);
  const rules: readonly string[] = LOAD_RULES[kind];
  const overloads = status.overloads.filter(one => rules.includes(one.rule) && isMeant(one));
  const title = say(`${kind}.title`, { name });
  const live = html`<header><h1>${title}</h1></header>
${flock ? flockTable(flock, results, words) : null}
${results.length === 0 ? html`<p>${say(`${kind}.nothing`)}</p>` : null}
${needsView(needsOf(results, status.overloads, overloads), overloads, words)}
${timelineView(results, status.today, words)}`;
  return { title, live };
}

/** Says that nobody has that name, and who there is. */
export function nobodyPage(kind: PeopleKind, wanted: string, status: BoardStatus, { say }: PageWords): Page {
  const names = known(kind, status);
  const title = say(`${kind}.unknown`, { name: wanted });
  return {
    title,
    live: html`<header><h1>${title}</h1></header>
<p>${say(names.length === 0 ? `${kind}.none` : 'people.there-are')}</p><ul>${names.map(name => html`<li>${pageOf(kind, name)}</li>`)}</ul>`,
  };
}

function flockTable(
  { people }: BoardStatus['flocks'][number],
  results: readonly CustomerResultStatus[],
  words: PageWords,
): Html {
  const rows = people.map(({ name }): [Html, CustomerResultStatus[]] => [
    pageOf('person', name),
    results.filter(result => isActive(result) && isAmong(result.team, name)),
  ]);
  return listTable('flock', words.say('flock.people'), rows, words);
}

function listTable(
  id: string,
  caption: string,
  rows: readonly (readonly [Html, readonly CustomerResultStatus[]])[],
  { say }: PageWords,
): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${caption} <small>${rows.length}</small></h2>
<div class="wide" role="group" tabindex="0" aria-labelledby="${id}"><table><thead><tr><th scope="col">${say('people.name')}</th><th scope="col">${say('people.count')}</th><th scope="col">${say('people.what')}</th></tr></thead><tbody>${rows.map(
    ([name, of]) =>
      html`<tr><th scope="row">${name}</th><td>${of.length}</td><td>${joined(of.map(result => link(result.url, result.name)))}</td></tr>`,
  )}</tbody></table></div></section>`;
}

/** The names that have a page of that kind, from a to z; flocks as the playbook has them. */
function known(kind: PeopleKind, status: BoardStatus): string[] {
  if (kind === 'flock') return status.flocks.map(({ name }) => name);
  const people =
    kind === 'supporter'
      ? [...status.supporters, ...status.customerResults.flatMap(({ supporters }) => supporters)]
      : everybody(status);
  return [...new Set(people.map(({ name }) => name))].sort((one, other) => one.localeCompare(other));
}

function everybody({ supporters, flocks, customerResults }: BoardStatus): Named[] {
  return [
    ...supporters,
    ...flocks.flatMap(({ people }) => people),
    ...customerResults.flatMap(({ team, supporters: some }) => [...team, ...some]),
  ];
}

function isOf(kind: PeopleKind, name: string, { team, supporters }: CustomerResultStatus): boolean {
  if (kind === 'flock') return team.some(({ flocks }) => flocks.includes(name));
  return isAmong(supporters, name) || (kind === 'person' && isAmong(team, name));
}

function isAmong(people: readonly { name: string }[], name: string): boolean {
  return people.some(person => person.name === name);
}

/** At work, or on the way there. */
function isActive({ phase }: CustomerResultStatus): boolean {
  return phase === 'forming' || phase === 'running' || phase === 'evaluating';
}
