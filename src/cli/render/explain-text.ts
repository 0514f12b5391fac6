// One card explained as people read it in a terminal: rule by rule, then what comes next and what was last.
import pc from 'picocolors';
import type { Evidence } from '../../domain/findings/finding.ts';
import { companyTextsOf } from '../../domain/language/texts.ts';
import type { Explanation, LastChangeReport, RuleReport } from '../../queries/explanation.ts';
import { causeWords } from './cause-words.ts';
import { wrapped } from './wrapped.ts';

type Ways = { zone: string; colours: ReturnType<typeof pc.createColors> };

/** The terminal speaks English around what Liaison says in the company's language. */
const texts = companyTextsOf('en');
const MARKS = { holds: '✓', open: '○', fails: '✗', waived: '–', 'not-checked': '·', unknown: '?' } as const;
const ENFORCED = {
  inform: 'inform: it is only shown',
  warn: 'warn: somebody who can mend it is asked',
  revert: 'revert: a change that breaks it is taken back, else somebody is asked',
} as const;
const RULE = '  ';
const MORE = '      ';

/** The whole explanation; `colours` only where a person reads it. */
export function explainText(explanation: Explanation, { colours }: { colours: boolean }): string {
  const { customerResult, mode, zone, upcoming, requests } = explanation;
  const ways: Ways = { zone, colours: pc.createColors(colours) };
  const { bold, dim } = ways.colours;
  const { name, phase, url, rules, openSeats, operations, observedOnly } = customerResult;
  const lines = [
    bold(name),
    dim(`${phase ?? 'in no phase of the playbook'} · ${url}`),
    '',
    ...rules.filter(({ state }) => state !== 'not-checked').flatMap(rule => [...ruleLines(rule, ways), '']),
    ...unseenLines(rules, ways),
    ...(openSeats.length > 0
      ? [...wrapped(`${MARKS.open} open seats: ${openSeats.join(', ')}`, RULE), '']
      : []),
  ];
  if (operations.length > 0) {
    const hindrance = mode === 'observe' ? 'mode: observe' : observedOnly ? 'pilot in the playbook' : null;
    lines.push(bold(hindrance === null ? 'To do now' : `To do now, were it not for ${hindrance}`));
    lines.push(...operations.flatMap(({ summary }) => wrapped(`→ ${summary}`, RULE, '  ')), '');
  }
  lines.push(bold('Next'));
  const steps = upcoming.flatMap(({ at, what }) => wrapped(`${timeOf(at, zone)}: ${what}`, RULE, '  '));
  lines.push(...(steps.length > 0 ? steps : [`${RULE}Nothing comes by itself.`]), '');
  lines.push(bold('Changed last'), ...lastLines(explanation, ways), '');
  lines.push(dim(`(${requests.reads} ${requests.reads === 1 ? 'read' : 'reads'})`));
  return lines.join('\n');
}

function ruleLines(report: RuleReport, { zone, colours }: Ways): string[] {
  const { rule, state, enforcement, message, evidence, mend, menders, waiver, failingSince } = report;
  const { dim, green, red, yellow, bold } = colours;
  const paint = {
    holds: green,
    open: yellow,
    fails: red,
    waived: yellow,
    'not-checked': dim,
    unknown: yellow,
  }[state];
  const more = (text: string) => wrapped(text, MORE, '  ');
  const lines = [
    `${RULE}${paint(MARKS[state])} ${bold(rule)} ${dim(`(${state === 'fails' ? ENFORCED[enforcement] : enforcement})`)}`,
    ...more(message),
  ];
  if (state === 'fails') {
    if (mend !== '') lines.push(...more(mend));
    const names = menders.map(({ name }) => name).join(', ');
    lines.push(...more(names === '' ? 'Nobody is known who can mend it.' : `Who can mend it: ${names}.`));
    if (failingSince !== null) lines.push(...more(`It fails since ${timeOf(failingSince, zone)}.`));
  }
  if (waiver) {
    const until = waiver.until === null ? 'until further notice' : `until ${texts.day(waiver.until)}`;
    const because = waiver.because === '' ? '' : `: “${waiver.because}”`;
    lines.push(...more(`Waived ${until} by ${waiver.by}${because}.`));
  }
  for (const { summary } of report.operations) lines.push(...more(`now: ${summary}`));
  for (const { at, what } of report.upcoming) lines.push(...more(`${timeOf(at, zone)}: ${what}`));
  const seen = evidenceWords(evidence);
  if (seen !== '') lines.push(...more(`seen: ${seen}`).map(line => dim(line)));
  return lines;
}

/** What is not looked at in this phase, together. */
function unseenLines(rules: readonly RuleReport[], { colours }: Ways): string[] {
  const unseen = rules.flatMap(({ rule, enforcement, state }) =>
    state === 'not-checked' ? [`${rule} (${enforcement})`] : [],
  );
  if (unseen.length === 0) return [];
  const text = `${MARKS['not-checked']} not looked at in this phase: ${unseen.join(', ')}`;
  return [...wrapped(text, RULE, '  ').map(line => colours.dim(line)), ''];
}

function evidenceWords(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, value]) => {
      const said = Array.isArray(value) ? value.join(', ') || 'none' : (value ?? 'none');
      return `${name} ${said}`;
    })
    .join(' · ');
}

function lastLines({ lastChange, memory, zone }: Explanation, { colours }: Ways): string[] {
  if (lastChange === null) {
    const nothing = 'Liaison has changed nothing here, as far as it remembers (90 days).';
    return wrapped(memory.state === 'read' ? nothing : memory.message, RULE, '  ');
  }
  return [
    ...wrapped(`${timeOf(lastChange.at, zone)}, ${causeOf(lastChange, zone)}`, RULE, '  '),
    ...lastChange.operations.flatMap(({ summary }) => wrapped(`→ ${summary}`, MORE, '  ')),
    ...(memory.message === '' ? [] : wrapped(memory.message, RULE, '  ').map(line => colours.dim(line))),
  ];
}

function causeOf({ cause }: LastChangeReport, zone: string): string {
  return causeWords(cause, at => timeOf(at, zone));
}

function timeOf(at: string, zone: string): string {
  return texts.time(Date.parse(at), zone);
}
