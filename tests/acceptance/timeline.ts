// Everything that ClickUp was told, as a readable timeline: who changed what, when, and in which words. Nothing is left
// out: a write that this file does not know is told as it was sent.
import { dayOf, startOfDay, weekdayOf } from '../../src/domain/schedule/calendar.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';

/** Whatever an answer or a body holds; read here only to be told. */
type Known = Record<string, unknown>;
type Write = { at: number; who: string; method: string; path: string; body: Known; answer: Known };
type Task = { name: string; list: string; facts: Map<string, string> };

export type Timeline = {
  /** The same simulator; what is written through it is noted. */
  simulator: Simulator;
  /** The timeline so far, from where it was begun. */
  text(): string;
  /** Forgets what was noted so far; `names` says what ids of fields and options mean. */
  begin(names: ReadonlyMap<string, string>): void;
};

const ZONE = 'Europe/Berlin';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Notes what is written through the simulator's `fetch`. */
export function keepTimeline(simulator: Simulator, now: () => number): Timeline {
  let named: ReadonlyMap<string, string> = new Map();
  const told = createTeller(simulator, id => named.get(id) ?? id);
  let lines: string[] = [];
  let lastDay = '';
  const note = (write: Write): void => {
    const what = told(write);
    if (what === null) return;
    const day = longDay(write.at);
    if (day !== lastDay) lines.push('', `## ${day}`, '');
    lastDay = day;
    const [first = '', ...more] = what;
    lines.push(`- ${timeOf(write.at)} **${write.who}** ${first}`, ...more.map(line => `  ${line}`));
  };
  return {
    text: () => `${lines.join('\n').trim()}\n`,
    begin(names) {
      named = names;
      lines = [];
      lastDay = '';
    },
    simulator: {
      ...simulator,
      get tokens() {
        return simulator.tokens;
      },
      async fetch(request) {
        const { method, url, headers } = request;
        if (method === 'GET' || !url.includes('/api/v2/')) return simulator.fetch(request);
        const sent = await request.clone().text();
        const response = await simulator.fetch(request);
        if (!response.ok) return response;
        const text = await response.clone().text();
        const path = decodeURIComponent(new URL(url).pathname.replace(/^.*\/api\/v2/, ''));
        const who = nameOf(simulator, headers.get('authorization') ?? '');
        note({ at: now(), who, method, path, body: asKnown(sent), answer: asKnown(text) });
        return response;
      },
    },
  };
}

/** Puts a write into words: the first line follows the name of who did it; null where ClickUp shows nothing of it. */
function createTeller(
  simulator: Simulator,
  named: (id: string) => string,
): (write: Write) => string[] | null {
  const tasks = new Map<string, Task>();
  const comments = new Map<string, { on: string; lines: string[]; facts: string }>();
  const lists = new Map<string, string>();
  const titleOf = (id: string): string => {
    const task = tasks.get(id);
    return task ? `“${task.name}”` : `task ${id}`;
  };
  const learn = (answer: Known): Task => {
    const task = taskOf(answer);
    tasks.set(String(answer['id']), task);
    return task;
  };
  const person = (id: unknown): string => nameOfId(simulator, Number(id));

  return ({ method, path, body, answer }) => {
    const [, root, id = '', part, more] = path.split('/');
    const act = `${method} ${root}${part === undefined ? '' : `/${part}`}`;
    switch (act) {
      case 'POST list/task': {
        const { name, list, facts } = learn(answer);
        const parent = typeof answer['parent'] === 'string' ? ` under ${titleOf(answer['parent'])}` : '';
        return [
          `made “${name}” in ${list}${parent}: ${[...facts.values()].join(', ')}`,
          ...quoted(wordsOf(answer['description'])),
        ];
      }
      case 'PUT task': {
        const before = tasks.get(id);
        const after = learn(answer);
        const changes = [...after.facts].flatMap(([key, value]) => {
          const former = before?.facts.get(key);
          return former === value ? [] : [`${value}${former && key !== 'notes' ? ` (was ${former})` : ''}`];
        });
        if (before && before.name !== after.name) changes.push(`name “${after.name}”`);
        if ('description' in body || 'markdown_content' in body) changes.push('its text');
        return [`changed ${titleOf(id)}: ${changes.join(', ') || JSON.stringify(body)}`];
      }
      case 'DELETE task':
        return [`deleted ${titleOf(id)}`];
      case 'POST task/field':
        return [`set ${fieldWords(simulator, named, body['value'], path)} on ${titleOf(id)}`];
      case 'POST task/tag':
        return [`tagged ${titleOf(id)} ${more}`];
      case 'DELETE task/tag':
        return [`took the tag ${more} off ${titleOf(id)}`];
      case 'POST task/link':
        return [`linked ${titleOf(id)} with ${titleOf(more ?? '')}`];
      case 'POST task/comment':
      case 'POST comment/reply': {
        const on = act === 'POST task/comment' ? titleOf(id) : `a thread on ${comments.get(id)?.on ?? id}`;
        const facts = body['assignee'] === undefined ? '' : ` to ${person(body['assignee'])}`;
        const lines = linesOf(body, person);
        comments.set(String(answer['id']), { on, lines, facts });
        return [`said on ${on}${facts}:`, ...quoted(lines)];
      }
      case 'PUT comment': {
        const former = comments.get(id);
        const lines = linesOf(body, person);
        const ended = body['resolved'] === true ? ', resolved' : '';
        comments.set(id, { on: former?.on ?? id, facts: former?.facts ?? '', lines });
        return [
          `edited what it said on ${former?.on ?? id}${ended}:`,
          ...difference(former?.lines ?? [], lines),
        ];
      }
      case 'POST folder/list':
        lists.set(String(answer['id']), String(answer['name']));
        return [`made the list ${String(answer['name'])}`, ...quoted(wordsOf(body['content']))];
      case 'PUT list': {
        const former = lists.get(id);
        lists.set(id, String(answer['name']));
        return [
          `changed the list ${former}: name ${String(answer['name'])}`,
          ...quoted(wordsOf(body['content'])),
        ];
      }
      case 'POST team/webhook':
        return null;
    }
    return [`did ${method} ${path} ${JSON.stringify(body)}`];
  };
}

function taskOf(answer: Known): Task {
  const due = dayWords(answer['due_date']);
  const start = dayWords(answer['start_date']);
  const names = (answer['assignees'] as { username: string }[]).map(({ username }) => firstName(username));
  const tags = (answer['tags'] as { name: string }[]).map(({ name }) => name);
  const facts = new Map([['status', String((answer['status'] as Known)['status'])]]);
  if (start !== null) facts.set('start', `start ${start}`);
  facts.set('due', due === null ? 'no due date' : `due ${due}`);
  facts.set('people', names.length > 0 ? `for ${names.join(' and ')}` : 'for nobody');
  if (tags.length > 0) facts.set('tags', `tags ${tags.join(' ')}`);
  return { name: String(answer['name']), list: String((answer['list'] as Known)['name']), facts };
}

/** Not by the engine's own words: they differ between its versions. */
function longDay(at: number): string {
  return `${shortDay(at)} ${dayOf(at, ZONE).slice(0, 4)}`;
}

function shortDay(at: number): string {
  const day = dayOf(at, ZONE);
  const weekday = weekdayOf(day).slice(0, 3);
  const [, month, date] = day.split('-').map(Number);
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${date} ${MONTHS[(month ?? 1) - 1]}`;
}

/** Exact except on days on which clocks change; nothing happens here on those. */
function timeOf(at: number): string {
  return new Date(at - startOfDay(dayOf(at, ZONE), ZONE)).toISOString().slice(11, 16);
}

function dayWords(value: unknown): string | null {
  return typeof value === 'string' ? shortDay(Number(value)) : null;
}

/** What was said, with the people whom it mentions. */
function linesOf({ comment, comment_text: text }: Known, person: (id: number) => string): string[] {
  type Block = { text?: string; user?: { id: number } };
  const blocks = Array.isArray(comment) ? (comment as Block[]) : [];
  const words = blocks.map(block => (block.user ? `@${person(block.user.id)}` : (block.text ?? '')));
  return (blocks.length === 0 && typeof text === 'string' ? text : words.join('')).trim().split('\n');
}

const RECORD = /LIAISON RECORD BEGINS[^]*LIAISON RECORD ENDS/;
const ADDRESS = /https?:\/\/[^/\s)]+\/t\//g;
const ID = /\b86[a-z0-9]{7}\b/g;

/** A description; ids and the letters of the record tell people nothing. */
function wordsOf(text: unknown): string[] {
  if (typeof text !== 'string' || text.trim() === '') return [];
  const readable = text.replace(RECORD, '(the record)').replace(ADDRESS, '…/t/').replace(ID, 'ID');
  return readable.trim().split('\n');
}

function quoted(lines: readonly string[]): string[] {
  return lines.map(line => `> ${line}`.trimEnd());
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const gone = before.filter(line => line !== '' && !after.includes(line)).map(line => `− ${line}`);
  const come = after.filter(line => line !== '' && !before.includes(line)).map(line => `+ ${line}`);
  return quoted([...gone, ...come]);
}

function fieldWords(
  simulator: Simulator,
  named: (id: string) => string,
  value: unknown,
  path: string,
): string {
  const { add } = (value ?? {}) as { add?: number[] };
  if (add) return `the supporter ${add.map(id => nameOfId(simulator, id)).join(' and ')}`;
  const values = (Array.isArray(value) ? value : [value]).map(one => named(String(one)));
  return `${named(path.split('/').at(-1) ?? '')} to ${values.join(' and ')}`;
}

function nameOf({ tokens }: Simulator, token: string): string {
  if (token === tokens.bot.token) return 'Liaison';
  return firstName(tokens.people.find(person => person.token === token)?.username ?? 'somebody');
}

function nameOfId({ tokens }: Simulator, id: number): string {
  if (id === tokens.bot.id) return 'Liaison';
  return firstName(tokens.people.find(person => person.id === id)?.username ?? String(id));
}

function firstName(username: string): string {
  return username.split(' ')[0] ?? username;
}

function asKnown(text: string): Known {
  if (text === '') return {};
  const found: unknown = JSON.parse(text);
  return typeof found === 'object' && found !== null ? (found as Known) : {};
}
