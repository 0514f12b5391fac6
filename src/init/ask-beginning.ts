// How Liaison begins: gently with one card, or with everything at once; or as the playbook says already.
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Beginning, PilotCard } from './answers.ts';
import type { BoardCard } from './ask-lists.ts';
import { type Asker, InitRefused, type Option } from './asker.ts';
import type { Given } from './flags.ts';
import { AS_BEFORE, sayGone } from './former.ts';
import { namedBy } from './settle.ts';
import type { Place } from './survey.ts';

/** Gently, with one card, or everything at once; unasked and unsaid, as the playbook says that is there. */
export async function askBeginning(
  asker: Asker,
  cards: readonly BoardCard[],
  given: Given,
  former: Playbook | null,
): Promise<Beginning> {
  if (given.gentle && given.full) {
    throw new InitRefused(
      '--gentle and --full — given both, allowed: one of them.\n    Leave one of the two out.',
    );
  }
  const pilots = former && !given.full ? formerPilots(asker, cards, former) : [];
  const how = howSaid(given) ?? (await askHow(asker, former && howBefore(pilots, former)));
  if (how === 'kept') return { kind: 'kept', pilots };
  if (how === 'full') return { kind: 'full' };
  const isSame = given.pilot === undefined && given.gentle === true && pilots.length > 0;
  if (isSame) return { kind: 'gentle', pilots };
  const open = cards.filter(({ hasEnded }) => !hasEnded);
  const pilot =
    given.pilot === undefined ? await askPilot(asker, open) : pilotNamed(given.pilot, open, cards);
  return { kind: 'gentle', pilots: [{ id: pilot.id, name: pilot.name }], insteadOf: pilots };
}

type How = 'gentle' | 'full' | 'kept';
type HowBefore = 'gentle' | 'full' | 'other';

function howSaid(given: Given): How | null {
  if (given.pilot !== undefined || given.gentle) return 'gentle';
  return given.full ? 'full' : null;
}

/** The pilots of the playbook that are cards of the board; that another one is not is said. */
function formerPilots(asker: Asker, cards: readonly BoardCard[], { pilot = [] }: Playbook): PilotCard[] {
  return pilot.flatMap(id => {
    const card = cards.find(one => one.id === id);
    if (card) return [{ id, name: card.name }];
    sayGone(asker, 'pilot', id, 'The board has no such card any more.');
    return [];
  });
}

/** `before` is how the playbook has it that is there; null where none is, or its pilots are gone. */
function askHow(asker: Asker, before: HowBefore | null): Promise<How> {
  const hinted = (how: 'gentle' | 'full', hint: string) =>
    before === how ? { value: 'kept' as const, hint: `${hint}, ${AS_BEFORE}` } : { value: how, hint };
  const options: Option<How>[] = [
    {
      label: 'gently',
      ...hinted('gentle', 'rules only show, one card is acted on, a limit of changes a day'),
    },
    { label: 'fully', ...hinted('full', 'all cards, and rules ask people') },
  ];
  if (before === 'other') {
    const hint = `what the playbook says of pilot, maxChangesPerDay and rules, ${AS_BEFORE}`;
    options.unshift({ value: 'kept', label: 'as it is', hint });
  }
  return asker.choose({
    flag: '--gentle or --full',
    message: 'How do you want to begin?',
    options,
    proposed: options.find(({ value }) => value === (before === null ? 'gentle' : 'kept')) ?? null,
  });
}

/** Which beginning the playbook has; another one where people have gone on from there, or chose their own. */
function howBefore(
  pilots: readonly PilotCard[],
  { pilot, maxChangesPerDay, rules }: Playbook,
): HowBefore | null {
  if (pilots.length === 0 && pilot !== undefined) return null;
  const enforced = Object.values(rules).map(rule => rule?.enforce);
  const onlyShow = enforced.length > 0 && enforced.every(one => one === 'inform');
  const isLimited = maxChangesPerDay !== undefined;
  if (pilots.length === 1 && onlyShow && isLimited) return 'gentle';
  return pilots.length === 0 && !onlyShow && !isLimited ? 'full' : 'other';
}

async function askPilot(asker: Asker, open: readonly BoardCard[]): Promise<Place> {
  const options = open.toSorted((one, other) => Number(other.isAtWork) - Number(one.isAtWork));
  if (options.length === 0) {
    throw new InitRefused(
      'A gentle beginning needs one card to begin with, and the board has none that is not over. Make one in ClickUp, or say --full.',
    );
  }
  const [first] = options.map(card => ({ value: card, label: card.name }));
  return asker.choose({
    flag: '--pilot',
    message: 'With which card do you want to begin?',
    options: options.map(card => ({
      value: card,
      label: card.name,
      ...(card.isAtWork ? { hint: 'a team is at work' } : {}),
    })),
    proposed: first ?? null,
  });
}

function pilotNamed(given: string, open: readonly BoardCard[], cards: readonly BoardCard[]): Place {
  const others = cards.map(({ id, name }) => ({
    id,
    name,
    what: 'a card that is over; the pilot is one that is not over',
  }));
  const kind = 'card on the board that is not over';
  const card = namedBy({ flag: '--pilot', all: open, others, kind }, given);
  if (card) return card;
  throw new InitRefused(`--pilot — given "${given}", allowed: one ${kind}.`);
}
