// The ClickUp client's requests, answered by simulators of this process without sockets: what happens then follows from
// the seed alone, since nothing depends on which packet comes first.
import axios, { AxiosError, type InternalAxiosRequestConfig } from 'axios';
import type { Simulator } from '../../src/simulator/simulator.ts';

const simulators = new Map<string, Simulator>();
const usualAdapter = axios.defaults.adapter ?? [];

/** Lets requests to this simulator's address reach it directly, and none go anywhere else until the last one stops. */
export function answerWithoutNetwork(simulator: Simulator): { stop(): void } {
  simulators.set(new URL(simulator.url).origin, simulator);
  axios.defaults.adapter = answer;
  return {
    stop() {
      simulators.delete(new URL(simulator.url).origin);
      if (simulators.size === 0) axios.defaults.adapter = usualAdapter;
    },
  };
}

async function answer(config: InternalAxiosRequestConfig) {
  const { url = '', method = 'get', data } = config;
  const simulator = simulators.get(new URL(url).origin);
  if (!simulator) throw new AxiosError(`nobody listens at ${url}`, 'ECONNREFUSED', config);
  const request = new Request(url, {
    method: method.toUpperCase(),
    headers: Object.entries(config.headers.toJSON()).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    ...(data === undefined ? {} : { body: String(data) }),
  });
  try {
    const response = await simulator.fetch(request);
    return {
      data: await response.text(),
      status: response.status,
      statusText: '',
      headers: Object.fromEntries(response.headers),
      config,
    };
  } catch (error) {
    throw new AxiosError('socket hang up', (error as { code?: string }).code ?? 'EFAULT', config);
  }
}
