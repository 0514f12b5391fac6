// Whose token a request carries. Personal tokens (pk_…) come bare; any other token needs "Bearer".
import type { Person, World } from '../world.ts';
import { ApiError } from './api-error.ts';

/** The OAuth access token of a person: their personal token without its prefix. */
const accessToken = (person: Person) => person.token.slice('pk_'.length);

/** The person behind an Authorization header. Throws OAUTH_017 (missing) or OAUTH_025 (unknown). */
export function authorise(world: World, header: string | undefined): Person {
  if (header === undefined || header.trim() === '') {
    throw new ApiError(400, 'OAUTH_017', 'Authorization header required');
  }
  const bearer = /^Bearer\s+(\S+)$/u.exec(header)?.[1];
  for (const person of world.people.values()) {
    if (bearer === undefined ? header === person.token : bearer === accessToken(person)) return person;
  }
  throw new ApiError(401, 'OAUTH_025', 'Token invalid');
}
