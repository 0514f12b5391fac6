// Refusals as ClickUp words them: {"err", "ECODE"} with a status that often misleads (the code is what
// counts). One function per refusal, so that each code is written down once.

/** A refusal that becomes the answer to the request. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** An id that does not exist or cannot be seen: ClickUp answers 401, not 404. */
export const unknownId = () => new ApiError(401, 'OAUTH_027', 'Team not authorized');

/** A task that was deleted. */
export const taskDeleted = () => new ApiError(404, 'ITEM_013', 'Task not found');

/** A list that was deleted. */
export const listDeleted = () => new ApiError(404, 'ACCESS_100', 'List not found');

/** A folder or comment that was deleted. */
export const notFound = (what: string) => new ApiError(404, 'ACCESS_190', `${what} not found`);

/** An id of the wrong form. */
export const malformedId = (what: string) => new ApiError(400, 'INPUT_002', `${what} ID invalid`);

/** A required value that is missing. */
export const missing = (what: string) => new ApiError(400, 'INPUT_005', `${what} is required`);

/** A value of the wrong type. */
export const invalid = (what: string) => new ApiError(400, 'INPUT_006', `${what} invalid`);

/** Somebody who can't be assigned there is among the assignees. */
export const assigneesInvalid = () => new ApiError(400, 'ITEM_119', 'Assignees list invalid');
