import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/clickup/clickup.ts';
import { createTransport } from '../../../src/clickup/http/transport.ts';
import { ownerProblem } from '../../../src/clickup/places/owner.ts';
import { findPlaces } from '../../../src/clickup/places/places.ts';
import { findPerson } from '../../../src/domain/board-view.ts';
import type { Playbook } from '../../../src/domain/playbook/playbook.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { ask, clock, examplePlaybook, rememberingLog, transportTo } from '../../support/clickup-setting.ts';

const TIMEBOX = { minWeeks: 4, maxWeeks: 12, enforce: 'warn' };
const PLACES = { space: 'Company', board: 'Customer Results', folder: 'Customer result teams' };

describe('Finding the places', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
  });
  afterAll(() => simulator.close());

  const find = (playbook: Playbook) => findPlaces(transportTo(simulator), playbook);
  const problemsOf = async (changes: Record<string, unknown>) =>
    (await find(examplePlaybook(changes))).problems;

  it('finds everything the example names with eight requests', async () => {
    const transport = transportTo(simulator);
    const { places, problems, seen } = await findPlaces(transport, examplePlaybook());
    expect(problems).toEqual([]);
    expect(places).toMatchObject({
      boardStatuses: [
        'backlog',
        'prioritized',
        'forming',
        'in progress',
        'evaluation',
        'on hold',
        'done',
        'cancelled',
      ],
      fields: { supporter: { type: 'users' }, functions: { type: 'labels' }, outcome: { type: 'drop_down' } },
      me: { id: simulator.tokens.bot.id, name: simulator.tokens.bot.username },
    });
    expect(seen.groups.map(group => group.name)).toContain('Supporters');
    expect(transport.requests()).toEqual({ reads: 8, writes: 0 });
  });

  it('finds the same in a workspace without cards', async () => {
    const empty = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    const { places, problems } = await findPlaces(transportTo(empty), examplePlaybook());
    await empty.close();
    expect(problems).toEqual([]);
    expect(places).not.toBeNull();
  });

  it('tells the plan where it is asked for', async () => {
    const { seen } = await findPlaces(transportTo(simulator), examplePlaybook(), { isThorough: true });
    expect(seen.plan).toBe('Business');
  });

  it('takes names in any case, and ids', async () => {
    const { places } = await find(examplePlaybook());
    const again = await find(
      examplePlaybook({
        places: { space: places?.spaceId, board: 'customer RESULTS', folder: places?.folderId },
        fields: { supporter: places?.fields.supporter?.id },
        rules: {},
      }),
    );
    expect(again.problems).toEqual([]);
    expect(again.places).toEqual({
      ...places,
      fields: { ...places?.fields, functions: null, outcome: null },
    });
  });

  it('gathers every problem it can see, each with what there is and a hint', async () => {
    const { places, problems } = await find(
      examplePlaybook({
        places: { ...PLACES, folder: 'Customer result team' },
        phases: { ...examplePlaybook().phases, running: ['in progres'], dropped: ['abandoned'] },
        fields: { supporter: 'Suporter', functions: 'Outcome', outcome: 'Mood' },
        people: {
          supporters: 'Suporters',
          functions: { Design: 'Desing' },
          flocks: { Heron: 'Heron flok' },
          owner: 'nobody@example.com',
        },
        rules: { timebox: { ...TIMEBOX, waivableBy: ['team', 'Saless'] } },
      }),
    );
    expect(places).toBeNull();
    const hints = Object.fromEntries(problems.map(problem => [problem.place, problem.hint]));
    expect(hints['fields.supporter']).toContain(
      'This token sees: Supporter, Functions needed, Outcome, Baseline, Target, Actual.',
    );
    expect(hints).toMatchObject({
      'places.folder': expect.stringContaining('Did you mean "Customer result teams"?') as string,
      'phases.running': expect.stringContaining('Did you mean "in progress"?') as string,
      'fields.supporter': expect.stringContaining('Did you mean "Supporter"?') as string,
      'people.supporters': expect.stringContaining('Did you mean "Supporters"?') as string,
      'people.functions.Design': expect.stringContaining('Did you mean "Design"?') as string,
      'people.flocks.Heron': expect.stringContaining('Did you mean "Heron flock"?') as string,
      'rules.timebox.waivableBy': expect.stringMatching(
        /Did you mean "Sales"\?.*team, supporter, owner, anyone/,
      ) as string,
    });
    expect(Object.keys(hints).toSorted()).toEqual([
      'fields.functions',
      'fields.outcome',
      'fields.supporter',
      'people.flocks.Heron',
      'people.functions.Design',
      'people.owner',
      'people.supporters',
      'phases.dropped',
      'phases.running',
      'places.folder',
      'rules.timebox.waivableBy',
    ]);
    const dropped = problems.find(problem => problem.place === 'phases.dropped');
    expect(dropped?.found).toContain('cancelled');
    expect(dropped?.hint).toContain('cancelled');
    const functions = problems.find(problem => problem.place === 'fields.functions');
    expect(functions?.message).toContain('of type drop_down; this one must be of type labels');
    expect(functions?.found).toEqual(['Functions needed']);
  });

  it('knows a role that is misspelled among those who may waive', async () => {
    const rules = { timebox: { ...TIMEBOX, waivableBy: ['ownr'] } };
    const [problem] = await problemsOf({ rules });
    expect(problem).toMatchObject({ place: 'rules.timebox.waivableBy', hint: 'Did you mean "owner"?' });
  });

  it('names the rules that look at a field which the board does not have', async () => {
    const problems = await problemsOf({
      fields: { supporter: 'Mentor', functions: 'Outcome', outcome: 'Mood' },
    });
    const messages = Object.fromEntries(problems.map(({ place, message }) => [place, message]));
    expect(messages).toEqual({
      'fields.supporter':
        'There is no custom field on the board "Mentor". Rules that need it: team-size, supporter-present, supporter-eligible, supporter-load, member-load, cross-functional, priority-order.',
      'fields.functions':
        'The custom field "Outcome" is of type drop_down; this one must be of type labels. Rules that need it: cross-functional, priority-order.',
      'fields.outcome': 'There is no custom field on the board "Mood". Rules that need it: outcome-recorded.',
    });
  });

  it('names no rule that the playbook leaves out', async () => {
    const [problem] = await problemsOf({ fields: { supporter: 'Mentor' }, rules: { timebox: TIMEBOX } });
    expect(problem?.message).toBe('There is no custom field on the board "Mentor".');
  });

  it('takes roles, and user groups by name or id, for those who may waive', async () => {
    const groups = (await find(examplePlaybook())).seen.groups;
    const id = groups.find(({ name }) => name === 'Sales')?.id;
    const waivableBy = ['team', 'supporter', 'owner', 'anyone', 'sales', id];
    expect(await problemsOf({ rules: { timebox: { ...TIMEBOX, waivableBy } } })).toEqual([]);
  });

  it('still has places where only a status or a group is unknown, so that others can go on', async () => {
    const people = { supporters: 'Mentors', functions: {} };
    const { places, problems } = await find(examplePlaybook({ people, rules: {} }));
    expect(problems.map(problem => problem.place)).toEqual(['people.supporters']);
    expect(places).not.toBeNull();
  });

  it('stops at an unknown space or workspace, with the groups already looked at', async () => {
    const people = { supporters: 'Mentors', functions: {} };
    expect(
      (await problemsOf({ places: { ...PLACES, space: 'Compnay' }, people, rules: {} })).map(
        one => one.place,
      ),
    ).toEqual(['people.supporters', 'places.space']);
    const [problem] = await problemsOf({ places: { ...PLACES, workspace: 'Elsewhere' } });
    expect(problem).toMatchObject({ place: 'places.workspace', found: ['Fernhill'] });
  });

  it('knows the owner by name, e-mail or id, as the rules do', async () => {
    const [person] = simulator.tokens.people;
    const known = [{ id: Number(person?.id), name: person?.username ?? '', email: person?.email ?? '' }];
    for (const owner of [person?.username.toUpperCase(), person?.email, String(person?.id)]) {
      const { people } = examplePlaybook();
      expect(await problemsOf({ people: { ...people, owner } })).toEqual([]);
      expect(findPerson(known, owner)).toEqual(known[0]);
    }
  });

  it('never guesses which of two people of one name is the owner', async () => {
    const twins = [
      { id: 1, name: 'Kim Lee' },
      { id: 2, name: 'kim lee' },
    ];
    expect(findPerson(twins, 'KIM LEE')).toBeNull();
    expect(ownerProblem('KIM LEE', twins)).toMatchObject({
      place: 'people.owner',
      message: 'There is more than one person "KIM LEE" (1, 2).',
    });
    expect([findPerson(twins, 'kim lee'), ownerProblem('kim lee', twins)]).toEqual([twins[1], null]);
  });

  it('says that the owner may be somebody who cannot be read', async () => {
    const odd = { kind: 'person', id: '7', name: null, where: 'user.id', reason: 'is no number' } as const;
    const problem = ownerProblem('Kim Lee', [{ id: 1, name: 'Ada' }], [odd]);
    expect(problem?.message).toContain("It may be one of those who can't be read: 7 at user.id.");
  });

  it('asks for an id where two lists bear the name of the board', async () => {
    const other = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    const { places } = await findPlaces(transportTo(other), examplePlaybook());
    const { token } = other.tokens.bot;
    await ask(other, token, 'POST', `/folder/${places?.folderId}/list`, { name: 'CUSTOMER results' });
    await ask(other, token, 'POST', `/folder/${places?.folderId}/list`, { name: 'customer results ' });
    const exact = await findPlaces(transportTo(other), examplePlaybook());
    const vague = await findPlaces(
      transportTo(other),
      examplePlaybook({ places: { ...PLACES, board: 'CUSTOMER RESULTS' } }),
    );
    await other.close();
    expect(exact.places?.boardId).toBe(places?.boardId);
    expect(vague.problems[0]).toMatchObject({
      place: 'places.board',
      hint: 'Write the id of the one you mean.',
    });
  });

  it('finds the list for the agendas anywhere in the space, and refuses an unknown one and the board', async () => {
    const digest = (list: string) => ({ digest: { list } });
    const { seen, places } = await find(examplePlaybook(digest('All-hands')));
    expect(places?.digestListId).toBe(seen.lists.find(({ name }) => name === 'All-hands')?.id);
    expect(await problemsOf(digest('All-hand'))).toMatchObject([
      {
        place: 'digest.list',
        given: 'All-hand',
        hint: expect.stringContaining('Did you mean "All-hands"?') as string,
      },
    ]);
    expect(await problemsOf(digest('Customer Results'))).toMatchObject([
      { place: 'digest.list', message: expect.stringContaining('is the board') as string },
    ]);
    expect((await find(examplePlaybook({ digest: undefined }))).places?.digestListId).toBeNull();
  });

  it('never takes the list for the agendas for a team list, where it is in their folder', async () => {
    const other = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    const { token } = other.tokens.bot;
    const transport = transportTo(other);
    const { places: before } = await findPlaces(transport, examplePlaybook());
    const made = await ask(other, token, 'POST', `/folder/${before?.folderId}/list`, { name: 'Agendas' });
    const playbook = examplePlaybook({ digest: { list: 'Agendas' } });
    const { places, problems } = await findPlaces(transport, playbook);
    if (!places) throw new Error('the places are gone');
    const clickUp = createClickUp({ transport, places, playbook, clock });
    const agenda = await clickUp.createAgenda({ on: '2027-03-04', name: 'All-hands', text: 'Nothing.' });
    expect({ problems, id: places.digestListId }).toEqual({ problems: [], id: made['id'] });
    expect(await clickUp.readAgendas()).toEqual([agenda]);
    expect(await clickUp.readLists()).toEqual([]);
    expect(await clickUp.readItems(null)).toEqual([]);
    await other.close();
  });

  it('fails with the token named as the reason where the token is wrong', async () => {
    const transport = createTransport({
      apiUrl: simulator.apiUrl,
      token: 'pk_0_WRONG',
      clock,
      log: rememberingLog(),
    });
    await expect(findPlaces(transport, examplePlaybook())).rejects.toMatchObject({ kind: 'refused' });
  });
});
