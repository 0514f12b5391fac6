// Making a work item from a template of the playbook.

import type { Written } from '../mirror/record.ts';
import { peopleOf } from './content.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';
import { assigning } from './refusal-names.ts';
import { templateWords } from './template-words.ts';

type CreateItem = OperationWith<
  'create-item',
  { template: string; name: string; description: string; tags: string[]; values: Written }
>;

export const createItem: OperationRecord<CreateItem> = {
  kind: 'create-item',
  countsAsChange: 'never',
  makes: 'work items',
  needs: ['list', 'about item', 'record'],
  isOnAgenda: true,
  about: ({ template }) => template,
  content({ name, description, tags, values }, seen) {
    const { due: dueOn } = values;
    const assignees = peopleOf(values.assignees, seen);
    return { before: null, after: { title: name, description, dueOn, assignees, tags } };
  },
  assigned: {
    of: ({ values }) => values.assignees,
    refusalOf: assigning,
    without(operation, isRefused) {
      const assignees = operation.values.assignees.filter(id => !isRefused(id));
      return { ...operation, values: { ...operation.values, assignees } };
    },
  },
  rehearse(inMemory, { template, name, tags, values }) {
    const assignees = values.assignees.filter(id => inMemory.isPresent(id));
    inMemory.addItem({ template, name, tags, dueOn: values.due, assignees });
  },
  why: ({ template }, { playbook }) => templateWords(template, playbook, { isNew: true }),
};
