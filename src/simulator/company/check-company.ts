// Judges a company that comes from outside: its shape, and whether every name in it is the name of something. All that is
// wrong is told at once.
import { SimulatorRefused } from '../simulator-refused.ts';
import type { Company, CompanyField, CompanyList, CompanySpace } from './company.ts';
import { botOf, statusesIn, statusName, withSubtasks } from './company-names.ts';
import { CompanySchema } from './company-schema.ts';
import { duplicates, type KnownNames, unknownName } from './known-names.ts';
import { taskProblems } from './task-problems.ts';

/** The company, if it can be built. Throws SimulatorRefused, which names every problem with its place. */
export function checkCompany(given: unknown): Company {
  const result = CompanySchema.safeParse(given);
  if (!result.success) {
    throw refused(result.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`));
  }
  const problems = namesAtOdds(result.data);
  if (problems.length > 0) throw refused(problems);
  return result.data;
}

const refused = (problems: readonly string[]) =>
  new SimulatorRefused(`The company can't be used:\n${problems.map(each => `  ${each}`).join('\n')}`);

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place.replace(/^\./u, '') || 'the company';
}

function namesAtOdds(company: Company): string[] {
  const { people, groups = [], spaces } = company;
  const everybody = [...people, botOf(company)];
  const known = {
    people: new Set(everybody.map(({ name }) => name)),
    groups: new Set(groups.map(({ name }) => name)),
    tasks: new Set(spaces.flatMap(listsOf).flatMap(({ list }) => namesOfTasks(list))),
  };
  return [
    ...duplicates('people and groups', [...everybody, ...groups]),
    ...idsGivenTwice(everybody.flatMap(({ id }) => id ?? [])),
    ...groups.flatMap((group, index) =>
      group.members.flatMap(name => unknownName(`groups[${index}].members`, 'person', name, known.people)),
    ),
    ...duplicates('spaces', spaces),
    ...spaces.flatMap((space, index) => spaceProblems(space, `spaces[${index}]`, known)),
  ];
}

const idsGivenTwice = (ids: readonly number[]) =>
  ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `people: the id ${id} is given twice`);

const namesOfTasks = (list: CompanyList) => withSubtasks(list.tasks ?? []).map(({ name }) => name);

/** The lists of a space, in folders or not, with what holds in each and where it stands. */
function listsOf(space: CompanySpace): { list: CompanyList; place: string; fields: CompanyField[] }[] {
  const { lists = [], folders = [], fields = [] } = space;
  return [
    ...lists.map((list, index) => ({
      list,
      place: `.lists[${index}]`,
      fields: [...fields, ...(list.fields ?? [])],
    })),
    ...folders.flatMap((folder, at) =>
      (folder.lists ?? []).map((list, index) => ({
        list,
        place: `.folders[${at}].lists[${index}]`,
        fields: [...fields, ...(folder.fields ?? []), ...(list.fields ?? [])],
      })),
    ),
  ];
}

function spaceProblems(space: CompanySpace, place: string, known: KnownNames): string[] {
  const { lists = [], folders = [] } = space;
  return [
    ...duplicates(`${place}.lists`, lists),
    ...duplicates(`${place}.folders`, folders),
    ...folders.flatMap((folder, index) => duplicates(`${place}.folders[${index}].lists`, folder.lists ?? [])),
    ...listsOf(space).flatMap(({ list, place: inSpace, fields }) => {
      const at = `${place}${inSpace}`;
      const statuses = statusesIn(space, list).map(statusName);
      return [
        ...duplicates(`${at}.fields`, fields),
        ...fields.flatMap(field => optionProblems(`${at}.fields`, field)),
        ...duplicates(
          `${at}.statuses`,
          statuses.map(name => ({ name })),
        ),
        ...(list.linkTo === undefined ? [] : unknownName(`${at}.linkTo`, 'task', list.linkTo, known.tasks)),
        ...(list.tasks ?? []).flatMap((task, index) =>
          taskProblems(task, `${at}.tasks[${index}]`, { statuses: new Set(statuses), fields, known }),
        ),
      ];
    }),
  ];
}

function optionProblems(place: string, { name, type, options }: CompanyField): string[] {
  const hasOptions = type === 'drop_down' || type === 'labels';
  if (hasOptions === (options !== undefined)) return [];
  const why = hasOptions ? `is a ${type} and needs options` : `is of type ${type}, which has no options`;
  return [`${place}: the field "${name}" ${why}`];
}
