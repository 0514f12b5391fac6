// Which lists and tasks that people made by hand are probably a card's own: told by their names alone. Whether they are,
// somebody answers in the playbook (`teamList.adopt`). Knows no playbook and no ClickUp.

/** A list that may be a card's. `exact`: it has the very words of the card; `likely`: words such as “Team” stand beside them. */
export type ListCandidate = { listId: string; name: string; match: 'exact' | 'likely' };

type Named = { id: string; name: string };

/** What people write around the words of a card when they name its list, in English and German, as words are compared. */
const AROUND = wordsOf(
  'team teams work working list task tasks todo todos project space teamlist worklist tasklist customer result',
  'arbeit arbeiten liste aufgabe aufgaben projekt teamliste arbeitsliste aufgabenliste teamarbeit kundenergebnis',
);
/** Some people begin a title with one of these, and some leave it out. */
const ARTICLES = wordsOf('the a an', 'der die das den ein eine einen');
/** What may join such a word with those of the card. */
const JOINING = wordsOf('for of on the', 'fur fuer zu zum zur an am von');

/**
 * The lists that may be each card's, by the card's id, those of the very same words first; cards without any are left out.
 * Upper case, accents and punctuation do not count. A list that has the very words of one card is no other card's.
 */
export function listCandidates(
  cards: readonly Named[],
  lists: readonly Named[],
): Map<string, ListCandidate[]> {
  const byWords = new Map<string, ListCandidate[]>();
  const note = (key: string, candidate: ListCandidate): void => {
    byWords.set(key, [...(byWords.get(key) ?? []), candidate]);
  };
  const named = new Set(cards.flatMap(({ name }) => keysOf(wordsIn(name)).exact));
  for (const { id: listId, name } of lists) {
    const words = wordsIn(name);
    const { exact, anyOrder } = keysOf(words);
    for (const key of exact) note(key, { listId, name, match: 'exact' });
    if (exact.some(key => named.has(key))) continue;
    const within = keysOf(withoutAround(words));
    for (const key of new Set([...anyOrder, ...within.exact, ...within.anyOrder])) {
      if (!exact.includes(key)) note(key, { listId, name, match: 'likely' });
    }
  }
  const found = new Map<string, ListCandidate[]>();
  for (const { id, name } of cards) {
    const { exact, anyOrder } = keysOf(wordsIn(name));
    const all = [...exact, ...anyOrder].flatMap(key => byWords.get(key) ?? []);
    const once = [...new Map(all.toReversed().map(one => [one.listId, one])).values()].reverse();
    if (once.length > 0)
      found.set(
        id,
        once.toSorted((one, other) => rank(one) - rank(other)),
      );
  }
  return found;
}

/** Which task has the words of which title: by the key of the title; each task and each title at most once, the first task first. */
export function itemMatches<T extends Named>(
  templates: readonly { key: string; title: string }[],
  tasks: readonly T[],
): Map<string, T> {
  const free = new Map<string, T[]>();
  for (const task of tasks) {
    for (const key of titleKeys(task.name)) free.set(key, [...(free.get(key) ?? []), task]);
  }
  const taken = new Set<T>();
  const found = new Map<string, T>();
  for (const { key, title } of templates) {
    const same = titleKeys(title).flatMap(one => free.get(one) ?? []);
    const task = same.find(one => !taken.has(one));
    if (!task) continue;
    taken.add(task);
    found.set(key, task);
  }
  return found;
}

function titleKeys(title: string): string[] {
  const words = wordsIn(title);
  const hasArticle = words.length > 1 && ARTICLES.has(words[0] ?? '');
  return keysOf(hasArticle ? words.slice(1) : words).exact;
}

function wordsOf(...languages: string[]): ReadonlySet<string> {
  return new Set(languages.flatMap(words => words.split(' ')));
}

function rank({ match }: ListCandidate): number {
  return match === 'exact' ? 0 : 1;
}

/** In lower case, as people write them in their language. */
function wordsIn(name: string): string[] {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

function withoutAround(words: readonly string[]): readonly string[] {
  const isAround = (word: string | undefined): boolean => word !== undefined && AROUND.has(plain(word));
  let from = 0;
  while (isAround(words[from])) from += 1;
  if (from > 0 && JOINING.has(plain(words[from] ?? ''))) from += 1;
  let until = words.length;
  while (until > from && isAround(words[until - 1])) until -= 1;
  return words.slice(from, until);
}

/**
 * What words are compared by: one after the other without gaps, so that “kick-off” is “Kickoff”; and in any order. An umlaut
 * is written without its dots by some and with an e by others.
 */
function keysOf(words: readonly string[]): { exact: string[]; anyOrder: string[] } {
  if (words.length === 0) return { exact: [], anyOrder: [] };
  const written = [words.map(plain), words.map(word => plain(withE(word)))];
  const each = (keyOf: (one: string[]) => string): string[] => [...new Set(written.map(keyOf))];
  return { exact: each(one => one.join('')), anyOrder: each(one => `${one.toSorted().join(' ')} `) };
}

function plain(word: string): string {
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

function withE(word: string): string {
  return word.replaceAll(/[äöü]/g, letter => `${plain(letter)}e`);
}
