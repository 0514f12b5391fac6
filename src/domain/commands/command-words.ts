// The commands: what each is called in any language, and how it is written, for people. One entry for each command; how
// it is read and answered stands in the tables of `command.ts` and `answer.ts`, which don't compile without it.

import type { Locale } from '../language/texts.ts';

/** `also` are other words for it; umlauts may be written as two letters. */
type CommandWords = { also: readonly string[] } & Record<Locale, string>;

const WORDS = {
  waive: {
    also: ['ausnehmen', 'ausnahme'],
    en: '/waive RULE [until DATE | for 2 weeks] [because …]',
    de: '/waive REGEL [bis DATUM | für 2 Wochen] [weil …]',
  },
  unwaive: {
    also: ['un-waive', 'ausnahme-beenden'],
    en: '/unwaive RULE',
    de: '/unwaive REGEL',
  },
  recheck: {
    also: ['re-check', 'check', 'prüfen', 'prüfe', 'nachsehen'],
    en: '/recheck',
    de: '/recheck',
  },
  explain: {
    also: ['why', 'erklären', 'erkläre', 'erklär', 'warum'],
    en: '/explain',
    de: '/explain',
  },
  snooze: {
    also: ['pause', 'pausieren', 'pausiere'],
    en: '/snooze 1 week',
    de: '/snooze 1 Woche',
  },
  newlist: {
    also: ['new-list', 'neueliste', 'neue-liste'],
    en: '/newlist',
    de: '/newlist',
  },
  away: {
    also: ['abwesend', 'weg'],
    en: '/away [from DATE] until DATE',
    de: '/away [ab DATUM] bis DATUM',
  },
  back: {
    also: ['zurück', 'wieder-da'],
    en: '/back',
    de: '/back',
  },
  next: {
    also: ['nächstes', 'als-nächstes', 'weiter', 'what-next'],
    en: '/next',
    de: '/next',
  },
  help: {
    also: ['hilfe', 'commands', 'befehle'],
    en: '/help',
    de: '/help',
  },
} as const satisfies Record<string, CommandWords>;

export type CommandName = keyof typeof WORDS;
export const COMMANDS = Object.keys(WORDS) as CommandName[];

/** Understood whatever a playbook leaves out: what one may write here is never a secret, and a lost list is no dead end. */
export const ALWAYS: readonly CommandName[] = ['newlist', 'help'];

const BY_WORD = new Map<string, CommandName>(
  COMMANDS.flatMap(name => [name, ...WORDS[name].also].map(word => [folded(word), name] as const)),
);

/** The commands that a playbook allows. Without a list of absences nobody can be noted in it. */
export function commandsOf(playbook: {
  commands: readonly CommandName[];
  people: { absences?: string | undefined };
}): CommandName[] {
  const { commands, people } = playbook;
  return commands.filter(name => people.absences !== undefined || (name !== 'away' && name !== 'back'));
}

/** How a command is written, for people. */
export function formOf(command: CommandName, locale: Locale): string {
  return WORDS[command][locale];
}

/** The command that a word is a name of; null if there is none. */
export function commandNamed(word: string): CommandName | null {
  return BY_WORD.get(folded(word)) ?? null;
}

/** The words for these commands, as `folded` writes them, each with its command. */
export function wordsFor(commands: readonly CommandName[]): Map<string, CommandName> {
  return new Map([...BY_WORD].filter(([, name]) => commands.includes(name)));
}

/** A word as it is compared: small letters and digits, umlauts as two letters, nothing between them. */
export function folded(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
