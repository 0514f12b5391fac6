// ClickUp clients that nobody here wrote, each fetched from the registry into a folder of its own, and one vocabulary
// over them. They never enter our lockfile.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { type RequestOptions, request as requestHttp } from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import type { Json } from './conversation.ts';

/** What the story asks of a client; every answer is the server's JSON as that client hands it on. */
export type ForeignClient = {
  workspaces(): Promise<Json>;
  spaces(teamId: string): Promise<Json>;
  createList(folderId: string, list: object): Promise<Json>;
  createTask(listId: string, task: object): Promise<Json>;
  updateTask(taskId: string, change: object): Promise<Json>;
  tasks(listId: string, filter: Record<string, unknown>): Promise<Json>;
  filteredTasks(teamId: string, filter: Record<string, unknown>): Promise<Json>;
  comment(taskId: string, comment: object): Promise<Json>;
  comments(taskId: string): Promise<Json>;
  createWebhook(teamId: string, webhook: object): Promise<Json>;
  webhooks(teamId: string): Promise<Json>;
  /** What the client makes of a refusal, as text. */
  refusal(listId: string): Promise<string>;
};

/** Installs `name@version` without running its scripts; answers with the folder. Throws npm's words. */
export function install(packages: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'foreign-clients-'));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  execFileSync('npm', ['install', '--prefix', folder, ...quiet, ...packages], {
    cwd: folder,
    stdio: 'pipe',
    timeout: 50_000,
  });
  return folder;
}

type Methods = Record<string, (...given: unknown[]) => Promise<Json>>;

/** Calls a method of a client by name, since nothing here has its types. */
const call = (part: unknown, method: string, ...given: unknown[]): Promise<Json> => {
  const found = (part as Methods)[method];
  if (found === undefined) throw new Error(`The client has no method ${method}.`);
  return found.call(part, ...given);
};

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : String(error);

/** `clickup.js`: fetches, has a configurable address, writes keys in snake case, repeats reads by itself. */
export async function clickupJs(folder: string, apiUrl: string, token: string): Promise<ForeignClient> {
  const file = join(folder, 'node_modules/clickup.js/dist/index.mjs');
  const { createClickup } = (await import(pathToFileURL(file).href)) as {
    createClickup: (options: object) => Record<string, unknown>;
  };
  const {
    authorization,
    team,
    folder: folders,
    list,
    task,
  } = createClickup({
    token,
    request: { prefixUrl: `${apiUrl}/` },
  });
  return {
    workspaces: () => call(authorization, 'teams'),
    spaces: teamId => call(team, 'spaces', teamId, { archived: false }),
    createList: (folderId, given) => call(folders, 'createList', folderId, given),
    createTask: (listId, given) => call(list, 'createTask', listId, given),
    updateTask: (taskId, change) => call(task, 'update', taskId, change),
    tasks: (listId, filter) => call(list, 'tasks', listId, filter),
    filteredTasks: (teamId, filter) => call(team, 'filteredTasks', teamId, filter),
    comment: (taskId, comment) => call(task, 'addComment', taskId, comment),
    comments: taskId => call(task, 'comments', taskId),
    createWebhook: (teamId, webhook) => call(team, 'createWebhook', teamId, webhook),
    webhooks: teamId => call(team, 'webhooks', teamId),
    refusal: listId =>
      call(list, 'createTask', listId, { name: 'x', status: 'no such' }).then(String, wordsOf),
  };
}

/** `clickup_api`: bare node:https, so it speaks https only; here its requests are led to plain http. */
export function clickupApi(folder: string, apiUrl: string, token: string): ForeignClient {
  const { hostname, port, pathname } = new URL(apiUrl);
  // Its paths begin with /api themselves.
  if (pathname !== '/api') throw new Error(`${apiUrl} does not end with /api`);
  vi.spyOn(https, 'request').mockImplementation(((options: RequestOptions, answered: () => void) =>
    requestHttp(options, answered)) as typeof https.request);
  const require = createRequire(import.meta.url);
  const Client = require(join(folder, 'node_modules/clickup_api')) as new (
    token: string,
    place: object,
  ) => Record<string, unknown>;
  const { Teams, Spaces, Lists, Tasks, Comments, Webhooks } = new Client(token, {
    host: hostname,
    port: Number(port),
    pathPrefix: '',
  });
  return {
    workspaces: () => call(Teams, 'get_teams'),
    spaces: teamId => call(Spaces, 'get_spaces', teamId, false),
    createList: (folderId, given) => call(Lists, 'create_list', folderId, given),
    createTask: (listId, given) => call(Tasks, 'create_task', listId, given),
    updateTask: (taskId, change) => call(Tasks, 'update_task', taskId, change),
    tasks: (listId, filter) => call(Tasks, 'get_tasks', { list_id: listId, ...filter }),
    filteredTasks: (teamId, filter) => call(Tasks, 'get_filtered_team_tasks', { team_Id: teamId, ...filter }),
    comment: (taskId, comment) => call(Comments, 'create_task_comment', taskId, comment),
    comments: taskId => call(Comments, 'get_task_comment', taskId),
    createWebhook: (teamId, webhook) => call(Webhooks, 'create_webhook', teamId, webhook),
    webhooks: teamId => call(Webhooks, 'get_webhook', teamId),
    refusal: listId =>
      call(Tasks, 'create_task', listId, { name: 'x', status: 'no such' }).then(String, wordsOf),
  };
}
