// The grammar of what people tell Liaison: forgiving where the meaning is plain, asking back where it is not.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { END_EXAMPLES, readCommand, reasonIn } from '../../../src/domain/commands/command.ts';
import { commandsIn, isCommand, isQuoteOf, quoteOf } from '../../../src/domain/commands/command-parts.ts';
import { COMMANDS, type CommandName } from '../../../src/domain/commands/command-words.ts';
import { ruleShown, ruleWordsOf } from '../../../src/domain/commands/rule-words.ts';
import { companyTextsOf, LOCALES, TEXT_KEYS } from '../../../src/domain/language/texts.ts';
import { RULES as RULE_REGISTRY } from '../../../src/domain/rules/registry.ts';
import type { Calendar } from '../../../src/domain/schedule/calendar.ts';
import { growth } from '../growth.ts';

/** A Monday. */
const TODAY = '2027-01-11';
const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(),
  allHands: new Set(['thursday']),
};
const RULES = ['team-size', 'timebox', 'feedback-collected'];

function read(text: string, commands: readonly CommandName[] = COMMANDS) {
  return readCommand(text, { rules: ruleWordsOf(RULES), commands, today: TODAY, calendar: CALENDAR });
}

/** What an answer would repeat of the command. */
function givenIn(understood: ReturnType<typeof read>): string {
  return 'given' in understood ? understood.given : '';
}

describe('a comment is a command', () => {
  test.each([
    '/waive timebox',
    '  /recheck',
    '\n/explain',
    '/Recheck!',
    '/recheck.',
    '/snooze 2 weeks',
    '/x',
    '/erklären',
    '/erkla\u0308ren',
    '/hilfe',
    '/ recheck',
    '/ erklären, bitte',
    '“/recheck”',
    '„/recheck“',
    '"/recheck".',
    '`/waive timebox until friday`',
    '“/waive “team-size” until friday”',
    '“/waive timebox because of the customer’s fair”',
    '@Liaison /recheck',
    'Liaison: /recheck',
    '@liaison, “/recheck”',
  ])('if it begins with a slash and a word: %j', text => {
    expect(isCommand(text)).toBe(true);
  });

  test.each([
    '',
    'please /waive timebox',
    'See /waive',
    '/',
    '/ this is only a line',
    '“/recheck” or “/explain”',
    '“/recheck” is what you want to write',
    '@Ana /recheck',
    'Liaison said /recheck',
    '//waive',
    '/home/ana/plan.md is the file',
    '/123',
    'https://example.com/waive',
    '“',
    '“”',
  ])('and not otherwise: %j', text => {
    expect(isCommand(text)).toBe(false);
  });
});

describe('/waive', () => {
  const waive = (rule: string, until: string | null, because = '') => ({
    name: 'waive',
    rule,
    until,
    because,
  });

  test.each([
    ['/waive timebox', waive('timebox', null)],
    [
      '/waive timebox until further notice because of the fair',
      waive('timebox', null, 'because of the fair'),
    ],
    ['/waive timebox bis auf weiteres', waive('timebox', null)],
    ['/WAIVE TimeBox', waive('timebox', null)],
    ['/waive team size', waive('team-size', null)],
    ['/waive Team_Size.', waive('team-size', null)],
    ['/waive `timebox`', waive('timebox', null)],
    ['/waive “team-size”, until friday!', waive('team-size', '2027-01-15')],
    ['/waive timebox until 15 Jan', waive('timebox', '2027-01-15')],
    ['/waive timebox until Jan 15, 2027', waive('timebox', '2027-01-15')],
    ['/waive timebox till: 15.1.', waive('timebox', '2027-01-15')],
    ['/waive timebox bis zum 15. Januar', waive('timebox', '2027-01-15')],
    ['/waive timebox for 2 weeks', waive('timebox', '2027-01-25')],
    ['/waive timebox für eine Woche', waive('timebox', '2027-01-18')],
    ['/waive timebox until today', waive('timebox', TODAY)],
    [
      '/waive timebox until 15 Jan because the customer is away.',
      waive('timebox', '2027-01-15', 'the customer is away'),
    ],
    ['/waive timebox because we wait until May', waive('timebox', null, 'we wait until May')],
    [
      '/waive timebox for a week because of work for Mars',
      waive('timebox', '2027-01-18', 'because of work for Mars'),
    ],
    ['/waive timebox, because: of course', waive('timebox', null, 'of course')],
    [
      '/waive timebox until friday – the fair was moved',
      waive('timebox', '2027-01-15', 'the fair was moved'),
    ],
    ['/waive timebox until friday\nthe fair was moved', waive('timebox', '2027-01-15', 'the fair was moved')],
    [
      '/waive timebox\nuntil 15 Jan\nbecause the fair\nwas moved',
      waive('timebox', '2027-01-15', 'the fair was moved'),
    ],
    [
      '/waive timebox bis Freitag, weil der Kunde krank ist',
      waive('timebox', '2027-01-15', 'weil der Kunde krank ist'),
    ],
    ['/waive timebox bis Freitag wegen der Messe', waive('timebox', '2027-01-15', 'wegen der Messe')],
    ['/waive timebox until further notice.', waive('timebox', null)],
    ['/waive timebox bis auf Weiteres.', waive('timebox', null)],
    [
      '/waive timebox until further notice because Sam is away until friday',
      waive('timebox', null, 'Sam is away until friday'),
    ],
    ['/waive timebox bis Freitag, den 15. Januar', waive('timebox', '2027-01-15')],
    ['/waive timebox til “friday”', waive('timebox', '2027-01-15')],
    ['/waive team‑size until 2027‑01‑15', waive('team-size', '2027-01-15')],
    ['/waive team–size fuer zwei Wochen', waive('team-size', '2027-01-25')],
    ['/waive timebox für ein Jahr', waive('timebox', '2028-01-11')],
    ['/waive timebox until friday because', waive('timebox', '2027-01-15')],
    ['/waive timebox weil.', waive('timebox', null)],
    [
      '/waive timebox weil der Kunde bis Freitag krank ist',
      waive('timebox', null, 'weil der Kunde bis Freitag krank ist'),
    ],
    ['/waive timebox until friday\n/recheck', waive('timebox', '2027-01-15')],
    [
      '/waive timebox until friday, because of the fair\n\n /unwaive team-size',
      waive('timebox', '2027-01-15', 'because of the fair'),
    ],
  ])('understands %j', (text, understood) => {
    expect(read(text)).toEqual(understood);
  });

  const unclear = (why: string, given: string) => ({ name: 'unclear', why, given });
  test.each([
    ['/waive', unclear('which-rule', '')],
    ['/waive  \n ', unclear('which-rule', '')],
    ['/waive nonsense', unclear('no-rule', 'nonsense')],
    ['/waive until friday', unclear('which-rule', '')],
    ['/waive for 2 weeks because of the fair', unclear('which-rule', '')],
    ['/waive constructor until friday', unclear('no-rule', 'constructor')],
    ['/waive timebox until', { name: 'unclear', why: 'no-end' }],
    ['/waive timebox für', { name: 'unclear', why: 'no-end' }],
    ['/waive timebox until because of the fair', { name: 'unclear', why: 'no-end' }],
    ['/waive timebox until soon, because', unclear('bad-date', 'soon')],
    ['/waive timebox for the customer', unclear('bad-date', 'the customer')],
    ['/waive timebox until 2 weeks', unclear('bad-date', '2 weeks')],
    ['/waive timebox 15 Jan', unclear('too-much', '15 Jan')],
    ['/waive timebox\n15 Jan', unclear('too-much', '15 Jan')],
    ['/waive timebox - 15 Jan', unclear('too-much', '- 15 Jan')],
    ['/waive timebox maybe because I ask', unclear('too-much', 'maybe')],
    ['/waive timebox until 8 Jan 2027', { name: 'unclear', why: 'past-date', day: '2027-01-08' }],
    ['/waive timebox and team-size until friday', unclear('too-much', 'and team-size')],
  ])('asks back at %j', (text, understood) => {
    expect(read(text)).toEqual(understood);
  });

  test.each([
    ['/waive timebox because of the fair until 15 Jan', 'until 15 Jan'],
    ['/waive timebox because of the fair\nuntil friday!', 'until friday'],
    ['/waive timebox because Sam is away for 2 weeks.', 'for 2 weeks'],
    ['/waive timebox wegen der Messe, bis zum 15. Januar', 'bis zum 15. Januar'],
    ['/waive timebox weil Sam krank ist, für drei Tage', 'für drei Tage'],
  ])('asks whether the end in the reason is the end of the waiver: %j', (text, given) => {
    expect(read(text)).toEqual({ name: 'unclear', why: 'end-in-reason', rule: 'timebox', given });
  });

  test('never waives without an end what may have been meant with one', () => {
    const word = fc.constantFrom('15', 'Jan', '15.1.', 'friday', '2', 'weeks', '2027-01-15', '-', '\n');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), words => {
        const understood = read(`/waive timebox ${words.join(' ')}`);
        const isOpen = understood.name === 'waive' && understood.until === null;
        expect(isOpen && words.some(said => said !== '\n')).toBe(false);
      }),
    );
  });

  test.each(LOCALES)('reads every example that the answer gives (%s)', locale => {
    const until = locale === 'en' ? 'until' : 'bis';
    for (const example of END_EXAMPLES[locale]) {
      const end = /^(for|für) /.test(example) ? example : `${until} ${example}`;
      expect(read(`/waive timebox ${end}`), example).toMatchObject({
        name: 'waive',
        until: expect.any(String) as string,
      });
    }
  });

  test.each(LOCALES)('and so does /snooze (%s)', locale => {
    for (const example of END_EXAMPLES[locale]) {
      expect(read(`/snooze ${example}`), example).toMatchObject({ name: 'snooze' });
    }
  });

  test('gives its reason back later, as it was understood', () => {
    for (const text of [
      '/waive timebox until friday because of the fair',
      '/waive timebox',
      '/waive nothing – at all',
    ]) {
      const understood = read(text);
      expect(reasonIn(text)).toBe(understood.name === 'waive' ? understood.because : '');
    }
  });
});

describe('the other commands', () => {
  const oneRule = { name: 'unclear', why: 'one-rule', rule: 'timebox', other: 'team-size' };
  test.each([
    ['/unwaive timebox', { name: 'unwaive', rule: 'timebox' }],
    ['/Unwaive team size, please', { name: 'unwaive', rule: 'team-size' }],
    ['/unwaive timebox\nthe fair is over', { name: 'unwaive', rule: 'timebox' }],
    ['/unwaive', { name: 'unclear', why: 'which-rule', given: '' }],
    ['/unwaive timebox and team-size', oneRule],
    ['/unwaive timebox, team size', oneRule],
    ['/unwaive timebox\nteam-size', oneRule],
    ['/unwaive timebox since team-size is what matters', { name: 'unwaive', rule: 'timebox' }],
    ['/unwaive timebox\n/unwaive team-size', { name: 'unwaive', rule: 'timebox' }],
    ['/unwaive everything', { name: 'unclear', why: 'no-rule', given: 'everything' }],
    ['/recheck', { name: 'recheck' }],
    ['/recheck, please', { name: 'recheck' }],
    ['/EXPLAIN why', { name: 'explain' }],
    ['/snooze', { name: 'unclear', why: 'no-length' }],
    ['/snooze until', { name: 'unclear', why: 'no-length' }],
    ['/snooze because of the fair', { name: 'unclear', why: 'bad-date', given: 'because of the fair' }],
    ['/snooze until further notice.', { name: 'unclear', why: 'endless' }],
    ['/snooze bis auf Weiteres', { name: 'unclear', why: 'endless' }],
    ['/snooze fuer zehn Werktage', { name: 'snooze', until: '2027-01-25' }],
    ['/snooze soonish', { name: 'unclear', why: 'bad-date', given: 'soonish' }],
    ['/snooze until 8 Jan 2027', { name: 'unclear', why: 'past-date', day: '2027-01-08' }],
    ['/snooze 1 week', { name: 'snooze', until: '2027-01-18' }],
    ['/snooze for 3 working days.', { name: 'snooze', until: '2027-01-14' }],
    ['/snooze until friday', { name: 'snooze', until: '2027-01-15' }],
    ['/snooze bis 15.1.', { name: 'snooze', until: '2027-01-15' }],
    ['/snooze eine Woche', { name: 'snooze', until: '2027-01-18' }],
    ['/snooze 1 week because of the fair', { name: 'snooze', until: '2027-01-18' }],
    ['/snooze 1 week – everybody is away', { name: 'snooze', until: '2027-01-18' }],
    ['/snooze until 15 Jan\nwe wait for the fair', { name: 'snooze', until: '2027-01-15' }],
    ['/remind', { name: 'unknown', given: 'remind', meant: [] }],
    ['/__proto__', { name: 'unknown', given: '', meant: [] }],
    ['/help', { name: 'help' }],
    ['/next', { name: 'next' }],
    ['/als-nächstes', { name: 'next' }],
    ['/nächstes bitte', { name: 'next' }],
    ['/what-next', { name: 'next' }],
    ['/Hilfe bitte', { name: 'help' }],
    ['/erklären', { name: 'explain' }],
    ['/erklaeren', { name: 'explain' }],
    ['/warum?', { name: 'explain' }],
    ['/prüfen', { name: 'recheck' }],
    ['/ recheck', { name: 'recheck' }],
    ['“/recheck”', { name: 'recheck' }],
    ['@Liaison /recheck', { name: 'recheck' }],
    ['/pause 1 Woche', { name: 'snooze', until: '2027-01-18' }],
    ['/snooze 1w', { name: 'snooze', until: '2027-01-18' }],
    ['/snooze tomorow', { name: 'snooze', until: '2027-01-12' }],
    ['/pausieren bis Ende Januar', { name: 'snooze', until: '2027-01-31' }],
    ['/new-list', { name: 'newlist' }],
  ])('%j', (text, understood) => {
    expect(read(text)).toEqual(understood);
  });

  test('one that the playbook leaves out is unknown, however it goes on', () => {
    for (const text of ['/waive timebox until friday', '/waive', '/waive nonsense']) {
      expect(read(text, ['recheck'])).toEqual({ name: 'unknown', given: 'waive', meant: [] });
    }
  });
});

describe('what is nearly a command or a rule is asked back about, with the whole command to copy', () => {
  test.each([
    ['/waiv timebox until friday', 'unknown', ['/waive timebox until friday']],
    ['/hlep', 'unknown', ['/help']],
    ['/erklaren', 'unknown', ['/explain']],
    ['/snoze 1 week', 'unknown', ['/snooze 1 week']],
    ['/waive timbox', 'unclear', ['/waive timebox']],
    ['/waive team-sise until friday', 'unclear', ['/waive team-size until friday']],
    ['/waive team sise bis Freitag, weil es eilt', 'unclear', ['/waive team-size bis Freitag, weil es eilt']],
    ['/waive Teamgrösse1 bis Freitag', 'unclear', ['/waive team-size bis Freitag']],
    ['/unwaive timbox', 'unclear', ['/unwaive timebox']],
  ])('%j', (text, name, meant) => {
    expect(read(text)).toMatchObject({ name, meant });
  });

  test('but no command that the playbook leaves out', () => {
    expect(read('/waiv timebox', ['recheck', 'help'])).toMatchObject({ name: 'unknown', meant: [] });
  });
});

describe('a rule goes by its key and its names, however they are joined', () => {
  test.each(['teamsize', 'Team Size', 'team_size', 'Teamgröße', 'teamgroesse', 'Team-Größe'])('%s', said => {
    expect(read(`/waive ${said} bis Freitag`)).toEqual({
      name: 'waive',
      rule: 'team-size',
      until: '2027-01-15',
      because: '',
    });
    expect(read(`/unwaive ${said}`)).toEqual({ name: 'unwaive', rule: 'team-size' });
  });

  test('in the company’s own words as well', () => {
    const own = companyTextsOf('de', { 'rule-name.timebox': 'Dauer einer Etappe' });
    const rules = ruleWordsOf(RULES, own);
    const context = { rules, commands: COMMANDS, today: TODAY, calendar: CALENDAR };
    expect(readCommand('/waive Dauer einer Etappe bis Freitag', context)).toMatchObject({ rule: 'timebox' });
  });

  test.each(Object.keys(RULE_REGISTRY))('%s has a name in every language', rule => {
    for (const locale of LOCALES) expect(ruleShown(rule, companyTextsOf(locale))).toContain(rule);
    expect(TEXT_KEYS).toContain(`rule-name.${rule}`);
  });

  test('no two rules share a name', () => {
    const keys = Object.keys(RULE_REGISTRY);
    for (const locale of LOCALES) {
      const names = keys.map(rule => ruleShown(rule, companyTextsOf(locale)).replace(/^.*\(|\)$/g, ''));
      expect(new Set(names).size).toBe(keys.length);
    }
  });
});

test('several commands, each on a line of its own, are told apart from a reason', () => {
  expect(commandsIn('/waive timebox until friday\n/recheck please\nnow')).toEqual([
    '/waive timebox until friday',
    '/recheck please\nnow',
  ]);
  expect(commandsIn('/recheck\n\n  /unwaive timebox')).toEqual(['/recheck', '/unwaive timebox']);
  expect(commandsIn('/recheck\n/recheck')).toEqual(['/recheck']);
  expect(commandsIn('/waive timebox until friday\nsee /recheck')).toHaveLength(1);
});

test('a quote is known again, whatever an editor did to it, and a longer text by how it begins', () => {
  const text = '/waive  “timebox” until friday\nbecause of the fair';
  expect(isQuoteOf(quoteOf(text), text)).toBe(true);
  expect(isQuoteOf('/waive "timebox" until friday because of the fair', text)).toBe(true);
  expect(isQuoteOf(quoteOf(text), text.replace('friday', 'monday'))).toBe(false);
  expect(quoteOf('/waive '.padEnd(500, 'x')).length).toBe(80);
});

describe('whatever is written', () => {
  test('is understood or asked back about, and what is repeated of it is short', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 400 }),
      fc
        .array(
          fc.constantFrom(
            '/waive',
            'timebox',
            'until',
            'for',
            'because',
            ' ',
            '\n',
            '15 Jan',
            ',',
            '–',
            'x'.repeat(90),
          ),
        )
        .map(words => words.join(' ')),
    );
    fc.assert(
      fc.property(any, text => {
        const understood = read(`/waive ${text}`);
        const because = understood.name === 'waive' ? understood.because : '';
        expect(givenIn(understood).length).toBeLessThanOrEqual(60);
        expect(because.length).toBeLessThanOrEqual(300);
        expect(because).not.toContain('\n');
      }),
      { numRuns: 500 },
    );
  });

  test('takes time in proportion to its length, and what is repeated of it stays short', () => {
    const parts = [
      ' ',
      '\n',
      'a',
      '-',
      'a ',
      '/waive ',
      'until ',
      'because ',
      ', ',
      'timebox ',
      'for 2 weeks ',
      '\n/recheck ',
      '!',
    ];
    for (const part of parts) {
      for (const beginning of ['', '/', '/waive ', '/waive timebox until ', '/unwaive ', '/snooze ']) {
        const grown = growth(length => {
          const text = beginning + part.repeat(length / part.length);
          isCommand(text);
          reasonIn(text);
          commandsIn(text);
          quoteOf(text);
          expect(givenIn(read(text)).length).toBeLessThanOrEqual(60);
        });
        expect(grown, JSON.stringify(beginning + part)).toBeLessThan(40);
      }
    }
  });
});
