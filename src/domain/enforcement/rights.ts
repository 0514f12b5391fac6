// Who has a say on a card: decided on the card as it is once everything that must be taken back is taken back. Rights that
// somebody just took for themselves do not count.
import { type CustomerResult, customerResultOf } from '../customer-result.ts';
import type { Instant } from '../day.ts';
import { evaluate } from '../findings/evaluate.ts';
import type { Waiver } from '../findings/finding.ts';
import type { Card } from '../observation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { paramsOf } from '../rules/rules-of.ts';
import { isUndoable } from './explained-change.ts';
import { isFresh } from './fresh.ts';
import { type ChosenUndo, chooseUndos } from './undo.ts';
import { grantedWaivers, holdsOn, mayWaive } from './waiver.ts';

export type Rights = {
  /** The customer result without what will be taken back. */
  subject: CustomerResult;
  /** Waivers that were granted to somebody whose right to them will be taken back. */
  revoked: ReadonlySet<Waiver>;
};

type InContext = { subject: CustomerResult; context: RuleContext };

/** Whatever is taken back if no waiver counts that was asked for since the first change that can be taken back. */
export function rightsOn(inContext: InContext, granted: readonly Waiver[], playbook: Playbook): Rights {
  const { subject, context } = inContext;
  const { observation, today } = context;
  const none = { subject, revoked: new Set<Waiver>() };
  const since = firstChangeAt(inContext);
  if (since === null) return none;
  const standing = granted.filter(waiver => waiver.grantedAt < since && holdsOn(waiver, today));
  const evaluation = evaluate(inContext, playbook, standing);
  const failing = evaluation.evaluated.filter(({ finding }) => finding.state === 'fails');
  const undos = chooseUndos(failing, observation, evaluation, playbook);
  if (undos.length === 0) return none;
  const after = customerResultOf(undos.reduce(without, subject.card), observation.board, playbook.phases);
  const revoked = granted.filter(
    waiver => waiver.grantedAt >= since && isLost(waiver, after, inContext, playbook),
  );
  return { subject: after, revoked: new Set(revoked) };
}

/** When the first of the changes was made that may be taken back; null if there is none. */
function firstChangeAt({ context: { observation } }: InContext): Instant | null {
  const times = observation.reportedChanges.flatMap(reported =>
    isUndoable(reported) && isFresh(reported, observation) ? [reported.at] : [],
  );
  return times.length === 0 ? null : Math.min(...times);
}

function without(card: Card, { undo }: ChosenUndo): Card {
  switch (undo.kind) {
    case 'take-off':
      return {
        ...card,
        assignees: card.assignees.filter(({ id }) => !undo.people.some(person => person.id === id)),
      };
    case 'put-back-supporter': {
      const left = card.supporters.filter(({ id }) => !undo.remove.some(person => person.id === id));
      return { ...card, supporters: [...left, ...undo.add] };
    }
    case 'move-back':
      return { ...card, status: undo.toStatus };
  }
}

/** Whether whoever asked for the waiver may do so now and may not afterwards. */
function isLost(
  waiver: Waiver,
  after: CustomerResult,
  { subject, context }: InContext,
  playbook: Playbook,
): boolean {
  const { observation, view } = context;
  const command = observation.commands.find(({ id }) => id === waiver.commandId);
  const params = paramsOf(waiver.rule, playbook);
  if (!command || !params) return false;
  const may = (on: CustomerResult): boolean => mayWaive(command.by, params.waivableBy, on, view);
  return may(subject) && !may(after);
}

/** Every waiver that was granted on the card, with who asked for it in words. */
export function waiversOn({ observation, view, texts }: RuleContext): Waiver[] {
  const nameOf = (person: number): string => view.people.get(person)?.name ?? texts.render('by-somebody');
  return grantedWaivers(observation.commands, nameOf, texts);
}
