// `/next`: the cards that look for somebody like whoever asks, the most important first. At most a handful.

import { isInvolved } from '../customer-result.ts';
import type { TextLine } from '../language/rich-text.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { boundOf } from '../rules/rules-of.ts';
import { candidatesFor, type OpenSeat, openSeats } from './seats.ts';

/** Nobody chooses among more. */
const MOST = 5;

/** What is answered: where people form a team, or else what comes next on the board, or that there is nothing. */
export function nextLines(person: number, context: RuleContext, playbook: Playbook): (string | TextLine)[] {
  const { texts, view } = context;
  const functions = view.functionsOf(person);
  const isOn = (result: Parameters<typeof isInvolved>[1]) => isInvolved(person, result);
  const hint = loadHint(person, context, playbook);
  const forming = openSeats(functions, isOn, context, playbook).slice(0, MOST);
  if (forming.length > 0) {
    return [...hint, texts.render('next.forming'), ...forming.map(one => seatLine(one, texts))];
  }
  const candidates = candidatesFor(functions, isOn, context).slice(0, MOST);
  if (candidates.length > 0) {
    return [...hint, texts.render('next.candidates'), ...candidates.map(one => seatLine(one, texts))];
  }
  return [...hint, texts.render('next.none')];
}

/** Who has enough to do already hears so first. */
function loadHint(person: number, { texts, view }: RuleContext, playbook: Playbook): string[] {
  const max = boundOf('teams of a member', playbook)?.max;
  const count = view.onTeamBeside(person, '').length;
  return max === undefined || count < max ? [] : [texts.render('next.enough', { count, max })];
}

function seatLine({ result, seat }: OpenSeat, texts: CompanyTexts): TextLine {
  const words = seatWords(result.phase === 'forming', seat, texts);
  const { name, url } = result.card;
  return { bullet: true, spans: [{ link: name, url }, ...(words === null ? [] : [`: ${words}`])] };
}

function seatWords(isForming: boolean, seat: OpenSeat['seat'], texts: CompanyTexts): string | null {
  if (seat.kind === 'function') {
    return texts.list(seat.functions.map(name => texts.render('cross-functional.seat', { name })));
  }
  if (seat.kind === 'further') return texts.render('cross-functional.seat-any', { count: 1 });
  return isForming ? texts.render('more-people', { count: 1 }) : null;
}
