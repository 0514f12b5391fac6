// Webhooks as people read them in a terminal.

type Webhook = {
  id: string;
  endpoint: string;
  place: { kind: string; id: string | null };
  events: readonly string[];
  health: { status: string; failCount: number } | null;
  standing: keyof typeof MEANINGS;
  isStale: boolean;
};

const MEANINGS = {
  current: 'ours',
  double: 'ours, stale: a second one for this place',
  'old address': 'ours, stale: it delivers to another address than PUBLIC_URL',
  'place gone': 'ours, stale: its place is not there any more',
  elsewhere: 'of a Liaison, from a place that is not in this playbook; left alone',
  unclear: 'ours, or of a Liaison elsewhere: without PUBLIC_URL nobody can say; left alone',
  'not ours': 'not ours; left alone',
} as const;

/** One block per webhook, and a line about what is stale. */
export function webhooksText({
  endpoint,
  webhooks,
}: {
  endpoint: string | null;
  webhooks: readonly Webhook[];
}): string {
  const hears =
    endpoint === null ? 'There is no PUBLIC_URL: Liaison polls.' : `Liaison hears at ${endpoint}.`;
  if (webhooks.length === 0) return `${hears}\nThe owner of this token has no webhooks.`;
  const stale = webhooks.filter(webhook => webhook.isStale).length;
  const end = stale === 0 ? 'Nothing is stale.' : `${stale} stale: \`liaison webhooks prune\` removes them.`;
  return [hears, '', ...webhooks.map(block), end].join('\n');
}

/** What a prune is about to remove; said before it happens. */
export function staleText(stale: readonly Webhook[], isDryRun: boolean): string {
  if (stale.length === 0) return 'Nothing is stale, nothing is removed.';
  return removedText(stale, isDryRun);
}

/** What a removal of all of ours is about to remove; said before it happens. */
export function allText(ours: readonly Webhook[], isDryRun: boolean): string {
  if (ours.length === 0) return 'None is ours, nothing is removed.';
  return removedText(ours, isDryRun);
}

/** What a take-over is about to remove; said before it happens. */
export function othersText(others: readonly Webhook[], isDryRun: boolean): string {
  if (others.length === 0) return 'No other Liaison hears on this board, nothing is removed.';
  return removedText(others, isDryRun);
}

/** What a take-over did. */
export function takenOverText(
  done: Parameters<typeof prunedText>[0] & { registered: readonly string[] },
): string {
  const { registered } = done;
  if (registered.length === 0) return prunedText(done);
  return `Registered ${registered.length} of ours.\n${prunedText(done)}`;
}

/** What a prune did. */
export function prunedText(done: {
  isDryRun: boolean;
  removed: readonly string[];
  failed: readonly { id: string; reason: string }[];
}): string {
  const { isDryRun, removed, failed } = done;
  const lines = failed.map(({ id, reason }) => `${id} could not be removed: ${reason}`);
  if (removed.length > 0) {
    lines.push(isDryRun ? 'Nothing was removed: this was a dry run.' : `Removed ${removed.length}.`);
  }
  return lines.join('\n');
}

function removedText(webhooks: readonly Webhook[], isDryRun: boolean): string {
  const head = isDryRun ? 'These would be removed:' : 'These are removed:';
  return [head, '', ...webhooks.map(block)].join('\n').trimEnd();
}

function block({ id, endpoint, place, events, health, standing }: Webhook): string {
  const where = place.id === null ? place.kind : `${place.kind} ${place.id}`;
  const failures = health && health.failCount > 0 ? `, ${health.failCount} failures` : '';
  return [
    `${id}  ${MEANINGS[standing]}`,
    `  to      ${endpoint}`,
    `  from    ${where}`,
    `  health  ${health?.status ?? 'unknown'}${failures}`,
    `  events  ${events.join(', ') || 'none'}`,
    '',
  ].join('\n');
}
