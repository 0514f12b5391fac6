// Addresses of views and tasks, which only ClickUp knows the place of: init asks it, and says where one names no place.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askPlaces } from '../../src/init/ask-places.ts';
import { InitRefused, takingProposals } from '../../src/init/asker.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { transportTo } from '../support/clickup-setting.ts';
import { LIST_VIEW } from '../support/list-view.ts';
import { type Client, clientOf, placesOf } from '../support/simulator-client.ts';
import { startPublisher } from './newcomer.ts';

let simulator: Simulator;
let client: Client;
let at: Awaited<ReturnType<typeof placesOf>>;
beforeAll(async () => {
  simulator = await startPublisher();
  client = clientOf(simulator);
  at = await placesOf(client);
});
afterAll(() => simulator.close());

async function viewOf(place: string): Promise<string> {
  const { body } = await client.ask<{ view: { id: string } }>('POST', `/v2/${place}/view`, LIST_VIEW);
  return `https://app.clickup.com/${at.team}/v/l/${body.view.id}`;
}

const said: string[] = [];
const asker = takingProposals(text => said.push(text));
const placesFor = (given: { place?: string; board?: string; folder?: string }) =>
  askPlaces(transportTo(simulator), asker, given, null);

it('takes the view of a list for the list, and that of a folder for the folder', async () => {
  const [board, folder] = [await viewOf(`list/${at.board}`), await viewOf(`folder/${at.folder}`)];
  const asked = await placesFor({ place: board, folder });
  expect([asked.board.id, asked.folder.id]).toEqual([at.board, at.folder]);
});

it('takes the view of a space for where to look', async () => {
  const asked = await placesFor({ place: await viewOf(`space/${at.space}`) });
  expect(asked.board.space.id).toBe(at.space);
});

it('takes the list of a card for the board, also where its comment was copied, and says so', async () => {
  const { body } = await client.ask<{ tasks: { id: string; name: string }[] }>(
    'GET',
    `/v2/list/${at.board}/task`,
  );
  const [card] = body.tasks;
  const asked = await placesFor({ place: `https://app.clickup.com/t/${card?.id}?comment=90150000000001` });
  expect(asked.board.id).toBe(at.board);
  expect(said.at(-1)).toBe(
    `the address: the task “${card?.name}” is in the list “Kundenergebnisse”; that list is meant.`,
  );
});

it.each([
  [
    'a view of a folder for the board',
    () => viewOf(`folder/${at.folder}`),
    'is a view of a folder, and the board is a list',
  ],
  ['a view of the whole workspace', () => viewOf(`team/${at.team}`), 'says nothing of one list'],
  [
    'a view that is not shown',
    () => 'https://app.clickup.com/99/v/b/8czzz-1',
    'is a view that ClickUp does not show',
  ],
  [
    'a task that is not shown',
    () => 'https://app.clickup.com/t/zzzzzz',
    'is a task that ClickUp does not show',
  ],
  ['a doc', () => 'https://app.clickup.com/99/v/dc/8cdfg-1', 'is a doc, and a doc is in no list'],
  ['a dashboard', () => 'https://app.clickup.com/99/dashboards/8cdfg-1', 'is a dashboard, which may show'],
])('refuses %s', async (_what, address, says) => {
  const text = await address();
  const error: unknown = await placesFor({ board: text }).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(InitRefused);
  expect((error as InitRefused).message).toContain(`--board — given "${text}"`);
  expect((error as InitRefused).message).toContain(says);
  expect((error as InitRefused).message).toContain('Copy link');
});
