// What goes wrong in the first hour: each message says where, what was given, what is allowed and what to do.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InitRefused, takingProposals } from '../../src/init/asker.ts';
import type { Given } from '../../src/init/flags.ts';
import { draftPlaybook } from '../../src/init/init.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { quiet } from '../support/queue-rig-parts.ts';
import { KNOWN, startPublisher } from './newcomer.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startPublisher();
});
afterAll(() => simulator.close());

const LIST = 'https://app.clickup.com/99/v/li/901';

const MISTAKES: [what: string, given: Given, says: string[]][] = [
  [
    'everything that the workspace does not tell, at once',
    {},
    [
      'status “freigabe” (after “in arbeit”, before “auswertung”)',
      'Allowed: candidate, forming, running, evaluating, paused, done, dropped, none',
      '--phase "freigabe=PHASE"',
      '--function "Rechte=GROUP"',
      '--owner',
      '--all-hands-day',
      'leave out --yes to be asked',
    ],
  ],
  [
    'an address in another workspace',
    { board: LIST },
    ['--board', LIST, 'does not see', 'it sees: Lindenblatt ('],
  ],
  [
    'the address of a view',
    { place: 'https://app.clickup.com/99/v/b/8cd-1' },
    ['the address', '8cd-1', 'is a view', 'Copy link'],
  ],
  ['no address at all', { place: 'Kundenergebnisse' }, ['given "Kundenergebnisse"', 'no address', '--board']],
  [
    'the address of a card',
    { board: 'https://app.clickup.com/t/86c1' },
    ['--board', 'is a task', 'the list that it is in'],
  ],
  [
    'a folder for the board',
    { board: 'https://app.clickup.com/99/v/f/901' },
    ['--board', 'is a folder, and the board is a list'],
  ],
  [
    'a board that is misspelled',
    { board: 'Kundenergebnise' },
    ['--board', 'Did you mean "Kundenergebnisse"?', 'Allrunde'],
  ],
  ['a folder that there is not', { folder: 'Teams' }, ['--folder', 'given "Teams"', 'Teamlisten, Archiv']],
  [
    'a board that lacks statuses',
    { board: 'Wunschliste', folder: 'Teamlisten' },
    [
      'forming — a team is looked for',
      'evaluating —',
      'Its statuses: offen (candidate)',
      'Add a status',
      '--phase',
    ],
  ],
  [
    'a board without fields',
    { board: 'Ohne Felder', folder: 'Ordner', phase: KNOWN.phase },
    ['Field of the supporter', 'no custom field of type users', 'Create it in ClickUp', '--supporter-field'],
  ],
  ['a status that there is not', { phase: ['Freigaben=running'] }, ['--phase', 'Did you mean "freigabe"?']],
  [
    'a phase that there is not',
    { phase: ['Freigabe=going'] },
    ['--phase', 'Freigabe=going', 'candidate, forming, running'],
  ],
  ['a pair without its sign', { phase: ['Freigabe'] }, ['--phase', 'given "Freigabe"', 'STATUS=PHASE']],
  [
    'a field of another type',
    { phase: KNOWN.phase, supporterField: 'Budget' },
    ['--supporter-field', 'given "Budget"', 'type users', 'Betreuung, Auftraggeber'],
  ],
  [
    'a user group that there is not',
    { phase: KNOWN.phase, supporters: 'Paten' },
    ['--supporters', 'given "Paten"', 'Betreuende'],
  ],
  [
    'a label that there is not',
    { ...KNOWN, function: ['Recht=none'] },
    ['--function', 'Did you mean "Rechte"?'],
  ],
  [
    'a group for a label that there is not',
    { ...KNOWN, function: ['Rechte=Anwälte'] },
    ['--function', 'given "Anwälte"', 'Or write none'],
  ],
  [
    'an owner who is not there',
    { ...KNOWN, owner: 'Johana Lind' },
    ['--owner', 'Did you mean "Johanna Lind"?'],
  ],
  [
    'a language that Liaison does not speak',
    { ...KNOWN, language: 'fr' },
    ['--language', 'given "fr"', 'English, Deutsch'],
  ],
  [
    'a day on which nobody works',
    { ...KNOWN, allHandsDay: 'sunday' },
    ['--all-hands-day', 'given "sunday"', 'monday, tuesday'],
  ],
  [
    'a zone that there is not',
    { ...KNOWN, zone: 'Europe/Berln' },
    ['--zone', 'given "Europe/Berln"', 'such as Europe/Berlin'],
  ],
  ['holidays of nowhere', { ...KNOWN, holidays: 'XQ' }, ['--holidays', 'given "XQ"', 'DE-BE']],
  [
    'a card that there is not, for a list',
    { ...KNOWN, adopt: ['Lesungen finden ihr Publkum=none'] },
    ['--adopt', 'Did you mean "Lesungen finden ihr Publikum"?'],
  ],
  [
    'a list that is in no folder of team lists',
    { ...KNOWN, adopt: ['Lesungen finden ihr Publikum=Allrunde'] },
    ['--adopt', 'given "Allrunde"', 'list in the folder of team lists', 'Vorlagen'],
  ],
  [
    'one list for two cards',
    { ...KNOWN, adopt: ['Lesungen finden ihr Publikum=Vorlagen', 'Bücher ohne Plastik=Vorlagen'] },
    ['--adopt', '“Vorlagen” is the list of “Lesungen finden ihr Publikum” already', 'or none'],
  ],
  [
    'a card to begin with that is over',
    { ...KNOWN, pilot: 'Werbung im Kino' },
    ['--pilot', 'given "Werbung im Kino"', 'not over'],
  ],
  [
    'to begin gently and fully',
    { ...KNOWN, gentle: true, full: true },
    ['--gentle and --full', 'one of them'],
  ],
];

it.each(MISTAKES)('%s', async (_what, given, says) => {
  const drafting = draftPlaybook('config/playbook.yaml', {
    apiUrl: simulator.apiUrl,
    token: simulator.tokens.bot.token,
    clock: { now: () => Date.now() },
    log: quiet,
    asker: takingProposals(() => undefined),
    given,
    tellFirstDay: () => undefined,
  });
  const error: unknown = await drafting.catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(InitRefused);
  for (const part of says) expect((error as InitRefused).message).toContain(part);
});
