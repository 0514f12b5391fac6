// Who is in the workspace, and in which groups.
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import type { Transport } from '../http/transport.ts';
import { memberOf, personOf } from '../people.ts';
import { readGroups, readWorkspaces } from '../places/place-reads.ts';
import type { Places } from '../places/places.ts';

/** The read, for the workspace of one playbook. */
export function staffRead(transport: Transport, { workspaceId, me }: Places): Pick<ClickUp, 'readStaff'> {
  return {
    async readStaff(setAside) {
      const [workspaces, groups] = await Promise.all([
        readWorkspaces(transport, setAside),
        readGroups(transport, workspaceId, setAside),
      ]);
      const workspace = workspaces.find(candidate => candidate.id === workspaceId);
      if (!workspace) {
        throw new ClickUpFailure(
          'gone',
          `While reading the people: this token no longer sees workspace ${workspaceId}.`,
        );
      }
      return { people: workspace.members.map(memberOf), groups, me: personOf(me) };
    },
  };
}
