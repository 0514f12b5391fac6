// Why something was done, in the language of the pages.
import type { ActivityEntry } from '../reconcile/activity-report.ts';
import type { PageWords } from './words/words.ts';

type Told = ActivityEntry['cause']['told'][number];

/** `after Ana Lima joined the team`; of several changes the last. */
export function causeOf({ cause: { kind, told } }: ActivityEntry, words: PageWords): string {
  const last = told.at(-1);
  if (!last) return words.say(`cause.${kind}`);
  const who = last.by?.name ?? words.say('cause.somebody');
  return words.say('cause.after', { who, what: changeOf(last, who, words) });
}

function changeOf({ change }: Told, who: string, { say }: PageWords): string {
  switch (change.kind) {
    case 'joined':
      return change.person.name === who
        ? say('cause.joined')
        : say('cause.put', { name: change.person.name });
    case 'left':
      return change.person.name === who ? say('cause.left') : say('cause.took', { name: change.person.name });
    case 'moved':
      return say('cause.moved', { from: change.from, to: change.to });
    case 'comment':
      return say(change.isCommand ? 'cause.command' : 'cause.comment');
    case 'supporter':
    case 'item':
    case 'other':
      return say(`cause.${change.kind}`);
  }
}
