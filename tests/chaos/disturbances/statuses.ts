// Statuses of the board that the playbook maps are renamed, and named back.
import type { Disturbance } from './disturbance.ts';

const MAPPED = ['evaluation', 'in progress', 'forming', 'done'];

export const STATUSES = {
  statusRenamed: {
    chance: 0.12,
    by: 'people',
    async begin({ people, disturb, isDisturbed, note }, { value }) {
      const old = MAPPED[value % MAPPED.length] ?? '';
      if (isDisturbed('statuses')) return null;
      const rename = (from: string, to: string) =>
        people.control('statuses', { list: people.boardId, rename: { [from]: to } });
      await rename(old, `${old} now`);
      const settle = disturb('statuses');
      note('statuses renamed');
      return {
        what: `the status “${old}” was renamed`,
        end: async () => {
          await rename(`${old} now`, old);
          settle();
          note('statuses named back');
          return `the status “${old}” has its name again`;
        },
      };
    },
  },
} satisfies Record<string, Disturbance>;
