// The doctor's look at the places, statuses, fields and groups that the playbook names: what is there, what is not, and
// what could not be looked at because of that.
import type { PlaceProblem } from '../../clickup/places/place-problem.ts';
import type { SeenPlaces } from '../../clickup/places/places.ts';
import { PHASES } from '../../domain/phase.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type Check, checksIn, type Topic } from './check.ts';
import { listed, quotedList } from './listed.ts';

const { ok, warn, fail } = checksIn('places');

/** From so many missing names on, and where most are missing, it is rather the place that is wrong. */
const MANY = 4;

/** One check for each problem, or a question where many come from one; and what is well. */
export function placeChecks(
  playbook: Playbook,
  problems: readonly PlaceProblem[],
  seen: SeenPlaces,
): Check[] {
  const by = (topic: Topic<'places'>) => problems.filter(({ place }) => topicOf(place) === topic);
  const [wrongList, wrongWorkspace] = [rightList(playbook, problems, seen), rightWorkspace(problems, seen)];
  const asked = new Set([...(wrongList?.about ?? []), ...(wrongWorkspace?.about ?? [])]);
  const failing = problems
    .filter(problem => !asked.has(problem))
    .map(({ place, message, hint }) => fail(topicOf(place), message, hint, place));
  const { board, folder, groups } = seen;
  return [
    ...failing,
    ...(wrongList ? [wrongList.check] : []),
    ...(wrongWorkspace ? [wrongWorkspace.check] : []),
    ...lookedAtInstead(problems, seen),
    ...notLookedAt(seen),
    ...(board && folder && by('board and folder').length === 0
      ? [ok('board and folder', `“${board.name}” and “${folder.name}” are there.`)]
      : []),
    ...(seen.found && by('fields').length === 0
      ? [ok('fields', `The fields are there: ${Object.values(playbook.fields).join(', ')}.`)]
      : []),
    ...(seen.workspace && by('groups').length === 0
      ? [ok('groups', `The user groups are there, among ${groups.length}.`)]
      : []),
    ...(wrongList ? [] : statusChecks(playbook, seen)),
  ];
}

function topicOf(place: string): Topic<'places'> {
  if (place.startsWith('phases.')) return 'statuses';
  if (place.startsWith('fields.')) return 'fields';
  if (place.startsWith('places.')) return 'board and folder';
  if (place === 'people.owner') return 'owner';
  return place === 'digest.list' || place === 'people.absences' ? 'other lists' : 'groups';
}

/** A question in the place of many problems. */
type Question = { check: Check; about: PlaceProblem[] };

/** Most of what the playbook names on the board is not there: it may be another list. */
function rightList(
  { phases, fields }: Playbook,
  problems: readonly PlaceProblem[],
  { board, lists, statuses: there }: SeenPlaces,
): Question | null {
  if (board === null) return null;
  const statuses = problems.filter(({ place }) => topicOf(place) === 'statuses');
  const lost = problems.filter(({ place }) => topicOf(place) === 'fields');
  const named = {
    statuses: PHASES.flatMap(phase => phases[phase]).length,
    fields: Object.keys(fields).length,
  };
  const about = [...statuses, ...lost];
  if (about.length < MANY || about.length * 2 <= named.statuses + named.fields) return null;
  const others = lists.filter(({ id }) => id !== board.id).map(({ name }) => name);
  const message =
    `The list “${board.name}” has ${named.statuses - statuses.length} of ${named.statuses} statuses and ` +
    `${named.fields - lost.length} of ${named.fields} custom fields that the playbook names. Is this the right list?`;
  const hint =
    `If not, write another one under places.board: ${others.length > 0 ? listed(others) : 'this token sees none'}. ` +
    `If so, its statuses are ${quotedList(there)}; the playbook names ${quotedList(about.map(({ given }) => given))}.`;
  return { check: fail('right list', message, hint), about };
}

/** None of the groups is there: it may be another workspace. */
function rightWorkspace(
  problems: readonly PlaceProblem[],
  { workspace, workspaces, groups }: SeenPlaces,
): Question | null {
  const about = problems.filter(({ place }) => topicOf(place) === 'groups');
  const given = [...new Set(about.map(({ given }) => given))];
  if (workspace === null || given.length < MANY) return null;
  const others = workspaces.filter(({ id }) => id !== workspace.id).map(({ name }) => name);
  const message =
    `${given.length} user groups that the playbook names are not in “${workspace.name}”: ${quotedList(given)}. ` +
    'Is this the right workspace?';
  const where = others.length === 0 ? '' : `If not, write places.workspace: ${listed(others)}. `;
  const found = groups.map(({ name }) => name);
  const hint =
    found.length === 0
      ? `${where}It has no user groups: make them in ClickUp, under the names of the playbook.`
      : `${where}Its user groups are ${quotedList(found)}: write these under "people", or make the missing ones.`;
  return { check: fail('groups', message, hint, 'right workspace'), about };
}

/** What was looked at in the stead of what is not there, so that what follows is understood. */
function lookedAtInstead(
  problems: readonly PlaceProblem[],
  { workspace, space, board }: SeenPlaces,
): Check[] {
  const is = (place: string) => problems.some(problem => problem.place === place);
  const instead = [
    ...(workspace && is('places.workspace') ? [`the workspace “${workspace.name}”`] : []),
    ...(space && is('places.space') ? [`the space “${space.name}”`] : []),
    ...(board && is('places.board') ? [`the list “${board.name}”`] : []),
  ];
  if (instead.length === 0) return [];
  const message = `Looked at instead of what is not there: ${instead.join(', ')}.`;
  return [warn('looked at instead', message, 'If that is what you mean, write it into the playbook.')];
}

function notLookedAt({ workspace, space, board }: SeenPlaces): Check[] {
  const missed =
    workspace === null
      ? 'the workspace: user groups, owner, spaces, lists, statuses, fields and webhooks'
      : space === null
        ? 'the space: board, folder, other lists, statuses and fields'
        : board === null
          ? 'the board: its statuses and fields'
          : null;
  if (missed === null) return [];
  return [warn('not looked at', `Nobody could look at ${missed}.`, 'Mend what is above, then look again.')];
}

/** Nothing where the board's statuses could not be read. */
function statusChecks({ phases }: Playbook, { statuses }: SeenPlaces): Check[] {
  const mapped = new Set(PHASES.flatMap(phase => phases[phase]));
  const unmapped = statuses.filter(status => !mapped.has(status.toLowerCase()));
  if (unmapped.length > 0) {
    const message = `Cards that move to these statuses rest, since no phase has them: ${unmapped.join(', ')}.`;
    return [warn('statuses', message, 'Add them to a phase under "phases" in the playbook.')];
  }
  if (statuses.length === 0) return [];
  return [ok('statuses', 'Every status of the board belongs to a phase.')];
}
