// Settles one question: by its flag, by what is clear, or by asking.
import { type Candidate, choose } from '../clickup/places/choose.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import { isNone, NONE } from './flags.ts';

/** `label` names the answer where it is told, `kind` what is looked for in words such as `user group`. */
export type Matter<T extends Candidate> = {
  flag: string;
  message: string;
  label: string;
  kind: string;
  given: string | undefined;
  all: readonly T[];
  likely: T | null;
  hint?(one: T): string;
  /** Asked even where an answer is likely. */
  isAlwaysAsked?: boolean;
  /** What it means that there is none; absent where there must be one. */
  orNone?: string;
  /** Taken for none where nothing is likely and nobody is asked. */
  proposesNone?: boolean;
};

/** The answer; null where there is none, and may be. Rejects with InitRefused for a flag that fits nothing. */
export async function settle<T extends Candidate>(asker: Asker, matter: Matter<T>): Promise<T | null> {
  const { flag, given, label, likely, all, orNone, message, hint } = matter;
  if (given !== undefined) return namedBy(matter, given);
  if (likely && !matter.isAlwaysAsked) {
    asker.say(`${label}: ${likely.name}`);
    return likely;
  }
  if (all.length === 0) {
    if (orNone === undefined) throw nothingThere(matter);
    asker.say(`${label}: none (${orNone})`);
    return null;
  }
  const options: Option<T | null>[] = all.map(one => ({
    value: one,
    label: one.name,
    ...(hint ? { hint: hint(one) } : {}),
  }));
  if (orNone !== undefined) options.push({ value: null, label: NONE, hint: orNone });
  const none = matter.proposesNone ? options.find(({ value }) => value === null) : undefined;
  const proposed = options.find(({ value }) => value !== null && value === likely) ?? none ?? null;
  return asker.choose({ flag, message, options, proposed, mayGoOn: !matter.isAlwaysAsked });
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
  { flag, all, kind, orNone }: Pick<Matter<T>, 'flag' | 'all' | 'kind' | 'orNone'>,
  given: string,
): T | null {
  if (orNone !== undefined && isNone(given)) return null;
  const choice = choose(all, given, kind);
  if ('chosen' in choice) return choice.chosen;
  const also = orNone === undefined ? '' : ` Or write ${NONE}: ${orNone}.`;
  throw new InitRefused(`${flag} — given "${given}". ${choice.message} ${choice.hint}${also}`);
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
