// Settles one question: by its flag, by what is clear, or by asking.
import { nearest } from '../base/nearest.ts';
import { type Candidate, choose, isAbsent } from '../clickup/places/choose.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { isNone, NONE } from './flags.ts';
import { AS_BEFORE, asBefore, type FormerAnswer, formerOf } from './former.ts';

/** Something that bears a name or id as well, and can't be meant. */
export type Other = Candidate & { what: string };

/** `label` names the answer where it is told, `kind` what is looked for in words such as `user group`. */
export type Matter<T extends Candidate> = {
  flag: string;
  message: string;
  label: string;
  kind: string;
  given: string | undefined;
  all: readonly T[];
  /** What may be given instead by mistake, and what it is: `a folder, and the board is a list`. */
  others?: readonly Other[];
  /** `all` is everything that there can be: nobody can create another. */
  isFixed?: true;
  likely: T | null;
  /** What the playbook that is there says; absent where none is there, or it does not say. */
  former?: FormerAnswer<T> | undefined;
  hint?(one: T): string;
  /** Asked even where an answer is likely. */
  isAlwaysAsked?: boolean;
  /** What it means that there is none; absent where there must be one. */
  orNone?: string;
  /** Taken for none where nothing is likely and nobody is asked. */
  proposesNone?: boolean;
};

/**
 * The answer; null where there is none, and may be. A flag goes before what the playbook says, and that before what is likely.
 * Rejects with InitRefused for a flag that fits nothing.
 */
export async function settle<T extends Candidate>(asker: Asker, matter: Matter<T>): Promise<T | null> {
  const { flag, given, label, likely, message, orNone } = matter;
  if (given !== undefined) return namedBy(matter, given);
  const former = formerOf(asker, matter);
  const isClear = likely !== null && (former === undefined || former?.id === likely.id);
  if (isClear && !matter.isAlwaysAsked) {
    asker.say(`${label}: ${likely.name}${former ? ` (${AS_BEFORE})` : ''}`);
    return likely;
  }
  const all = former && !matter.all.some(({ id }) => id === former.id) ? [former, ...matter.all] : matter.all;
  if (all.length === 0) {
    if (orNone === undefined) throw nothingThere(matter);
    asker.say(`${label}: none (${orNone})`);
    return null;
  }
  const options = optionsOf(matter, all, former);
  const none = matter.proposesNone ? options.find(({ value }) => value === null) : undefined;
  const meant = former === undefined ? likely : former;
  const proposed =
    options.find(({ value }) => value?.id === meant?.id && (value !== null || former === null)) ??
    none ??
    null;
  return asker.choose({ flag, message, options, proposed, mayGoOn: !matter.isAlwaysAsked });
}

function optionsOf<T extends Candidate>(
  { hint, orNone }: Matter<T>,
  all: readonly T[],
  former: T | null | undefined,
): Option<T | null>[] {
  const options: Option<T | null>[] = all.map(one => {
    const said = asBefore(hint?.(one), former?.id === one.id);
    return { value: one, label: one.name, ...(said === undefined ? {} : { hint: said }) };
  });
  const none = asBefore(orNone, former === null);
  return none === undefined || orNone === undefined
    ? options
    : [...options, { value: null, label: NONE, hint: none }];
}

/** Like settle, where there must be an answer. */
export async function settleOne<T extends Candidate>(
  asker: Asker,
  matter: Omit<Matter<T>, 'orNone'>,
): Promise<T> {
  const answer = await settle(asker, matter);
  if (answer) return answer;
  throw nothingThere(matter);
}

/** What a flag names among what there is. */
export function namedBy<T extends Candidate>(
  matter: Pick<Matter<T>, 'flag' | 'all' | 'kind' | 'orNone' | 'others' | 'isFixed'>,
  given: string,
): T | null {
  const { flag, all, kind, orNone } = matter;
  if (orNone !== undefined && isNone(given)) return null;
  const choice = choose(all, given, kind);
  if ('chosen' in choice) return choice.chosen;
  const also = orNone === undefined ? '' : ` Or write ${NONE}: ${orNone}.`;
  if (!isAbsent(all, given)) {
    throw new InitRefused(`${flag} — given "${given}". ${choice.message}\n    ${choice.hint}${also}`);
  }
  throw new InitRefused(
    `${flag} — given "${given}", which is ${whatItIs(matter, given)}.\n    ${next(matter, given, choice.hint)}${also}`,
  );
}

function whatItIs({ kind, others = [] }: Pick<Matter<Candidate>, 'kind' | 'others'>, given: string): string {
  const wanted = given.trim().toLowerCase();
  const other = others.find(({ id, name }) => id === given.trim() || name.trim().toLowerCase() === wanted);
  return other?.what ?? `no ${kind}`;
}

function next(
  { all, isFixed }: Pick<Matter<Candidate>, 'all' | 'isFixed'>,
  given: string,
  hint: string,
): string {
  if (!isFixed) return hint;
  const names = all.map(({ name }) => name);
  const near = nearest(given, names);
  return `${near === null ? '' : `Did you mean "${near}"? `}Allowed: ${names.join(', ')}.`;
}

function nothingThere({
  label,
  kind,
  flag,
}: Pick<Matter<Candidate>, 'label' | 'kind' | 'flag'>): InitRefused {
  return new InitRefused(
    `${label} — there is no ${kind}, and a playbook needs one. Create it in ClickUp, or share it with the token’s owner, and run \`liaison init\` again; ${flag} names it.`,
  );
}
