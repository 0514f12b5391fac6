// What goes wrong with plans that are kept in files.
import { readFileSync, writeFileSync } from 'node:fs';
import { digestOf } from '../../src/queries/plan-file/plan-file.ts';
import type { Mistake } from './mistakes.ts';

const A_PLAN = 'a file that `liaison plan --out FILE` wrote';
const A_TARGET = 'a new file, or one that `liaison plan --out` wrote';
const AGAIN = 'Plan again: liaison plan --out plan.json';
const apply = ['sync', '--plan', 'plan.json'];
const planTo = (file: string) => ['plan', '--brief', '--out', file];

/** The good plan with some text replaced. */
const replacing = (from: string, to: string) => () =>
  writeFileSync('plan.json', readFileSync('good.json', 'utf8').replace(from, to));

/** The good plan with some keys changed, as if it had been written so. */
const changing = (change: object) => () => {
  const { digest: _, ...plan } = JSON.parse(readFileSync('good.json', 'utf8')) as Record<string, unknown>;
  const changed = { ...plan, ...change };
  writeFileSync('plan.json', JSON.stringify({ ...changed, digest: digestOf(changed) }));
};

/** By command; `prepare` is done before, in a folder where `good.json` is a plan and `plan.json` is not there. */
export const MISTAKES_WITH_PLAN_FILES: (Mistake & {
  args: string[];
  prepare?: () => void;
  playbook?: (text: string) => string;
})[] = [
  {
    what: 'a file that is not there',
    args: apply,
    where: 'plan.json —',
    given: 'given a file that does not exist',
    allowed: A_PLAN,
    next: 'Write one first: liaison plan --out plan.json',
  },
  {
    what: 'a file that is no plan',
    args: apply,
    prepare: () => writeFileSync('plan.json', 'shopping list'),
    where: 'plan.json —',
    given: 'given a file that is no plan',
    allowed: A_PLAN,
    next: AGAIN,
  },
  {
    what: 'another file in JSON',
    args: apply,
    prepare: () => writeFileSync('plan.json', '{"name": "liaison"}'),
    where: 'plan.json —',
    given: 'given a file that is no plan',
    allowed: A_PLAN,
    next: AGAIN,
  },
  {
    what: 'a folder',
    args: ['sync', '--plan', 'config'],
    where: 'config —',
    given: 'given a folder',
    allowed: A_PLAN,
    next: 'Plan again: liaison plan --out config',
  },
  {
    what: 'a variable of the shell that is empty',
    args: ['sync', '--plan', ''],
    where: '--plan —',
    given: 'given nothing',
    allowed: A_PLAN,
    next: 'Give the name of one, such as plan.json',
  },
  {
    what: 'a plan that is cut off',
    args: apply,
    prepare: () => {
      const text = readFileSync('good.json', 'utf8');
      writeFileSync('plan.json', text.slice(0, text.length / 2));
    },
    where: 'plan.json —',
    given: 'given a plan that is damaged: it is cut off, or no JSON any more',
    allowed: A_PLAN,
    next: AGAIN,
  },
  {
    what: 'a plan that somebody changed',
    args: apply,
    prepare: replacing('Auftakt', 'Anpfiff'),
    where: 'plan.json —',
    given: 'given a plan that was changed, or damaged, since it was written',
    allowed: A_PLAN,
    next: 'A plan is done as it was looked at; for one card alone: liaison plan CARD --out plan.json',
  },
  {
    what: 'a plan of another release',
    args: apply,
    prepare: changing({ liaisonPlan: 0 }),
    where: 'plan.json liaisonPlan',
    given: 'given 0',
    allowed: '1, the form of this release',
    next: `Another release of Liaison wrote it. ${AGAIN}`,
  },
  {
    what: 'a plan of which a part is something else',
    args: apply,
    prepare: changing({ customerResults: 'many' }),
    where: 'plan.json customerResults',
    given: 'given something else there',
    allowed: A_PLAN,
    next: AGAIN,
  },
  {
    what: 'a plan for another board',
    args: apply,
    prepare: changing({ board: { id: '1', name: 'Another board' } }),
    where: 'plan.json board',
    given: 'given a plan for “Another board”',
    allowed: 'a plan for “Kundenergebnisse”',
    next: 'lan again: liaison plan --out plan.json',
  },
  {
    what: 'a plan for another workspace',
    args: apply,
    prepare: changing({ workspace: { id: '1', name: 'Elsewhere' } }),
    where: 'plan.json workspace',
    given: 'given a plan for “Elsewhere”',
    allowed: 'a plan for “Lindenblatt”',
    next: 'lan again: liaison plan --out plan.json',
  },
  {
    what: 'another playbook than that of the plan',
    args: ['sync', '--plan', 'good.json'],
    playbook: text => text.replace('locale: de', 'locale: en'),
    where: 'good.json playbook',
    given: 'given a plan made with',
    allowed: /, allowed: .*playbook/,
    next: 'lan again: liaison plan --out good.json',
  },
  {
    what: 'a card behind sync',
    args: ['sync', 'Lesungen'],
    where: "for 'sync'",
    given: 'too many arguments',
    allowed: 'Expected 0 arguments but got 1',
    next: 'liaison sync --help shows what it takes',
  },
  {
    what: 'a diary to write over',
    args: planTo('plan.json'),
    prepare: () => writeFileSync('plan.json', 'my diary'),
    where: 'plan.json —',
    given: 'given a file that is no plan',
    allowed: A_TARGET,
    next: 'It is left as it is. Give another name, or move it away',
  },
  {
    what: 'a folder to write to',
    args: planTo('config'),
    where: 'config —',
    given: 'given a folder',
    allowed: A_TARGET,
    next: 'Name a file in it',
  },
  {
    what: 'a folder to write to that is not there',
    args: planTo('nowhere/plan.json'),
    where: 'nowhere/plan.json —',
    given: 'given a folder that does not exist (nowhere)',
    allowed: A_TARGET,
    next: 'Make the folder first, or name a file in one that is there',
  },
  {
    what: 'no name to write to',
    args: planTo(''),
    where: '--out —',
    given: 'given nothing',
    allowed: A_TARGET,
    next: 'Give the name of one, such as plan.json',
  },
  {
    what: 'a card to plan for that may be several',
    args: ['plan', 'Buch', '--out', 'plan.json'],
    where: '"Buch"',
    given: /may be \d cards/,
    allowed: /\n {2}\w+ {2}Lesekreise bekommen Fragen zum Buch/,
    next: 'Give the id of one',
  },
  {
    what: 'the address of a team list in the place of a card',
    args: ['plan', 'https://app.clickup.com/9/v/li/1', '--out', 'plan.json'],
    where: '"https://app.clickup.com/9/v/li/1"',
    given: 'is no card on the board that Liaison looks after',
    allowed: 'the id or the address of one of its 25 cards, or a name that only one of them has',
    next: 'Give the id or the address',
  },
];
