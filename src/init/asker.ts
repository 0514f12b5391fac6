// Whoever answers what can't be found out: a person at the keyboard, or the flags and proposals alone.

/** One of several answers; `hint` stands beside it. */
export type Option<T> = { value: T; label: string; hint?: string };

/** A question with the flag that answers it beforehand. `proposed` is taken where nobody is asked. */
export type Question = { flag: string; message: string };

export type Asker = {
  /** Lets somebody choose; may be given the words that they look for. `mayGoOn`: later questions do not hang on the answer. */
  choose<T>(
    question: Question & { options: Option<T>[]; proposed: Option<T> | null; mayGoOn?: boolean },
  ): Promise<T>;
  confirm(question: Question & { proposed: boolean }): Promise<boolean>;
  /** Something that must not be seen on the screen. */
  secret(question: Question & { validate(text: string): string | null }): Promise<string>;
  /** Says something between the questions. */
  say(text: string): void;
  /** Throws InitRefused where questions so far had no answer, with all of them at once. */
  checkAnswers(): void;
};

/** Why init can't go on, in words for whoever started it. */
export class InitRefused extends Error {
  override readonly name = 'InitRefused';
}

/** What is said where somebody goes. */
export const CANCELLED = 'Cancelled: nothing was written. Run `liaison init` again whenever you like.';

/** Whoever was asked went: nothing was written. */
export class InitCancelled extends Error {
  override readonly name = 'InitCancelled';
}

/** More answers than this in a message help nobody. */
const SHOWN = 20;

/** Takes every proposal; what has none is refused with the flag that answers it, as much as can be told at once. */
export function takingProposals(say: (text: string) => void): Asker {
  const open: string[] = [];
  const checkAnswers = (): void => {
    if (open.length > 0) throw new InitRefused([...open, 'Or leave out --yes to be asked.'].join('\n'));
  };
  return {
    say,
    checkAnswers,
    async choose<T>({ flag, message, options, proposed, mayGoOn }: Parameters<Asker['choose']>[0]) {
      if (proposed) return proposed.value as T;
      open.push(unanswered(message, flag, options));
      const [any] = options;
      if (!mayGoOn || !any) checkAnswers();
      // Only so that the other questions come: the check throws before anything is done with it.
      return any?.value as T;
    },
    confirm: async ({ proposed }) => proposed,
    async secret({ flag, message }) {
      open.push(unanswered(message, flag, []));
      checkAnswers();
      return '';
    },
  };
}

function unanswered(message: string, flag: string, options: readonly Option<unknown>[]): string {
  const labels = options.map(({ label }) => label);
  const more = labels.length > SHOWN ? ` and ${labels.length - SHOWN} more` : '';
  const allowed = labels.length === 0 ? '' : ` Allowed: ${labels.slice(0, SHOWN).join(', ')}${more}.`;
  return `${message} — given nothing, and the workspace does not tell.${allowed}\n    Say it with ${flag}.`;
}
