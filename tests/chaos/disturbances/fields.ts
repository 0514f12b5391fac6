// Custom fields go out of Liaison's sight and come back, and user groups are renamed and named back.
import type { Disturbance } from './disturbance.ts';

export const FIELDS = {
  fieldHidden: {
    chance: 0.1,
    by: 'people',
    async begin({ people, disturb, isDisturbed, note }, { value }) {
      const { supporterFieldId, functions, outcomes } = people;
      const all = [supporterFieldId, functions.fieldId, outcomes.fieldId];
      const field = all[value % all.length] ?? supporterFieldId;
      if (isDisturbed('fields')) return null;
      await people.control('fields', { field, hidden: true });
      const settle = disturb('fields');
      note(`field ${field} hidden`);
      return {
        what: `the field ${field} is out of sight`,
        // Somebody has to look again: that changes no card.
        lingersMs: 6 * 60_000,
        end: async () => {
          await people.control('fields', { field, hidden: false });
          settle();
          note(`field ${field} shown`);
          return `the field ${field} is in sight again`;
        },
      };
    },
  },
  groupRenamed: {
    chance: 0.08,
    by: 'people',
    async begin({ people, disturb, isDisturbed, note }, { value }) {
      const group = people.groups[value % people.groups.length];
      if (!group || isDisturbed('groups')) return null;
      const rename = (name: string) => people.ask('PUT', `/group/${group.id}`, { name });
      await rename(`${group.name} now`);
      const settle = disturb('groups');
      note(`group ${group.name} renamed`);
      return {
        what: `the group “${group.name}” was renamed`,
        end: async () => {
          await rename(group.name);
          settle();
          note(`group ${group.name} named back`);
          return `the group “${group.name}” has its name again`;
        },
      };
    },
  },
} satisfies Record<string, Disturbance>;
