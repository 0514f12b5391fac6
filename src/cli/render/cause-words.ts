// Why Liaison looked at a card, in words.
import type { LastChangeReport } from '../../queries/explanation.ts';

type Cause = LastChangeReport['cause'];
type Told = Cause['told'][number];

const ASKED = {
  delivery: 'after a delivery whose words are not remembered any more',
  poll: 'after polling found that the card or its list had changed',
  sweep: 'in a sweep, which looks at everything',
  timer: 'by a timer, since something was due',
  sync: 'in a sweep that somebody asked for with `liaison sync`',
  neighbour: 'after another customer result changed that rules look at together with it',
  retry: 'when somebody asked again for a card that had failed',
  unknown: 'for a reason that is not known',
} as const;

/** `after Ana Lima moved the card …`; `timeOf` puts an instant (ISO 8601) into words. */
export function causeWords({ kind, told }: Cause, timeOf: (at: string) => string): string {
  if (told.length === 0) return ASKED[kind];
  return `after ${told.map(one => toldWords(one, timeOf)).join('; and ')}`;
}

function toldWords({ by, change, event, receivedAt }: Told, timeOf: (at: string) => string): string {
  const who = by?.name ?? 'somebody';
  const delivery = event === null ? 'delivery' : `delivery ${event}`;
  return `${who} ${changeWords(change, who)} (${delivery}, received ${timeOf(receivedAt)})`;
}

function changeWords(change: Told['change'], who: string): string {
  switch (change.kind) {
    case 'joined':
      return change.person.name === who ? 'joined the team' : `put ${change.person.name} on the card`;
    case 'left':
      return change.person.name === who ? 'left the team' : `took ${change.person.name} off the card`;
    case 'moved':
      return `moved the card from “${change.from}” to “${change.to}”`;
    case 'supporter':
      return 'changed the supporter';
    case 'comment':
      return change.isCommand ? 'gave a command in a comment' : 'said something on the card';
    case 'item':
      return 'changed something in the team list';
    case 'other':
      return 'changed something on the card';
  }
}
