// One customer result from its first idea to its definitive end: what people do in ClickUp, day by day, and nothing else.
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Day } from '../../src/domain/day.ts';
import { addDays, dayOf, startOfDay } from '../../src/domain/schedule/calendar.ts';
import { type TrendsReport, trendsHeld } from '../../src/queries/trends.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { ENDPOINT, type Receive, startLiaison } from '../support/liaison.ts';
import { peopleOf, type RawTask } from '../support/people.ts';
import { createVirtualTime } from '../support/virtual-time.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';
import { OURS } from '../support/world.ts';
import { RARELY, who } from './rules-stage.ts';
import { SELDOM } from './stage-for-test.ts';
import { keepTimeline } from './timeline.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Europe/Berlin';
/** A Monday, 00:00 in Berlin. */
const START = Date.parse('2027-01-10T23:00:00Z');
const CARD = 'Orders arrive whole';

/** Plays it with the shipped playbook; answers with the timeline, what Liaison complained about, and the trends in the end. */
export async function playTwelveWeeks(): Promise<{
  timeline: string;
  complaints: string[];
  trends: TrendsReport | null;
}> {
  const time = createVirtualTime(START);
  let receive: Receive | null = null;
  const plain = await startSimulator({
    seed: 'empty',
    idSeed: 'twelve weeks',
    rateLimit: 10_000,
    time,
    courier: async (endpoint, headers, body) =>
      endpoint === ENDPOINT && receive ? receive(headers, body).catch(() => null) : null,
  });
  const timeline = keepTimeline(plain, time.now);
  const { simulator } = timeline;
  const without = answerWithoutNetwork(simulator);
  const people = await time.passWhile(peopleOf(simulator));
  const loaded = await loadPlaybook('config/playbook.yaml');
  const complaints: string[] = [];
  const complain = (fields: object, message: string) =>
    void complaints.push(`${message} ${JSON.stringify(fields)}`);
  const liaison = await time.passWhile(
    startLiaison({
      simulator,
      loaded,
      backend: createInMemoryBackend({ timers: time, random: () => 0.5 }),
      storeUrl: 'volatile:',
      time,
      random: () => 0.5,
      log: { debug: () => undefined, info: () => undefined, warn: complain, error: complain },
      listens: given => {
        receive = given;
      },
      heard: () => undefined,
      ...RARELY,
      ...SELDOM,
    }),
  );
  timeline.begin(
    new Map([
      [people.functions.fieldId, 'Functions needed'],
      [people.outcomes.fieldId, 'Outcome'],
      ...[...people.functions.options, ...people.outcomes.options].map(({ id, name }) => [id, name] as const),
    ]),
  );

  const ask = <T>(by: string, method: string, path: string, body?: unknown): Promise<T> =>
    time.passWhile(people.ask<T>(method, path, body, who(people, by)));
  const idOf = (name: string): number => who(people, name).id;
  /** Lets the days pass as the schedules of a run have them: a sweep at night, the agenda hour by hour. */
  const until = async (day: Day, hour: string): Promise<void> => {
    const wanted = at(day, hour);
    for (;;) {
      const today = dayOf(time.now(), ZONE);
      const schedules = [
        { when: at(today, '03:00'), run: () => liaison.engine.sweep() },
        ...Array.from({ length: 15 }, (_, index) => ({
          when: at(today, `${String(index + 6).padStart(2, '0')}:05`),
          run: () => liaison.engine.agendas.check(OURS),
        })),
        { when: at(addDays(today, 1), '00:00'), run: () => Promise.resolve() },
      ];
      const next = schedules.find(({ when }) => when > time.now());
      if (!next || next.when > wanted) break;
      await time.passUntil(next.when);
      await time.passWhile<unknown>(next.run());
    }
    await time.passUntil(wanted);
  };
  const taskNamed = async (name: string): Promise<RawTask> => {
    const all = [...(await time.passWhile(people.cards())), ...(await time.passWhile(people.items()))];
    const found = all.find(task => task.name === name && task.status.type !== 'closed');
    if (!found) throw new Error(`There is no open task “${name}”.`);
    return found;
  };
  const change = async (by: string, name: string, body: object): Promise<void> => {
    await ask(by, 'PUT', `/task/${(await taskNamed(name)).id}`, body);
  };
  const set = async (by: string, field: string, value: unknown): Promise<void> => {
    await ask(by, 'POST', `/task/${(await taskNamed(CARD)).id}/field/${field}`, { value });
  };
  const add = async (by: string, name: string, more: { under?: string; tags?: string[] }): Promise<void> => {
    const { list } = await taskNamed('About this list');
    const parent = more.under === undefined ? {} : { parent: (await taskNamed(more.under)).id };
    await ask(by, 'POST', `/list/${list.id}/task`, { name, tags: more.tags ?? [], ...parent });
  };
  const option = (choices: typeof people.outcomes, name: string): string =>
    choices.options.find(one => one.name === name)?.id ?? name;
  const closes = (by: string, name: string) => change(by, name, { status: 'complete' });
  const moves = (by: string, status: string) => change(by, CARD, { status });
  const joins = (by: string) => change(by, CARD, { assignees: { add: [idOf(by)], rem: [] } });
  const dated = (by: string, name: string, day: Day) => change(by, name, { due_date: at(day, '04:00') });

  // Candidate.
  await until('2027-01-11', '10:00');
  await ask('Grace', 'POST', `/list/${people.boardId}/task`, { name: CARD, status: 'backlog' });
  await until('2027-01-12', '11:00');
  await moves('Oskar', 'prioritized');
  const needed = ['Engineering', 'Support'].map(name => option(people.functions, name));
  await set('Oskar', people.functions.fieldId, needed);
  // Forming.
  await until('2027-01-13', '09:30');
  await joins('Jonas');
  await moves('Jonas', 'forming');
  await until('2027-01-13', '14:00');
  await joins('Noah');
  await until('2027-01-15', '09:15');
  await joins('Grace');
  await until('2027-01-15', '11:00');
  await set('Grace', people.supporterFieldId, { add: [idOf('Amara')], rem: [] });
  await until('2027-01-15', '15:00');
  const dates = { start_date: at('2027-01-18', '04:00'), due_date: at('2027-03-29', '04:00') };
  await change('Grace', CARD, dates);
  // Running.
  await until('2027-01-18', '09:00');
  await moves('Grace', 'in progress');
  await until('2027-01-20', '16:00');
  await closes('Jonas', 'Kick-off');
  await until('2027-01-25', '10:30');
  await closes('Grace', 'Weekly sync');
  await closes('Grace', 'Understand the problem');
  await until('2027-01-27', '17:00');
  await closes('Amara', 'Make the plan with your supporter');
  await until('2027-01-28', '16:30');
  await closes('Jonas', 'Present the plan at the all-hands');
  for (const day of ['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22'] as const) {
    await until(day, '10:30');
    await closes('Noah', 'Weekly sync');
  }
  // More time is needed: the card's due date moves by a week.
  await until('2027-02-24', '11:00');
  await dated('Grace', CARD, '2027-04-05');
  await until('2027-03-02', '14:00');
  await closes('Noah', 'Weekly sync');
  await until('2027-03-08', '10:30');
  await closes('Noah', 'Weekly sync');
  await until('2027-03-12', '15:00');
  await closes('Jonas', 'Plan the evaluation');
  await until('2027-03-15', '10:30');
  await closes('Noah', 'Weekly sync');
  await until('2027-03-22', '10:30');
  await closes('Noah', 'Weekly sync');
  // One due date is moved by hand, and then the card's moves by another week.
  await until('2027-03-23', '13:00');
  await dated('Noah', 'Gather the metrics', '2027-04-09');
  await until('2027-03-24', '11:00');
  await dated('Grace', CARD, '2027-04-12');
  await until('2027-03-30', '10:30');
  await closes('Noah', 'Weekly sync');
  await until('2027-04-05', '10:30');
  await closes('Noah', 'Weekly sync');
  // Evaluating.
  await until('2027-04-12', '10:30');
  await closes('Noah', 'Weekly sync');
  await until('2027-04-12', '11:00');
  await moves('Grace', 'evaluation');
  await until('2027-04-16', '14:00');
  await add('Grace', 'Bakery Lindner: “not one broken cup since March”', {
    under: 'Collect customer feedback',
  });
  await closes('Noah', 'Gather the metrics');
  // The sync that was to be on that day is the last one.
  await until('2027-04-19', '10:30');
  await closes('Noah', 'Weekly sync');
  await until('2027-04-20', '10:00');
  await ask('Jonas', 'POST', `/task/${(await taskNamed(CARD)).id}/comment`, {
    comment_text: '/snooze 1 week',
  });
  await until('2027-04-22', '16:00');
  await closes('Amara', 'Evaluate with your supporter');
  await until('2027-04-26', '09:30');
  await add('Jonas', 'Café Morgen: “fewer calls, more coffee”', { under: 'Collect customer feedback' });
  await until('2027-04-27', '15:00');
  await add('Noah', 'Tell customers when a parcel is late', { tags: ['follow-up'] });
  await until('2027-04-30', '12:00');
  await add('Grace', 'Hotel Adler: “I stopped counting boxes”', { under: 'Collect customer feedback' });
  await closes('Grace', 'Collect customer feedback');
  await until('2027-05-04', '10:00');
  await set('Grace', people.outcomes.fieldId, option(people.outcomes, 'Achieved'));
  await until('2027-05-13', '16:30');
  await closes('Jonas', 'Share the outcome at the all-hands');
  await until('2027-05-14', '10:00');
  await closes('Noah', 'Feed ideas back to the board');
  await moves('Grace', 'done');
  await until('2027-05-28', '12:00');

  const trends = trendsHeld(liaison.engine.cache, loaded, { clock: time, since: null });
  await time.passWhile(liaison.stop());
  without.stop();
  await simulator.close();
  return { timeline: timeline.text(), complaints, trends };
}

/** That time of the day in Berlin. */
function at(day: Day, hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return startOfDay(day, ZONE) + hours * HOUR_MS + minutes * 60_000;
}
