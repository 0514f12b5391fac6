// A simulated workspace with the adapter in front of it, and a way to act there as somebody else.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Clock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import { createClickUp } from '../../src/clickup/clickup.ts';
import { createTransport } from '../../src/clickup/http/transport.ts';
import { findPlaces } from '../../src/clickup/places/places.ts';
import { Playbook } from '../../src/domain/playbook/playbook.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';

/** The wall clock as a value. */
export const clock: Clock = { now: () => Date.now() };

/** A log that remembers what it was told, as one text. */
export function rememberingLog(): Log & { text(): string } {
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(`${JSON.stringify(fields)} ${message}`);
  return { debug: note, info: note, warn: note, error: note, text: () => lines.join('\n') };
}

/** The playbook that the repository ships, with some keys replaced. */
export function examplePlaybook(changes: Record<string, unknown> = {}): Playbook {
  const file = new URL('../../config/playbook.yaml', import.meta.url);
  const given = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return Playbook.parse({ ...given, ...changes });
}

/** A transport to a simulator with the bot's token. */
export function transportTo(simulator: Simulator, apiUrl = simulator.apiUrl) {
  return createTransport({ apiUrl, token: simulator.tokens.bot.token, clock, log: rememberingLog() });
}

/** Starts a simulator and the adapter of the example playbook; `apiUrl` may lead there another way. */
export async function startSetting(seed: string) {
  const simulator = await startSimulator({ seed, rateLimit: 100_000 });
  return { simulator, ...(await adapterOf(simulator)), close: () => simulator.close() };
}

/** The adapter of the example playbook on a running simulator. */
export async function adapterOf(simulator: Simulator, apiUrl?: string) {
  const transport = transportTo(simulator, apiUrl);
  const playbook = examplePlaybook();
  const { places, problems } = await findPlaces(transport, playbook);
  if (!places) throw new Error(`No places: ${JSON.stringify(problems)}`);
  return { transport, playbook, places, clickUp: createClickUp({ transport, places, playbook, clock }) };
}

/** Asks the simulator directly, as the person with that token. */
export async function ask(simulator: Simulator, token: string, method: string, path: string, body?: object) {
  const answer = await fetch(`${simulator.apiUrl}/v2${path}`, {
    method,
    headers: { Authorization: token, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
}
