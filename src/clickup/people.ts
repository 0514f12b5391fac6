// People of the workspace, as ClickUp shows them and as we know them.
import type { Person } from '../domain/observation.ts';
import type { UserAnswer } from './schemas.ts';

/** A user as a person of the domain. */
export function personOf(user: { id: number; name: string }): Person {
  return { id: user.id, name: user.name };
}

/** A member of the workspace, with the e-mail by which the playbook may name the board's owner. */
export function memberOf({ email, ...user }: Pick<UserAnswer, 'id' | 'name' | 'email'>): Person {
  return { ...personOf(user), ...(email === null ? {} : { email }) };
}
