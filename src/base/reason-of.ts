// What went wrong, in words, whatever was thrown.

/** The message of an error, with the reasons that connection libraries hide in an AggregateError. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(reasonOf).join('; ');
  }
  return thrown.message || thrown.name;
}
