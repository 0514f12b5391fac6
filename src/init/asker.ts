// Whoever answers what can't be found out: a person at the keyboard, or the flags and proposals alone.

/** One of several answers; `hint` stands beside it. */
export type Option<T> = { value: T; label: string; hint?: string };

/** A question with the flag that answers it beforehand. `proposed` is taken where nobody is asked. */
export type Question = { flag: string; message: string };

export type Asker = {
  /** Lets somebody choose; may be given the words that they look for. */
  choose<T>(question: Question & { options: Option<T>[]; proposed: Option<T> | null }): Promise<T>;
  confirm(question: Question & { proposed: boolean | null }): Promise<boolean>;
  /** Something that must not be seen on the screen. */
  secret(question: Question & { validate(text: string): string | null }): Promise<string>;
  /** Says something between the questions. */
  say(text: string): void;
};

/** Why init can't go on, in words for whoever started it. */
export class InitRefused extends Error {
  override readonly name = 'InitRefused';
}

/** Nobody was there any more: nothing was written. */
export class InitCancelled extends Error {
  override readonly name = 'InitCancelled';
}

/** More answers than this in a message help nobody. */
const SHOWN = 20;

/** Takes every proposal; what has none is refused with the flag that answers it. */
export function takingProposals(say: (text: string) => void): Asker {
  return {
    say,
    choose({ flag, message, options, proposed }) {
      if (proposed) return Promise.resolve(proposed.value);
      return Promise.reject(unanswered(message, flag, options));
    },
    confirm({ flag, message, proposed }) {
      if (proposed !== null) return Promise.resolve(proposed);
      return Promise.reject(unanswered(message, flag, []));
    },
    secret: ({ flag, message }) => Promise.reject(unanswered(message, flag, [])),
  };
}

function unanswered(message: string, flag: string, options: readonly Option<unknown>[]): InitRefused {
  const labels = options.map(({ label }) => label);
  const more = labels.length > SHOWN ? ` and ${labels.length - SHOWN} more` : '';
  const allowed = labels.length === 0 ? '' : ` Allowed: ${labels.slice(0, SHOWN).join(', ')}${more}.`;
  return new InitRefused(
    `${message} — nothing was given, and it can't be told from the workspace.${allowed}\n    Say it with ${flag}, or leave out --yes to be asked.`,
  );
}
