// The route table of the API and how a request finds its line: a known path with another verb is 405,
// an unknown path the plain text that ClickUp gives.

import type { Route } from './call.ts';
import { commentRoutes } from './comment-routes.ts';
import { fieldValueRoutes } from './field-values.ts';
import { linkRoutes } from './link-routes.ts';
import { listRoutes } from './list-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { tagRoutes } from './tags.ts';
import { taskRoutes } from './task-routes.ts';
import { taskSearchRoutes } from './task-search.ts';
import { viewRoutes } from './view-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** What a request's method and path lead to. */
type Match =
  | { kind: 'route'; route: Route; params: Record<string, string> }
  | { kind: 'wrong-verb' }
  | { kind: 'unknown' };

/** Finds the route of a request; `path` starts at /v2. */
export type Router = (method: string, path: string) => Match;

type Line = { route: Route; segments: string[] };

/** Every route that the simulator has. */
export function allRoutes(isLoopbackAllowed: boolean): Route[] {
  return [
    ...peopleRoutes,
    ...placeRoutes,
    ...listRoutes,
    ...taskRoutes,
    ...taskSearchRoutes,
    ...tagRoutes,
    ...linkRoutes,
    ...fieldValueRoutes,
    ...commentRoutes,
    ...viewRoutes,
    ...webhookRoutes(isLoopbackAllowed),
  ];
}

/** Makes the router over all resources. */
export function createRouter(isLoopbackAllowed: boolean): Router {
  const routes = allRoutes(isLoopbackAllowed);
  const byLength = new Map<number, Line[]>();
  for (const route of routes) {
    const segments = route.path.split('/').slice(1);
    byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), { route, segments }]);
  }
  return (method, path) => {
    // Doubled slashes are tolerated.
    const given = path
      .replaceAll(/\/{2,}/gu, '/')
      .replace(/\/$/u, '')
      .split('/')
      .slice(1)
      .map(decoded);
    let isPathKnown = false;
    for (const { route, segments } of byLength.get(given.length) ?? []) {
      const params = paramsOf(segments, given);
      if (params === undefined) continue;
      if (route.method === method) return { kind: 'route', route, params };
      isPathKnown = true;
    }
    return { kind: isPathKnown ? 'wrong-verb' : 'unknown' };
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function paramsOf(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith('{') && value !== '') params[segment.slice(1, -1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}
