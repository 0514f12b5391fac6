// Whether ClickUp's clock and ours agree, and how that is said.

/** Deliveries are judged by their dates: a few seconds do not matter, minutes do. */
const APART_MS = 60_000;

/** Whether the clocks are so far apart that somebody should do something; null is not known. */
export function areApart(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) > APART_MS;
}

/** How far apart the clocks are, in a sentence that says what to do where it matters. */
export function skewSentence(skewMs: number | null): string {
  if (skewMs === null) return 'not compared yet: too little was written to ClickUp since the start';
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  if (!areApart(skewMs)) return `${seconds} seconds between ClickUp's clock and ours`;
  const way = skewMs > 0 ? 'ahead of' : 'behind';
  return (
    `ClickUp's clock is ${seconds} seconds ${way} this machine's, by the dates of what Liaison wrote: ` +
    'set the clock of this machine (with NTP). Until then times in what Liaison says may be off by as much.'
  );
}
