// A company of one's own: it is there as it was written, and whatever is wrong in it is told with its place.
import { afterEach, expect, it } from 'vitest';
import { checkCompany } from '../../src/simulator/company/check-company.ts';
import type { Company } from '../../src/simulator/company/company.ts';
import { companyOfSeed } from '../../src/simulator/seeds/seed.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { clientOf } from '../support/simulator-client.ts';

const bakery: Company = {
  name: 'Bakery',
  people: [{ name: 'Ada Ott' }, { name: 'Ben Ito', timeZone: 'Asia/Tokyo', id: 7 }],
  groups: [{ name: 'Night shift', members: ['Ben Ito'] }],
  spaces: [
    {
      name: 'Shop',
      statuses: ['Open', 'baking', { name: 'sold', type: 'closed', color: '#00ff00' }],
      lists: [
        {
          name: 'Orders',
          linkTo: 'Rye',
          fields: [
            { name: 'Size', type: 'drop_down', options: ['small', 'large'] },
            { name: 'Pieces', type: 'number' },
            { name: 'Baker', type: 'users' },
            { name: 'Fetched on', type: 'date' },
          ],
          tasks: [
            {
              name: 'Rye',
              status: 'baking',
              assignees: ['Ada Ott', 'Night shift'],
              due: '2027-01-15',
              fields: { Size: 'large', Pieces: 3, Baker: 'Ben Ito', 'Fetched on': 2 },
              creator: 'Ben Ito',
              created: -3,
              history: [
                { status: 'open', since: -3 },
                { status: 'baking', since: -1 },
              ],
              subtasks: [{ name: 'Grind' }],
            },
          ],
        },
      ],
      folders: [{ name: 'Archive', lists: [{ name: 'Years ago' }] }],
    },
  ],
};

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

type Found = { id: string; name: string; content?: string };
type FoundTask = Found & {
  status: { status: string; type: string };
  assignees: { username: string }[];
  group_assignees: { name: string }[];
  creator: { username: string };
  due_date: string;
  date_created: string;
  parent: string | null;
  custom_fields: { name: string; value?: unknown }[];
};

it('is there as it was written, also after a reset', async () => {
  const startAt = Date.parse('2027-01-10T12:00Z');
  simulator = await startSimulator({ company: bakery, startAt });
  const client = clientOf(simulator);
  await client.control('reset', {});
  const read = async <T>(path: string): Promise<T> => (await client.ask<T>('GET', path)).body;
  const { teams } = await read<{ teams: [Found] }>('/v2/team');
  expect(teams[0].name).toBe('Bakery');
  const { spaces } = await read<{ spaces: [Found] }>(`/v2/team/${teams[0].id}/space`);
  const { lists } = await read<{ lists: [Found] }>(`/v2/space/${spaces[0].id}/list`);
  const { tasks } = await read<{ tasks: [FoundTask, FoundTask] }>(
    `/v2/list/${lists[0].id}/task?subtasks=true&reverse=true`,
  );
  const rye = tasks.find(({ name }) => name === 'Rye');
  expect(rye).toMatchObject({
    status: { status: 'baking', type: 'custom' },
    assignees: [{ username: 'Ada Ott' }],
    group_assignees: [{ name: 'Night shift' }],
    creator: { username: 'Ben Ito' },
    due_date: String(Date.parse('2027-01-14T19:00Z')),
  });
  const list = await read<Found>(`/v2/list/${lists[0].id}`);
  expect(list.content).toBe(`${simulator.url}/t/${rye?.id}`);
  expect(Number(rye?.date_created)).toBeLessThan(startAt - 2 * 86_400_000);
  expect(tasks.find(({ name }) => name === 'Grind')?.parent).toBe(rye?.id);
  const valueOf = (name: string) => rye?.custom_fields.find(field => field.name === name)?.value;
  expect(valueOf('Pieces')).toBe('3');
  expect(valueOf('Size')).toBe(1);
  expect(valueOf('Baker')).toMatchObject([{ username: 'Ben Ito' }]);
  expect(simulator.tokens.bot.username).toBe('Bot');
  expect(simulator.tokens.people.map(({ id }) => id)).toEqual([81_480_100, 7]);
});

it('is refused with every problem and its place', async () => {
  const [space] = bakery.spaces;
  const wrong: Company = {
    ...bakery,
    groups: [{ name: 'Ada Ott', members: ['Bob'] }],
    spaces: [
      {
        ...space,
        name: 'Shop',
        lists: [
          {
            name: 'Orders',
            linkTo: 'Wheat',
            fields: [{ name: 'Size', type: 'drop_down' }],
            tasks: [
              { name: 'Rye', status: 'burnt', assignees: ['Bob'], fields: { Size: 'huge', Weight: 3 } },
              {
                name: 'Oat',
                history: [{ status: 'baking', since: -1 }],
                subtasks: [{ name: 'x', creator: '?' }],
              },
            ],
          },
        ],
      },
    ],
  };
  await expect(startSimulator({ company: wrong })).rejects.toThrow(
    [
      "The company can't be used:",
      '  people and groups: more than one is called "Ada Ott"',
      '  groups[0].members: no person is called "Bob". There are "Ada Ott", "Ben Ito", "Bot".',
      '  spaces[0].lists[0].fields: the field "Size" is a drop_down and needs options',
      '  spaces[0].lists[0].linkTo: no task is called "Wheat". There are "Rye", "Oat", "x".',
      '  spaces[0].lists[0].tasks[0].status: no status is called "burnt". There are "open", "baking", "sold".',
      '  spaces[0].lists[0].tasks[0].assignees: no person or group is called "Bob". There are "Ada Ott", "Ben Ito", "Bot".',
      '  spaces[0].lists[0].tasks[0].fields.Size: no option is called "huge". There is none.',
      '  spaces[0].lists[0].tasks[0].fields: no field is called "Weight". There are "Size".',
      '  spaces[0].lists[0].tasks[1].history: it must end with the present status "open"',
      '  spaces[0].lists[0].tasks[1].subtasks[0].creator: no person is called "?". There are "Ada Ott", "Ben Ito", "Bot".',
    ].join('\n'),
  );
});

it.each([
  [{ name: 'Bakery', people: [], spaces: [] }, /people: .*\n {2}spaces: /u],
  [{ ...bakery, peple: [] }, /the company: .*"peple"/u],
  [
    { ...bakery, people: [{ name: 'Ada', timeZone: 'Mars' }] },
    /people\[0\]\.timeZone: no time zone; write one such as "Europe\/Berlin"/u,
  ],
  [
    { ...bakery, spaces: [{ name: 'S', lists: [{ name: 'L', tasks: [{ name: 'T', due: 'soon' }] }] }] },
    /spaces\[0\]\.lists\[0\]\.tasks\[0\]\.due: write a number of days from the start/u,
  ],
  [
    { ...bakery, spaces: [{ name: 'S', fields: [{ name: 'Pieces', type: 'numbr' }] }] },
    /spaces\[0\]\.fields\[0\]\.type: no such type; there are short_text, text, /u,
  ],
  [
    {
      ...bakery,
      spaces: [
        {
          name: 'S',
          fields: [{ name: 'On', type: 'date' }],
          lists: [{ name: 'L', tasks: [{ name: 'T', fields: { On: '2027-02-30' } }] }],
        },
      ],
    },
    /tasks\[0\]\.fields\.On: a field of type date takes days from the start, or a date/u,
  ],
])('is refused where its shape is not one', (given, problem) => {
  expect(() => checkCompany(given)).toThrow(problem);
});

it('takes a seed or a company, not both', async () => {
  await expect(startSimulator({ company: bakery, seed: 'demo' })).rejects.toThrow(/not both/u);
});

it.each(['demo', 'empty', 'large:3x4'])('could have been the shipped seed %s', seed => {
  const company = companyOfSeed(seed);
  expect(checkCompany(company)).toEqual(company);
});
