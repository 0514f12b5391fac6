// What stands on the board: which status means which phase, and the custom fields.

import { nearest } from '../base/nearest.ts';
import type { FieldRef } from '../clickup/places/fields.ts';
import type { FieldKey } from '../domain/observation.ts';
import { PHASES, type Phase } from '../domain/phase.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Answers } from './answers.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { type Given, isNone, NONE, pairOf, refuseTwice } from './flags.ts';
import { AS_BEFORE, formerOf, means, sayGone } from './former.ts';
import { guessPhases, type StatusGuess, statusesByPhase } from './phases.ts';
import { type FieldProposal, proposeFields } from './proposals.ts';
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
  former: Playbook | null,
): Promise<Pick<Answers, 'phases' | 'restingStatuses'>> {
  const said = saidPhases(statuses, given.phase ?? []);
  const before = former ? formerPhases(asker, statuses, former) : () => undefined;
  const settled: { name: string; phase: Phase | null }[] = [];
  for (const guess of guessPhases(statuses)) {
    const own = said.get(guess.name) ?? (await phaseOf(asker, guess, before(guess.name), statuses));
    settled.push({ name: guess.name, phase: own === NONE ? null : own });
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

/**
 * The phase in which each status was; none where it was in no phase. Where the playbook names a status that is gone, those in no
 * phase may be the same under another name, and nothing is known of them.
 */
function formerPhases(
  asker: Asker,
  statuses: readonly SurveyedStatus[],
  { phases }: Playbook,
): (name: string) => Phase | typeof NONE | undefined {
  const names = new Set(statuses.map(({ name }) => name.toLowerCase()));
  const gone = PHASES.flatMap(phase =>
    phases[phase].filter(status => !names.has(status)).map(status => ({ phase, status })),
  );
  for (const { phase, status } of gone) {
    sayGone(asker, `phases.${phase}`, status, 'The board has no such status any more.');
  }
  const known = PHASES.flatMap(phase => phases[phase].map(status => [status, phase] as const));
  const byStatus = new Map<string, Phase>(known);
  const isOpen = gone.length > 0;
  return name => byStatus.get(name.toLowerCase()) ?? (isOpen ? undefined : NONE);
}

async function phaseOf(
  asker: Asker,
  guess: StatusGuess,
  before: Phase | typeof NONE | undefined,
  statuses: readonly SurveyedStatus[],
): Promise<Phase | typeof NONE> {
  const isClear = guess.phase !== null && (before === undefined || before === guess.phase);
  return isClear && guess.phase !== null ? guess.phase : askPhase(asker, guess, before, statuses);
}

function askPhase(
  asker: Asker,
  { name }: StatusGuess,
  before: Phase | typeof NONE | undefined,
  statuses: readonly SurveyedStatus[],
): Promise<Phase | typeof NONE> {
  const at = statuses.findIndex(status => status.name === name);
  const [above, below] = [statuses[at - 1]?.name, statuses[at + 1]?.name];
  const where = [above && `after “${above}”`, below && `before “${below}”`].filter(Boolean).join(', ');
  const hinted = <T extends Phase | typeof NONE>(value: T, hint: string) => ({
    value,
    label: value,
    hint: before === value ? `${hint}, ${AS_BEFORE}` : hint,
  });
  const options: Option<Phase | typeof NONE>[] = [
    hinted(NONE, 'not used: cards in it rest, and nothing is checked'),
    ...PHASES.map(phase => hinted(phase, MEANINGS[phase])),
  ];
  return asker.choose({
    flag: `--phase "${name}=PHASE"`,
    message: `What does the status “${name}” (${where}) say of a customer result that is in it?`,
    options,
    proposed: options.find(({ value }) => value === before) ?? null,
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
  former: Playbook | null,
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
    former: former ? { key: `fields.${key}`, text: former.fields[key] ?? null } : undefined,
  });
  const inWords = (key: FieldKey, field: FieldRef) => nameIn(field, fields, former?.fields[key]);
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
  const names: Answers['fields'] = { supporter: inWords('supporter', supporter) };
  if (functions) names.functions = inWords('functions', functions);
  if (outcome) names.outcome = inWords('outcome', outcome);
  for (const key of ['baseline', 'target', 'actual', 'feedback'] as const) {
    const name = unaskedField(asker, key, proposals[key], former);
    if (name === null) continue;
    names[key] = typeof name === 'string' ? name : inWords(key, name);
    asker.say(`Field ${key}: ${typeof name === 'string' ? name : name.name}`);
  }
  return { names, functions, outcome };
}

/** A field that nobody is asked about: what the playbook names stays, else what is likely the first time. */
function unaskedField(
  asker: Asker,
  key: FieldKey,
  { usable, likely }: FieldProposal,
  former: Playbook | null,
): FieldRef | string | null {
  if (!former) return likely;
  const text = former.fields[key];
  if (text === undefined) return null;
  const kind = 'custom field of the right type on the board';
  return formerOf(asker, { former: { key: `fields.${key}`, text }, all: usable, kind }) ?? likely ?? text;
}

/** The name of a thing, or its id where others bear that name too; or the former words, where they mean it. */
export function nameIn<T extends { id: string; name: string }>(
  one: T,
  all: readonly T[],
  former?: string | null,
): string {
  if (former !== null && former !== undefined && means(former, one, all)) return former;
  const same = all.filter(({ name }) => name.trim().toLowerCase() === one.name.trim().toLowerCase());
  return same.length === 1 ? one.name : one.id;
}
