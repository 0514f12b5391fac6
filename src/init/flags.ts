// The answers that were given beforehand, as they were written on the command line. Pure.
import { InitRefused } from './asker.ts';

/** Answers by flag; what is absent is proposed or asked. */
export type Given = {
  /** Any address of ClickUp: it says where to look. */
  place?: string;
  workspace?: string;
  board?: string;
  folder?: string;
  /** STATUS=PHASE, or STATUS=none. */
  phase?: string[];
  supporterField?: string;
  functionsField?: string;
  outcomeField?: string;
  supporters?: string;
  /** LABEL=GROUP, or LABEL=none. */
  function?: string[];
  owner?: string;
  language?: string;
  zone?: string;
  holidays?: string;
  allHandsDay?: string;
  agendaList?: string;
  /** CARD=LIST, or CARD=none. */
  adopt?: string[];
  pilot?: string;
  gentle?: boolean;
  full?: boolean;
};

/** The word that answers: none of them. */
export const NONE = 'none';

export function isNone(text: string): boolean {
  return text.trim().toLowerCase() === NONE;
}

/** `A=B` as a pair; A may have an equals sign of its own. Throws InitRefused where there is none. */
export function pairOf(flag: string, text: string, form: string): [string, string] {
  const at = text.lastIndexOf('=');
  const [left, right] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at > 0 && left !== '' && right !== '') return [left, right];
  throw new InitRefused(
    `${flag} — given "${text}", allowed: ${form}.\n    Put it in quotes where a name has spaces: ${flag} "A name=its answer".`,
  );
}

/** Throws InitRefused where `flag` says twice what `name` is: nobody can tell which of the two is meant. */
export function refuseTwice(flag: string, name: string, pair: string, isSaid: boolean): void {
  if (!isSaid) return;
  throw new InitRefused(
    `${flag} — given "${pair}", a second answer for “${name}”, allowed: one for each.\n    Leave one of the two out.`,
  );
}
