// The vendor's OpenAPI document as a judge: it checks request bodies and answers of one operation, less
// the exceptions that exceptions.ts lists. It knows neither our client nor the simulator.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Direction, exceptions } from './exceptions.ts';

const besideProject = fileURLToPath(new URL('../../../shared/clickup/openapi-v2.json', import.meta.url));

/** Where the document is: CLICKUP_OPENAPI, or ../shared/clickup beside the project. */
export const specificationPath = process.env['CLICKUP_OPENAPI'] ?? besideProject;

/** True where the document can be read. */
export const isSpecificationThere = existsSync(specificationPath);

/** The title's ending for suites that are skipped without the document. */
export const skippedBecause = isSpecificationThere
  ? ''
  : ' (skipped: no OpenAPI document; set CLICKUP_OPENAPI to its path)';

if (process.env['CI'] === 'true' && !isSpecificationThere) {
  throw new Error(
    `No OpenAPI document at ${specificationPath}. In CI it must be there: set CLICKUP_OPENAPI.`,
  );
}

type Content = Record<string, unknown>;
type Operation = {
  operationId: string;
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};
type Specification = { paths: Record<string, Record<string, Operation>> };

type Place = { path: string; verb: string; operation: Operation };

const specification: Specification = isSpecificationThere
  ? (JSON.parse(readFileSync(specificationPath, 'utf8')) as Specification)
  : { paths: {} };

const places: Place[] = Object.entries(specification.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs)
    .filter(([, operation]) => operation.operationId !== undefined)
    .map(([verb, operation]) => ({ path, verb, operation })),
);

const root = 'https://specification.invalid/clickup';
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false });
addFormats.default(ajv);
ajv.addSchema({ $id: root, ...specification }, root, false, false);

/** The operation of a request; `path` starts at /v2 and may hold real ids. */
export function operationFor(method: string, path: string): string | undefined {
  const given = path.split('?')[0]?.split('/') ?? [];
  const fitting = places.find(({ path: pattern, verb }) => {
    const parts = pattern.split('/');
    if (verb !== method.toLowerCase() || parts.length !== given.length) return false;
    return parts.every((part, index) => part === given[index] || part.startsWith('{'));
  });
  return fitting?.operation.operationId;
}

function placeOf(operationId: string): Place {
  const place = places.find(each => each.operation.operationId === operationId);
  if (place === undefined) throw new Error(`The specification has no operation "${operationId}".`);
  return place;
}

const pointer = (...parts: string[]) =>
  parts.map(part => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** Problems of a request body, as sentences; none where it fits or an exception covers it. */
export function checkRequest(operationId: string, body: unknown): string[] {
  const { path, verb, operation } = placeOf(operationId);
  if (operation.requestBody?.content['application/json'] === undefined) {
    return body === undefined ? [] : [`${operationId} takes no body, but one was sent`];
  }
  const at = pointer('paths', path, verb, 'requestBody', 'content', 'application/json', 'schema');
  return problems(operationId, 'request', at, body);
}

/** Problems of an answer. Refusals that the document leaves out must be `{err, ECODE}`. */
export function checkAnswer(operationId: string, status: number, body: unknown): string[] {
  const { path, verb, operation } = placeOf(operationId);
  const response = operation.responses[String(status)];
  if (response === undefined) return checkRefusal(operationId, status, body);
  if (status === 204) return body === undefined ? [] : [`${operationId} 204 has a body`];
  if (response.content?.['application/json'] === undefined) return [];
  const at = pointer(
    'paths',
    path,
    verb,
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  );
  return problems(operationId, 'answer', at, body);
}

function checkRefusal(operationId: string, status: number, body: unknown): string[] {
  const { err, ECODE } = (body ?? {}) as { err?: unknown; ECODE?: unknown };
  const isRefusal = status >= 400 && typeof err === 'string' && /^[A-Z0-9_]+_\d{3}$/u.test(String(ECODE));
  return isRefusal ? [] : [`${operationId} answered ${status} in a form that is not known`];
}

const used = new Set<string>();
const key = (direction: Direction, place: string) => `${direction} ${place}`;

/** The places among the exceptions that no check has needed so far. */
export function unusedExceptions(): string[] {
  const all = exceptions.flatMap(({ direction, places: at }) => at.map(place => key(direction, place)));
  return all.filter(place => !used.has(place));
}

function excusedBy(operationId: string, direction: Direction, where: string): string | undefined {
  const found = `${operationId} ${where}`;
  const all = exceptions.filter(each => each.direction === direction).flatMap(each => each.places);
  return all.find(place => found === place || found.startsWith(`${place}/`));
}

function problems(operationId: string, direction: Direction, at: string, value: unknown): string[] {
  const validate = ajv.getSchema(`${root}#${at}`) ?? ajv.compile({ $ref: `${root}#${at}` });
  if (validate(value) === true) return [];
  return (validate.errors ?? []).flatMap(error => {
    const where = locationOf(error);
    const excuse = excusedBy(operationId, direction, where);
    if (excuse === undefined) {
      return [`${operationId} ${direction} ${where}: ${error.message ?? error.keyword}`];
    }
    used.add(key(direction, excuse));
    return [];
  });
}

// A JSON pointer with * for array positions; a missing property is named as if it were there.
function locationOf(error: ErrorObject): string {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  return `${error.instancePath.replaceAll(/\/\d+(?=\/|$)/gu, '/*')}${missing}`;
}
