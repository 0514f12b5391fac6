// The demo's story as people read it in a terminal: who did what, what ClickUp showed then, what it cost in requests.
import pc from 'picocolors';
import type { Instant } from '../../domain/day.ts';
import { companyTextsOf } from '../../domain/language/texts.ts';
import { dayOf } from '../../domain/schedule/calendar.ts';
import { wrapped } from './wrapped.ts';

type Moment = {
  name: string;
  who: string;
  did: string;
  expected: string;
  found: string;
  requests: { reads: number; writes: number };
};
type Report = { ok: boolean; seconds: number; moments: readonly Moment[] };
type Told = { number: number; liaison: string; at: Instant; zone: string };
type Pages = { board: string; api: string; tokens: string; status: string | null };
type After = {
  pages: Pages;
  toTry: { who: string; token: string; card: { id: string; name: string; url: string }; status: string };
};

/** The story is told in English, whatever Liaison speaks in it. */
const texts = companyTextsOf('en');
const INDENT = '    ';

/** What is said before the story begins. */
export function introText(pages: Pages, { colours }: { colours: boolean }): string {
  const { bold, cyan } = pc.createColors(colours);
  return [
    bold('The life of one customer result, played through ClickUp’s API. Nothing leaves this machine.'),
    `Watch the board: ${cyan(pages.board)}`,
    '',
  ].join('\n');
}

/** One moment; `at` is the story's own time. */
export function momentText(
  moment: Moment,
  { number, liaison, at, zone, colours }: Told & { colours: boolean },
): string {
  const { bold, dim, green, red } = pc.createColors(colours);
  const { name, who, did, expected, found, requests } = moment;
  const time = new Date(at).toLocaleTimeString('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  });
  const cost = `${count(requests.reads, 'read')}, ${count(requests.writes, 'write')}`;
  const lines = [
    `${String(number).padStart(2)}  ${bold(name)} ${dim(`· ${texts.day(dayOf(at, zone))}, ${time} · ${cost}`)}`,
    ...wrapped(`${who} ${did}.`, INDENT),
  ];
  if (found === expected) {
    lines.push(...wrapped(`Liaison ${liaison}.`, INDENT));
    lines.push(...wrapped(`✓ ${found}`, INDENT, '  ').map(line => green(line)));
  } else {
    lines.push(...wrapped(`✗ expected: ${expected}`, INDENT, '  ').map(line => red(line)));
    lines.push(...wrapped(`  found: ${found}`, INDENT, '  ').map(line => red(line)));
  }
  return [...lines, ''].join('\n');
}

/** The last line of the story. */
export function endText({ ok, seconds, moments }: Report, { colours }: { colours: boolean }): string {
  const { bold, red } = pc.createColors(colours);
  const good = moments.filter(({ expected, found }) => expected === found).length;
  const reads = moments.reduce((sum, { requests }) => sum + requests.reads, 0);
  const writes = moments.reduce((sum, { requests }) => sum + requests.writes, 0);
  const text = `${good} of ${moments.length} moments ended as expected, in ${seconds} seconds; Liaison sent ${count(reads, 'read')} and ${count(writes, 'write')}.`;
  return ok ? bold(text) : bold(red(text));
}

/** What to look at and to try while everything stays up. */
export function afterText({ pages, toTry }: After, { colours }: { colours: boolean }): string {
  const { bold, cyan } = pc.createColors(colours);
  const { who, token, card, status } = toTry;
  const body = JSON.stringify({ status });
  return [
    '',
    bold('Everything stays up until Ctrl-C. Look around:'),
    `${INDENT}ClickUp’s board     ${cyan(pages.board)}`,
    `${INDENT}Liaison’s status    ${cyan(pages.status ?? 'none')}`,
    `${INDENT}everybody’s tokens  ${cyan(pages.tokens)}`,
    '',
    bold(`Try something as ${who}: start “${card.name}” without a supporter,`),
    bold('and see on the card what Liaison makes of it:'),
    `${INDENT}curl -X PUT ${pages.api}/v2/task/${card.id} -H 'Authorization: ${token}' -H 'Content-Type: application/json' -d '${body}'`,
    `${INDENT}${cyan(card.url)}`,
    '',
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
