// What stands on the board: which status means which phase, and the custom fields.

import { nearest } from '../base/nearest.ts';
import type { FieldRef } from '../clickup/places/fields.ts';
import { PHASES, type Phase } from '../domain/phase.ts';
import type { Answers } from './answers.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { type Given, isNone, NONE, pairOf, refuseTwice } from './flags.ts';
import { guessPhases, type StatusGuess, statusesByPhase } from './phases.ts';
import { proposeFields } from './proposals.ts';
import { namedBy, settle, settleOne } from './settle.ts';
import type { SurveyedStatus } from './survey.ts';

/** What each phase means, for whoever is asked. */
const MEANINGS: Record<Phase, string> = {
  candidate: 'an idea that may become a customer result',
  forming: 'a team is looked for',
  running: 'a team is at work',
  evaluating: 'customers are asked whether they felt the outcome',
  paused: 'work rests, nobody is asked',
  done: 'over, with its outcome recorded',
  dropped: 'over, and not reached',
};

/** Settles the phases; only what no type and no name tells is asked. */
export async function askPhases(
  asker: Asker,
  statuses: readonly SurveyedStatus[],
  given: Given,
): Promise<Pick<Answers, 'phases' | 'restingStatuses'>> {
  const said = saidPhases(statuses, given.phase ?? []);
  const settled: { name: string; phase: Phase | null }[] = [];
  for (const guess of guessPhases(statuses)) {
    const own = said.get(guess.name);
    const phase = own === undefined ? (guess.phase ?? (await askPhase(asker, guess, statuses))) : own;
    settled.push({ name: guess.name, phase: phase === NONE ? null : phase });
  }
  const phases = statusesByPhase(settled);
  const missing = PHASES.filter(phase => phase !== 'paused' && phases[phase].length === 0);
  if (missing.length > 0) {
    asker.checkAnswers();
    throw lacking(missing, settled);
  }
  for (const phase of PHASES) {
    if (phases[phase].length > 0) asker.say(`Phase ${phase}: ${phases[phase].join(', ')}`);
  }
  return {
    phases,
    restingStatuses: settled.filter(({ phase }) => phase === null).map(({ name }) => name),
  };
}

function saidPhases(
  statuses: readonly SurveyedStatus[],
  pairs: readonly string[],
): Map<string, Phase | typeof NONE> {
  const named = statuses.map(({ name }) => ({ id: name, name }));
  const said = new Map<string, Phase | typeof NONE>();
  for (const pair of pairs) {
    const form = `STATUS=PHASE, where PHASE is ${PHASES.join(', ')} or ${NONE}`;
    const [text, phase] = pairOf('--phase', pair, form);
    const chosen = namedBy({ flag: '--phase', all: named, kind: 'status on the board' }, text);
    const meant = isNone(phase) ? NONE : PHASES.find(one => one === phase.toLowerCase());
    if (meant === undefined) {
      const hint = nearest(phase, [...PHASES, NONE]);
      throw new InitRefused(
        `--phase — given "${pair}", allowed: ${form}.${hint === null ? '' : `\n    Did you mean "${text}=${hint}"?`}`,
      );
    }
    const status = chosen?.name ?? text;
    refuseTwice('--phase', status, pair, said.has(status));
    said.set(status, meant);
  }
  return said;
}

function askPhase(
  asker: Asker,
  { name }: StatusGuess,
  statuses: readonly SurveyedStatus[],
): Promise<Phase | typeof NONE> {
  const at = statuses.findIndex(status => status.name === name);
  const [before, after] = [statuses[at - 1]?.name, statuses[at + 1]?.name];
  const where = [before && `after “${before}”`, after && `before “${after}”`].filter(Boolean).join(', ');
  const options: Option<Phase | typeof NONE>[] = [
    { value: NONE, label: NONE, hint: 'not used: cards in it rest, and nothing is checked' },
    ...PHASES.map(phase => ({ value: phase, label: phase, hint: MEANINGS[phase] })),
  ];
  return asker.choose({
    flag: `--phase "${name}=PHASE"`,
    message: `What does the status “${name}” (${where}) say of a customer result that is in it?`,
    options,
    proposed: null,
    mayGoOn: true,
  });
}

function lacking(
  missing: readonly Phase[],
  settled: readonly { name: string; phase: Phase | null }[],
): InitRefused {
  const lines = missing.map(phase => `  ${phase} — ${MEANINGS[phase]}`);
  const statuses = settled.map(({ name, phase }) => `${name} (${phase ?? NONE})`).join(', ');
  return new InitRefused(
    `No status of the board means:\n${lines.join('\n')}\nIts statuses: ${statuses}.\n    Add a status for each to the board in ClickUp, or say which one means it with --phase "STATUS=PHASE".`,
  );
}

/** Settles the fields; only those of a type that fits are offered. */
export async function askFields(
  asker: Asker,
  fields: readonly FieldRef[],
  given: Given,
): Promise<{ names: Answers['fields']; functions: FieldRef | null; outcome: FieldRef | null }> {
  const proposals = proposeFields(fields);
  const matter = (key: 'supporter' | 'functions' | 'outcome', type: string) => ({
    flag: `--${key}-field`,
    kind: `custom field of type ${type} on the board`,
    given: given[`${key}Field`],
    all: proposals[key].usable,
    others: fields.map(({ id, name, type: own }) => ({
      id,
      name,
      what: `a field of type ${own}, and this one is of type ${type}`,
    })),
    likely: proposals[key].likely,
  });
  const supporter = await settleOne(asker, {
    ...matter('supporter', 'users'),
    message: 'Which field of the board says who supports a customer result?',
    label: 'Field of the supporter',
  });
  const functions = await settle(asker, {
    ...matter('functions', 'labels'),
    message: 'Which field says which functions a customer result needs?',
    label: 'Field of the functions',
    orNone: 'nobody is told which functions a card looks for',
  });
  const outcome = await settle(asker, {
    ...matter('outcome', 'drop_down'),
    message: 'Which field records the outcome?',
    label: 'Field of the outcome',
    orNone: 'outcomes are not recorded',
  });
  const names: Answers['fields'] = { supporter: nameIn(supporter, fields) };
  if (functions) names.functions = nameIn(functions, fields);
  if (outcome) names.outcome = nameIn(outcome, fields);
  for (const key of ['baseline', 'target', 'actual', 'feedback'] as const) {
    const { likely } = proposals[key];
    if (!likely) continue;
    names[key] = nameIn(likely, fields);
    asker.say(`Field ${key}: ${likely.name}`);
  }
  return { names, functions, outcome };
}

/** The name of a thing, or its id where others bear that name too. */
export function nameIn<T extends { id: string; name: string }>(one: T, all: readonly T[]): string {
  const same = all.filter(({ name }) => name.trim().toLowerCase() === one.name.trim().toLowerCase());
  return same.length === 1 ? one.name : one.id;
}
