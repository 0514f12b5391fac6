// What goes wrong with lists that people made, and with a gentle beginning, at the publisher of the simulator's seed.
import { KNOWN_FLAGS } from '../init/newcomer.ts';
import type { Mistake } from './mistakes.ts';

const READING = 'Lesungen finden ihr Publikum';
/** The answer for that card, as `liaison init` writes it. */
const ANSWER = /^ {4}(\w+): "(\d+)"(?= # Lesungen finden ihr Publikum)/m;
const LIST_ID = 'the id of a list in the folder, in quotes, or none for a new one';
const CARD_ID = 'the id of a card: what stands at the end of its address, in quotes';
const DOCS_OF_ANSWERS = 'docs/existing-lists.md#say-whose-list-is-whose says what it means';
const DOCS_OF_PILOT = 'docs/existing-lists.md#begin-gently says what it means';

const plan = ['plan', '--brief'];
const init = (...more: string[]) => ['init', '--yes', '--full', ...KNOWN_FLAGS, ...more];
/** Puts another answer in the place of that for the card; `$1` is the card's id, `$2` that of its list. */
const answering = (line: string) => (text: string) => text.replace(ANSWER, `    ${line}`);
const beginning = (line: string) => (text: string) =>
  text.replace('mode: observe', `mode: observe\n${line.replace('CARD', ANSWER.exec(text)?.[1] ?? '')}`);

/** By command, and by what is other in the playbook; `code` is how the command ends, 1 unless told otherwise. */
export const MISTAKES_WITH_LISTS: (Mistake & {
  args: string[];
  code?: number;
  playbook?: (text: string) => string;
})[] = [
  {
    what: 'the name of a card in the place of its id',
    args: plan,
    playbook: answering(`${READING}: "$2"`),
    where: /playbook\.yaml:\d+ teamList\.adopt\.Lesungen finden ihr Publikum/,
    given: `given the key "${READING}"`,
    allowed: CARD_ID,
    next: DOCS_OF_ANSWERS,
  },
  {
    what: 'the name of a list in the place of its id',
    args: plan,
    playbook: answering(`$1: ${READING}`),
    where: /playbook\.yaml:\d+ teamList\.adopt\.\w+/,
    given: `given "${READING}"`,
    allowed: LIST_ID,
    next: 'write the id in quotes (the number in the address of the list), or none',
  },
  {
    what: 'the address of a list in the place of its id',
    args: plan,
    playbook: answering('$1: https://app.clickup.com/9/v/li/$2'),
    where: /playbook\.yaml:\d+ teamList\.adopt\.\w+/,
    given: 'given "https://app.clickup.com/9/v/li/',
    allowed: LIST_ID,
    next: 'write the id in quotes (the number in the address of the list), or none',
  },
  {
    what: 'no answer for a card',
    args: plan,
    playbook: answering('$1:'),
    where: /playbook\.yaml:\d+ teamList\.adopt\.\w+/,
    given: 'given nothing',
    allowed: LIST_ID,
    next: DOCS_OF_ANSWERS,
  },
  {
    what: 'one list for two cards',
    args: plan,
    playbook: text => {
      const [, , list = ''] = ANSWER.exec(text) ?? [];
      return text.replace(/^( {4}\w+: )"\d+"(?= # Vorschauen)/m, `$1"${list}"`);
    },
    where: /playbook\.yaml:\d+ teamList\.adopt\.\w+/,
    given: /"\d+" is the list of card \w+ already/,
    allowed: LIST_ID,
    next: 'a list is one card’s: name another one, or none for a new list',
  },
  {
    what: 'two answers for a card',
    args: plan,
    playbook: answering('$1: "$2"\n    $1: none'),
    where: /playbook\.yaml:\d+ teamList\.adopt\.\w+/,
    given: 'given this key for the second time',
    allowed: 'each key once',
    next: /It stands in line \d+ already: take one of the two out/,
  },
  {
    what: 'answers as a list',
    args: plan,
    playbook: answering('- $1'),
    where: /playbook\.yaml:\d+ YAML/,
    given: 'given something that is no YAML',
    allowed: 'allowed: YAML',
    next: 'All mapping items must start at the same column',
  },
  {
    what: 'an answer for no card of the board',
    args: ['doctor'],
    code: 0,
    playbook: answering('86zzzzzzz: "$2"'),
    where: '! teamList.adopt.86zzzzzzz',
    given: 'No card of the board has the id 86zzzzzzz',
    allowed: 'the id at the end of the card’s address, in quotes',
    next: /or take the line out\.\n +docs\/doctor\.md#existing-lists-answer/,
  },
  {
    what: 'a list that there is not',
    args: ['doctor'],
    playbook: answering('$1: "999999999999"'),
    where: /✗ teamList\.adopt\.\w+/,
    given: 'This token sees no list 999999999999: it is private, or there is none',
    allowed: /name another list of the folder, or write "\w+": none for a new one/,
    next: /Move it into “Teamlisten” \(or bring it back from the archive\)[^]*docs\/doctor\.md#existing-lists-answer/,
  },
  {
    what: 'a card for a list, by flag, that is misspelled',
    args: init('--adopt', 'Lesungen finden ihr Publkum=none'),
    where: '--adopt',
    given: 'given "Lesungen finden ihr Publkum", which is no card on the board',
    allowed: /This token sees: .*Lesungen finden ihr Publikum, Vorschauen/,
    next: `Did you mean "${READING}"?`,
  },
  {
    what: 'a list that is in no folder, by flag',
    args: init('--adopt', `${READING}=Allrunde`),
    where: '--adopt',
    given: `given "${READING}=Allrunde". “Allrunde” is in the space “`,
    allowed: 'Liaison hears and reads only “Teamlisten”',
    next: 'move the list there first. Or name another one, or none',
  },
  {
    what: 'a list that is in another folder, by flag',
    args: init('--adopt', `${READING}=Alte Programme`),
    where: '--adopt',
    given: '“Alte Programme” is in the folder “Archiv” of the space “',
    allowed: 'Liaison hears and reads only “Teamlisten”',
    next: 'move the list there first. Or name another one, or none',
  },
  {
    what: 'the board for a list, by flag',
    args: init('--adopt', `${READING}=Kundenergebnisse`),
    where: '--adopt',
    given: `given "${READING}=Kundenergebnisse"`,
    allowed: '“Kundenergebnisse” is the board itself, and its tasks are the cards',
    next: 'Or name another one, or none',
  },
  {
    what: 'a list that is nowhere, by flag',
    args: init('--adopt', `${READING}=Vorlage`),
    where: '--adopt',
    given: 'given "Vorlage", which is no list in the folder of team lists',
    allowed: 'Vorlagen',
    next: 'Did you mean "Vorlagen"?',
  },
  {
    what: 'one list for two cards, by flag',
    args: init('--adopt', `${READING}=Vorlagen`, '--adopt', 'Bücher ohne Plastik=Vorlagen'),
    where: '--adopt',
    given: 'given "Bücher ohne Plastik=Vorlagen"',
    allowed: `“Vorlagen” is the list of “${READING}” already. A list is one card’s`,
    next: 'name another one, or none',
  },
  {
    what: 'two lists for one card, by flag',
    args: init('--adopt', `${READING}=Vorlagen`, '--adopt', `${READING}=none`),
    where: '--adopt',
    given: `given "${READING}=none", a second answer for “${READING}”`,
    allowed: 'one for each',
    next: 'Leave one of the two out',
  },
  {
    what: 'a card to begin with by its name',
    args: plan,
    playbook: beginning(`pilot: [${READING}]`),
    where: /playbook\.yaml:\d+ pilot\.0/,
    given: `given "${READING}"`,
    allowed: CARD_ID,
    next: 'write what stands at the end of its address, in quotes',
  },
  {
    what: 'a card to begin with that is no list of cards',
    args: plan,
    playbook: beginning('pilot: CARD'),
    where: /playbook\.yaml:\d+ pilot/,
    given: /given "\w+"/,
    allowed: 'a list with at least one entry',
    next: DOCS_OF_PILOT,
  },
  {
    what: 'a card to begin with that is not on the board',
    args: plan,
    code: 0,
    playbook: beginning('pilot: ["86zzzzzzz"]'),
    where: 'which the playbook names under pilot',
    given: 'No card of the board has the id 86zzzzzzz',
    allowed: 'what stands at the end of the card’s address, in quotes',
    next: 'Write what stands at the end',
  },
  {
    what: 'a limit of no change',
    args: plan,
    playbook: beginning('maxChangesPerDay: 0'),
    where: /playbook\.yaml:\d+ maxChangesPerDay/,
    given: 'given 0',
    allowed: 'a whole number between 1 and 100000',
    next: DOCS_OF_PILOT,
  },
];
