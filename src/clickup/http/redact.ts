// Takes the token out of whatever is said: answers may repeat it, in whatever case.
import { ClickUpFailure } from '../../reconcile/ports.ts';
import type { Failed } from './failure.ts';

/** Puts `[token]` in the place of the token. */
export type Redact = (text: string) => string;

/** For one token. */
export function redactor(token: string): Redact {
  const secret = new RegExp(token.replaceAll(/[^\w]/g, String.raw`\$&`), 'gi');
  return text => (token === '' ? text : text.replaceAll(secret, '[token]'));
}

/** The same failure with a message that can be shown. */
export function redacted({ failure, isPassing }: Failed, redact: Redact): Failed {
  const message = redact(failure.message);
  if (message === failure.message) return { failure, isPassing };
  const { kind, isMaybeApplied, until, isOfToken } = failure;
  const facts = { isMaybeApplied, isOfToken, ...(until === null ? {} : { until }) };
  return { failure: new ClickUpFailure(kind, message, facts), isPassing };
}
