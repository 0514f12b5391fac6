// The first line of everything that Liaison says. People read it as a headline; Liaison finds its own comments by it,
// in whatever language it spoke at the time. That is why the playbook cannot change these texts.
import type { Day } from '../day.ts';
import type { CommentKind } from '../observation.ts';
import type { Locale } from './texts.ts';

/**
 * What a headline tells. `number` counts reminders, from 1; `until` is the last day of a waiver that ends by itself;
 * `command` quotes what is answered, so that an edit of it shows.
 */
export type Headline = {
  kind: CommentKind;
  rules: string[];
  isMended: boolean;
  number: number | null;
  until: Day | null;
  command?: string;
  /** An end of a waiver that nobody asked for: the right to it is taken back. */
  isRevoked?: true;
  /** Since when a team is complete, or is not any more (`isOver`). */
  since?: Day;
  isOver?: true;
  /** Of what looks for the team next: the phase that it was said in. */
  during?: NextDuring;
  /** A reminder after which no other comes by itself. */
  isLast?: true;
  /** A question that went on to somebody else, since whoever was asked is away. */
  isHandedOn?: true;
  /** A question that was given up, and never answered. */
  isMoot?: true;
  /** A question that rests with its card, to be asked again in the same place. */
  isResting?: true;
};

/** The phases in which a team is told what looks for it next. */
export type NextDuring = 'evaluating' | 'done';

/**
 * How a question is closed: the matter is mended, the rule is waived, nobody is asked about it here any more, the card rests,
 * or somebody else is asked instead.
 */
export type Settled = 'mended' | 'excused' | 'moot' | 'resting' | 'handed-on';
type ToWrite = Partial<Headline> & { kind: CommentKind; settled?: Settled };

type Form =
  | Exclude<CommentKind, 'next'>
  | Settled
  | 'incomplete'
  | `next-${NextDuring}`
  | 'last-reminder'
  | 'open-waiver'
  | 'revoked-waiver'
  | 'answer-to'
  | 'trouble-over';

const FORMS: Record<Locale, Record<Form, string>> = {
  en: {
    status: 'How this customer result stands',
    ask: 'Liaison asks: {rules}',
    escalation: 'Liaison asks for help: {rules}',
    mended: 'Mended, thank you: {rules}',
    excused: 'Waived, nothing to answer: {rules}',
    moot: 'No longer asked: {rules}',
    resting: 'Resting for now: {rules}',
    'handed-on': 'Handed on: {rules}',
    undo: 'Liaison took a change back: {rules}',
    complete: 'Team complete since {since}',
    incomplete: 'Team no longer complete since {since}',
    'next-evaluating': 'What may come next for you, while you evaluate',
    'next-done': 'What may come next for you, now that this is done',
    reminder: 'Feedback reminder {number}',
    'last-reminder': 'Feedback reminder {number}, the last',
    waiver: 'Waived until {until}: {rules}',
    'open-waiver': 'Waived until further notice: {rules}',
    'waiver-end': 'No longer waived: {rules}',
    'revoked-waiver': 'No longer waived, since the right to is taken back: {rules}',
    snooze: 'Snoozed until {until}',
    welcome: 'Welcome back, away until {until}',
    answer: 'Liaison answers',
    'answer-to': 'Liaison answers “{command}”',
    trouble: 'Liaison has trouble: {rules}',
    'trouble-over': 'Liaison works again: {rules}',
  },
  de: {
    status: 'So steht es um dieses Kundenergebnis',
    ask: 'Liaison fragt: {rules}',
    escalation: 'Liaison bittet um Hilfe: {rules}',
    mended: 'Erledigt, danke: {rules}',
    excused: 'Ausgenommen, keine Antwort nötig: {rules}',
    moot: 'Nicht mehr gefragt: {rules}',
    resting: 'Ruht vorerst: {rules}',
    'handed-on': 'Weitergegeben: {rules}',
    undo: 'Liaison hat eine Änderung zurückgenommen: {rules}',
    complete: 'Team vollständig seit {since}',
    incomplete: 'Team nicht mehr vollständig seit {since}',
    'next-evaluating': 'Was als Nächstes zu euch passt, während ihr auswertet',
    'next-done': 'Was als Nächstes zu euch passt, nun da dies geschafft ist',
    reminder: 'Erinnerung an Rückmeldungen {number}',
    'last-reminder': 'Erinnerung an Rückmeldungen {number}, die letzte',
    waiver: 'Ausgenommen bis {until}: {rules}',
    'open-waiver': 'Bis auf Weiteres ausgenommen: {rules}',
    'waiver-end': 'Nicht mehr ausgenommen: {rules}',
    'revoked-waiver': 'Nicht mehr ausgenommen, da das Recht dazu zurückgenommen ist: {rules}',
    snooze: 'Pausiert bis {until}',
    welcome: 'Willkommen zurück, abwesend bis {until}',
    answer: 'Liaison antwortet',
    'answer-to': 'Liaison antwortet auf „{command}“',
    trouble: 'Bei Liaison geht etwas nicht: {rules}',
    'trouble-over': 'Bei Liaison geht es wieder: {rules}',
  },
};

const PATTERNS = {
  rules: '([a-z, -]+)',
  number: '(\\d+)',
  until: '(\\d{4}-\\d{2}-\\d{2})',
  since: '(\\d{4}-\\d{2}-\\d{2})',
  command: '(.+)',
} as const;
const PLACEHOLDER = /\{(rules|number|until|since|command)\}/g;

const READERS = Object.values(FORMS).flatMap(forms =>
  (Object.entries(forms) as [Form, string][]).map(([form, text]) => {
    const names = [...text.matchAll(PLACEHOLDER)].map(([, name]) => name as keyof typeof PATTERNS);
    const pattern = text.replace(PLACEHOLDER, (_, name: keyof typeof PATTERNS) => PATTERNS[name]);
    return { form, names, pattern: new RegExp(`^${pattern}$`) };
  }),
);

/** The headline as text in a language. `readHeadline` reads it back. */
export function writeHeadline(headline: ToWrite, locale: Locale): string {
  const { rules = [], number = 1, until = null, since = '', command = '' } = headline;
  const values = { rules: rules.join(', '), number: String(number ?? 1), until: until ?? '', since, command };
  return FORMS[locale][formOf(headline)].replace(PLACEHOLDER, (_, name: keyof typeof values) => values[name]);
}

/** What the first line of a comment's plain text says, null if Liaison wrote no such line. */
export function readHeadline(text: string): Headline | null {
  const first = text.trimStart().split('\n', 1)[0]?.trim() ?? '';
  for (const { form, names, pattern } of READERS) {
    const match = pattern.exec(first);
    if (!match) continue;
    const found = (name: keyof typeof PATTERNS) => match[names.indexOf(name) + 1] ?? null;
    const [rules, number] = [
      names.includes('rules') ? found('rules') : null,
      names.includes('number') ? found('number') : null,
    ];
    return {
      kind: kindOf(form),
      rules: (rules ?? '').split(',').flatMap(rule => rule.trim() || []),
      isMended: isSettled(form) || form === 'trouble-over',
      number: number === null ? null : Number(number),
      until: names.includes('until') ? found('until') : null,
      ...(form === 'revoked-waiver' ? { isRevoked: true as const } : {}),
      ...(names.includes('since') ? { since: found('since') ?? '' } : {}),
      ...(form === 'incomplete' ? { isOver: true as const } : {}),
      ...(isNext(form) ? { during: duringOf(form) } : {}),
      ...(form === 'last-reminder' ? { isLast: true as const } : {}),
      ...(form === 'handed-on' ? { isHandedOn: true as const } : {}),
      ...(form === 'moot' ? { isMoot: true as const } : {}),
      ...(form === 'resting' ? { isResting: true as const } : {}),
      ...(form === 'answer-to' ? { command: found('command') ?? '' } : {}),
    };
  }
  return null;
}

function kindOf(form: Form): CommentKind {
  if (isSettled(form)) return 'ask';
  if (form === 'answer-to') return 'answer';
  if (form === 'trouble-over') return 'trouble';
  if (form === 'revoked-waiver') return 'waiver-end';
  if (form === 'incomplete') return 'complete';
  if (isNext(form)) return 'next';
  if (form === 'last-reminder') return 'reminder';
  return form === 'open-waiver' ? 'waiver' : form;
}

function isNext(form: Form): form is `next-${NextDuring}` {
  return form === 'next-evaluating' || form === 'next-done';
}

function duringOf(form: `next-${NextDuring}`): NextDuring {
  return form === 'next-done' ? 'done' : 'evaluating';
}

const SETTLED: ReadonlySet<Form> = new Set<Settled>(['mended', 'excused', 'moot', 'resting', 'handed-on']);

function isSettled(form: Form): form is Settled {
  return SETTLED.has(form);
}

function formOf({
  kind,
  isMended,
  settled,
  until,
  command,
  isRevoked,
  isOver,
  during,
  isLast,
}: ToWrite): Form {
  if (settled) return settled;
  if (kind === 'next') return `next-${during ?? 'evaluating'}`;
  if (isOver) return 'incomplete';
  if (kind === 'trouble') return isMended ? 'trouble-over' : kind;
  if (isMended) return 'mended';
  if (kind === 'answer' && command) return 'answer-to';
  if (isRevoked) return 'revoked-waiver';
  if (isLast) return 'last-reminder';
  return kind === 'waiver' && !until ? 'open-waiver' : kind;
}
