// Whose token a request carries. Personal tokens (pk_…) come bare, all others bare or after "Bearer".
import { seatOf } from '../access.ts';
import type { User, World } from '../world.ts';
import { ApiError, unknownId } from './api-error.ts';

/** The OAuth access token of a person: their personal token without its prefix. */
const accessToken = (person: User) => person.token.slice('pk_'.length);

/** The token in an Authorization header, without "Bearer". */
export const tokenIn = (header: string) => header.replace(/^Bearer\s+/u, '').trim();

/** The person behind an Authorization header. Throws OAUTH_017 (missing) or OAUTH_025 (unknown, disabled, invited). */
export function authorise(world: World, header: string | undefined): User {
  if (header === undefined || header.trim() === '') {
    throw new ApiError(400, 'OAUTH_017', 'Authorization header required');
  }
  const token = tokenIn(header);
  for (const person of world.people.values()) {
    if (token !== accessToken(person) && header !== person.token) continue;
    const seat = seatOf(world, person.id);
    if (seat === 'disabled' || seat === 'invited') break;
    return person;
  }
  throw new ApiError(401, 'OAUTH_025', 'Token invalid');
}

/** What somebody who was removed from the workspace may still ask: who they are, and where they are welcome. */
export function checkSeat(world: World, person: User, route: string): void {
  const isAboutThemselves = route === '/v2/user' || route === '/v2/team';
  if (seatOf(world, person.id) === 'removed' && !isAboutThemselves) throw unknownId();
}
