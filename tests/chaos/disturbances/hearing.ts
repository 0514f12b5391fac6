// What Liaison hears, and when: an endpoint that ClickUp can't reach, deliveries that come again or hours late, and a clock
// of ClickUp's that is far off ours.
import type { Disturbance } from './disturbance.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What is worth repeating: changes that a rule may take back, and words. */
const TELLING = /"field":"(assignee_add|status|custom_field|comment)"/;

type Sent = { number: number; at: number; webhook: string; resource: string; body: unknown };

export const HEARING = {
  endpointUnreachable: {
    chance: 0.12,
    by: 'faults',
    async begin({ door }) {
      door.isOpen = false;
      return {
        what: 'ClickUp can no longer reach the endpoint',
        end: async () => {
          door.isOpen = true;
          return 'ClickUp reaches the endpoint again';
        },
      };
    },
  },
  endpointNeverReached: {
    chance: 0.06,
    by: 'faults',
    isFromTheStart: true,
    async begin({ door }) {
      door.isOpen = false;
      return { what: 'ClickUp can never reach the endpoint' };
    },
  },
  deliveryReplayed: {
    chance: 0.2,
    by: 'faults',
    async begin({ people, cardIds, now }, { value, more }) {
      const { deliveries } = await people.control<{ deliveries: Sent[] }>('deliveries');
      const ageMs = more % 2 === 0 ? 2 * MINUTE_MS : 11 * MINUTE_MS;
      const told = deliveries.filter(
        ({ resource, body, at }) =>
          cardIds.includes(resource) && TELLING.test(JSON.stringify(body)) && at <= now() - ageMs,
      );
      const again = told.filter((_, index) => index % 3 === value % 3).slice(-4);
      if (again.length === 0) return null;
      for (const { number } of again) await people.control('deliveries', { again: number });
      return { what: `deliveries came once more: ${again.map(({ number }) => number).join()}` };
    },
  },
  deliveryHoursLate: {
    chance: 0.12,
    by: 'faults',
    async begin({ people, activeFaults }, { value, more }) {
      const delayMs = value % 2 === 0 ? (11 + (more % 50)) * MINUTE_MS : (1 + (more % 8)) * HOUR_MS;
      const late = { kind: 'deliveryLate', probability: 0.5, delayMs, user: people.botId, times: 4 };
      const end = await activeFaults.add([late]);
      return {
        what: `some deliveries take ${delayMs / MINUTE_MS} minutes`,
        end: async () => {
          await end();
          return 'deliveries take no hours any more';
        },
        lingersMs: delayMs,
      };
    },
  },
  clockAhead: {
    chance: 0.06,
    by: 'faults',
    isFromTheStart: true,
    async begin({ people }) {
      await people.control('clock', { advanceMs: 10 * MINUTE_MS });
      return { what: "ClickUp's clock is ten minutes ahead" };
    },
  },
  clockBehind: {
    chance: 0.06,
    by: 'faults',
    isFromTheStart: true,
    async begin({ people }) {
      await people.control('clock', { advanceMs: -10 * MINUTE_MS });
      return { what: "ClickUp's clock is ten minutes behind" };
    },
  },
} satisfies Record<string, Disturbance>;
