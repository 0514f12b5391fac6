// Whose token a request carries. Personal tokens (pk_…) come bare; any other token needs "Bearer".
import { seatOf } from '../access.ts';
import type { Person, World } from '../world.ts';
import { ApiError, unknownId } from './api-error.ts';

/** The OAuth access token of a person: their personal token without its prefix. */
const accessToken = (person: Person) => person.token.slice('pk_'.length);

/** The person behind an Authorization header. Throws OAUTH_017 (missing) or OAUTH_025 (unknown, disabled). */
export function authorise(world: World, header: string | undefined): Person {
  if (header === undefined || header.trim() === '') {
    throw new ApiError(400, 'OAUTH_017', 'Authorization header required');
  }
  const bearer = /^Bearer\s+(\S+)$/u.exec(header)?.[1];
  for (const person of world.people.values()) {
    if (bearer === undefined ? header !== person.token : bearer !== accessToken(person)) continue;
    if (seatOf(world, person.id) === 'disabled') break;
    return person;
  }
  throw new ApiError(401, 'OAUTH_025', 'Token invalid');
}

/** What somebody who was removed from the workspace may still ask: who they are, and where they are welcome. */
export function checkSeat(world: World, person: Person, route: string): void {
  const isAboutThemselves = route === '/v2/user' || route === '/v2/team';
  if (seatOf(world, person.id) === 'removed' && !isAboutThemselves) throw unknownId();
}
