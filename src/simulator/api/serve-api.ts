// The HTTP side of the API: limits, authorisation, faults and logging around the routes.
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { FaultRule } from '../behaviour.ts';
import { pause, type Time } from '../time.ts';
import type { Traffic } from '../traffic.ts';
import type { World } from '../world.ts';
import { ApiError, invalid } from './api-error.ts';
import { authorise, checkSeat, tokenIn } from './authorise.ts';
import type { ApiAnswer } from './call.ts';
import { garbled, gatewayPage, isPlural, refusalBy, shortened } from './faulty.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Router } from './router.ts';

/** What the API needs of the simulator around it. `world` is asked anew for each request. */
export type ApiParts = { world(): World; router: Router; rateLimit: RateLimit; traffic: Traffic; time: Time };

type Reply = ApiAnswer | { status: number; text: string; type?: string } | 'cut';

type Caller = { userId: number | null };

/** Answers one request under /api. */
export async function serveApi(parts: ApiParts, c: Context<{ Bindings: HttpBindings }>): Promise<Response> {
  const world = parts.world();
  const { method } = c.req;
  const path = new URL(c.req.url).pathname.slice('/api'.length);
  const match = parts.router(method, path);
  const route = match.kind === 'route' ? match.route.path : match.kind;
  const limit = parts.rateLimit.count(tokenIn(c.req.header('authorization') ?? ''));
  const caller: Caller = { userId: null };
  const reply = await replyTo(parts, world, c, { match, route, isOver: limit.isOver, caller });
  const status = reply === 'cut' ? 0 : reply.status;
  const at = world.clock.now();
  parts.traffic.request({ at, user: caller.userId, method, route, path, status });
  if (reply === 'cut') {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return respond(reply, limit.headers);
}

function respond(reply: Exclude<Reply, 'cut'>, headers: Record<string, string>): Response {
  const { status } = reply;
  if ('text' in reply) {
    const type = reply.type ?? 'text/plain; charset=utf-8';
    return new Response(reply.text, { status, headers: { ...headers, 'Content-Type': type } });
  }
  if (reply.body === undefined) return new Response(null, { status, headers });
  const type = 'application/json; charset=utf-8';
  return new Response(JSON.stringify(reply.body), { status, headers: { ...headers, 'Content-Type': type } });
}

type Matched = { match: ReturnType<Router>; route: string; isOver: boolean; caller: Caller };

async function replyTo(
  parts: ApiParts,
  world: World,
  c: Context<{ Bindings: HttpBindings }>,
  { match, route, isOver, caller }: Matched,
): Promise<Reply> {
  const { method } = c.req;
  const { behaviour } = world;
  if (behaviour.latencyMs > 0) await pause(parts.time, behaviour.latencyMs);
  try {
    if (match.kind === 'unknown') return { status: 404, text: '404 page not found\n' };
    const user = authorise(world, c.req.header('authorization'));
    caller.userId = user.id;
    checkSeat(world, user, route);
    if (isOver) throw new ApiError(429, 'APP_002', 'Rate limit reached');
    if (match.kind === 'wrong-verb') return { status: 405, text: 'Method Not Allowed\n' };
    const text = method === 'GET' ? '' : await c.req.text();
    const url = new URL(c.req.url);
    const query = [...url.searchParams].map(([name, value]) => `${name}=${value}`).join('&');
    const path = `${url.pathname.slice('/api'.length)}${query === '' ? '' : `?${query}`}`;
    const hit = (kinds: FaultRule['kind'][]) =>
      behaviour.hit(kinds, { method, route, userId: user.id, path, text });
    const before = hit(['status', 'html', 'cut']);
    if (before?.kind === 'cut') return 'cut';
    if (before?.kind === 'html') return gatewayPage(before.status ?? 502);
    if (before?.kind === 'status') throw refusalBy(before);
    // A reset during the latency or the body's arrival has put another world in place.
    if (parts.world() !== world) throw new ApiError(401, 'OAUTH_027', 'Team not authorized');
    const { params } = match;
    if (method !== 'GET') world.revision += 1;
    const answer = match.route.handle({
      world,
      user,
      params,
      query: url.searchParams,
      body: json(text),
      hit,
    });
    const after = hit(['cutAfterApply', 'timeoutAfterApply', 'garbled']);
    if (after?.kind === 'garbled') return garbled(answer);
    if (after?.kind === 'timeoutAfterApply') await silence(parts.time, c, after.delayMs ?? 60_000);
    if (after !== undefined) return 'cut';
    const short = method === 'GET' && isPlural(answer) ? hit(['emptyPage']) : undefined;
    return short === undefined ? answer : shortened(answer, short.keep ?? 0);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: { err: error.message, ECODE: error.code } };
  }
}

// Ends early when the client hangs up or the simulator closes.
async function silence(time: Time, c: Context<{ Bindings: HttpBindings }>, delayMs: number): Promise<void> {
  const hungUp = new AbortController();
  const { socket } = c.env.incoming;
  socket.once('close', () => hungUp.abort());
  if (socket.destroyed) return;
  await pause(time, delayMs, hungUp.signal);
}

function json(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('JSON body');
  }
}
