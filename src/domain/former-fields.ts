// What is not shown is not empty: of a field that ClickUp does not show on a card any more, the value seen last stands.
import type { Card, FieldKey } from './observation.ts';

/** Where on a card the value of each field is. */
const VALUE_OF = {
  supporter: 'supporters',
  functions: 'functionsNeeded',
  outcome: 'outcome',
  feedback: 'feedbackCount',
  baseline: 'baseline',
  target: 'target',
  actual: 'actual',
} as const satisfies Record<FieldKey, keyof Card>;

/** Whether ClickUp does not show one of these fields on the card: people may see another value than Liaison knows. */
export function isOutOfSight(
  { unseenFields }: Pick<Card, 'unseenFields'>,
  fields: readonly FieldKey[] | undefined,
): boolean {
  return unseenFields !== undefined && fields?.some(key => unseenFields.includes(key)) === true;
}

/** The cards as they were read, with what was known before of fields that they do not show. The very array where all are shown. */
export function withFormerFields(read: Card[], former: readonly Card[]): Card[] {
  if (read.every(card => !card.unknownFields)) return read;
  const byId = new Map(former.map(card => [card.id, card]));
  return read.map(card => withFormer(card, byId.get(card.id)));
}

function withFormer({ unknownFields, ...card }: Card, former: Card | undefined): Card {
  if (!unknownFields) return card;
  const isKnown = (key: FieldKey) => former !== undefined && !former.unknownFields?.includes(key);
  const stillUnknown = unknownFields.filter(key => !isKnown(key));
  const values = unknownFields.flatMap(key =>
    former && isKnown(key) ? [[VALUE_OF[key], former[VALUE_OF[key]]]] : [],
  );
  return {
    ...card,
    ...Object.fromEntries(values),
    ...(stillUnknown.length > 0 ? { unknownFields: stillUnknown } : {}),
  };
}
