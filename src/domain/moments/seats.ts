// Which cards look for somebody of certain functions, and for which seat: those that form, in the order of the board, or else
// the candidates that come next.

import type { CustomerResult } from '../customer-result.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';

/** A card with the seat that is open there: of these functions, of one that is new to the team, of anybody at all. */
export type OpenSeat = {
  result: CustomerResult;
  seat: { kind: 'function'; functions: readonly string[] } | { kind: 'further' } | { kind: 'anybody' };
};

type Facts = Pick<RuleContext, 'view'>;

/** The seat of a card that forms for somebody who brings these functions; null where there is none for them. */
export function seatOn(
  { card, members }: CustomerResult,
  functions: readonly string[],
  { view }: Facts,
  { rules }: Pick<Playbook, 'rules'>,
): OpenSeat['seat'] | null {
  const size = rules['team-size'];
  if (size && members.length >= size.max) return null;
  const present = new Set(members.flatMap(({ id }) => view.functionsOf(id)));
  const missing = missingOf(card.functionsNeeded, present, view);
  const own = missing.filter(name => functions.includes(name));
  if (own.length > 0) return { kind: 'function', functions: own };
  const wanted = rules['cross-functional']?.minFunctions ?? 0;
  const isFurther = functions.some(name => !present.has(name));
  if (isFurther && present.size + missing.length < wanted) return { kind: 'further' };
  return members.length < (size?.min ?? 1) ? { kind: 'anybody' } : null;
}

/** The cards that form and have a seat for these functions, in the order of the board. */
export function openSeats(
  functions: readonly string[],
  isLeftOut: (result: CustomerResult) => boolean,
  facts: Facts,
  playbook: Pick<Playbook, 'rules'>,
): OpenSeat[] {
  return facts.view.forming.flatMap((result): OpenSeat[] => {
    const seat = isLeftOut(result) ? null : seatOn(result, functions, facts, playbook);
    return seat ? [{ result, seat }] : [];
  });
}

/** The candidates that ask for one of these functions, or for nobody in particular; in the order of the board. */
export function candidatesFor(
  functions: readonly string[],
  isLeftOut: (result: CustomerResult) => boolean,
  { view }: Facts,
): OpenSeat[] {
  return view.candidates().flatMap((result): OpenSeat[] => {
    if (isLeftOut(result)) return [];
    const needed = missingOf(result.card.functionsNeeded, new Set(), view);
    if (needed.length === 0) return [{ result, seat: { kind: 'anybody' } }];
    const own = needed.filter(name => functions.includes(name));
    return own.length > 0 ? [{ result, seat: { kind: 'function', functions: own } }] : [];
  });
}

/** The functions among these that the playbook knows and nobody brings yet, by their own names. */
function missingOf(
  needed: readonly string[],
  present: ReadonlySet<string>,
  view: RuleContext['view'],
): string[] {
  return needed.flatMap(name => {
    const known = view.functions.get(name.toLowerCase())?.name;
    return known === undefined || present.has(known) ? [] : [known];
  });
}
