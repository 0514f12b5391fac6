// Why a reconcile of a card was asked for, as far as whoever asked can say.

/**
 * - `delivery`: ClickUp told of a change.
 * - `poll`: reading found that the card or its team list had changed.
 * - `sweep`: a reconcile of everything, daily or after a start or a gap.
 * - `timer`: the card's wake-up, because something was due or had to wait.
 * - `sync`: somebody asked with `liaison sync`.
 * - `neighbour`: another customer result changed, and a rule looks across cards.
 * - `retry`: somebody asked again for a card that was set aside.
 */
export const TRIGGERS = ['delivery', 'poll', 'sweep', 'timer', 'sync', 'neighbour', 'retry'] as const;
export type Trigger = (typeof TRIGGERS)[number];
