// People are away, and a team is complete: who says so, and the day that Liaison proposes for all of them.
import { addDays } from '../domain/schedule/calendar.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import { datesOf } from './running.ts';
import type { DemoStage } from './stage.ts';
import { latest, lineAfter, sayShortDay } from './words.ts';

/** Noah is back on the fourth day after the story begins, a Friday. */
const AWAY_DAYS = 3;

/** Somebody says on a card that they are away. */
export function absenceScene(stage: DemoStage, { card, noah }: Cast): Scene {
  const { work } = stage;
  const from = datesOf(stage).firstStartOn;
  const until = addDays(from, AWAY_DAYS);
  const say = (days: string, away: string) =>
    `in the list of absences: ${days}; the status comment says away: ${away}`;

  return {
    name: 'A few days off',
    who: noah.name,
    did: `is not there this week, and writes “/away until ${until}” on the card`,
    liaison: 'puts that into the list of absences, and asks him nothing until he is back',
    async play() {
      await work.say(noah, card.id, `/away until ${until}`);
      return {
        expected: say(`${noah.name} from ${sayShortDay(from)} to ${sayShortDay(until)}`, noah.name),
        async check() {
          const tasks = await work.absences(noah);
          const days = tasks.map(({ assignees, startOn, dueOn }) => {
            const who = assignees.map(({ username }) => username).join(' and ');
            return `${who} from ${sayShortDay(startOn)} to ${sayShortDay(dueOn)}`;
          });
          const line = lineAfter(latest(await work.said(noah, card.id), 'status'), 'Away:');
          return say(days.join(', ') || 'nothing', line.startsWith(`${noah.name} until`) ? noah.name : line);
        },
      };
    },
  };
}

/** Nothing is missing any more, and the kick-off waits for whoever is away. */
export function completeScene(stage: DemoStage, { card, noah, aylin }: Cast): Scene {
  const { work, loaded } = stage;
  const max = loaded.playbook.rules['team-size']?.max ?? 0;
  const day = sayShortDay(addDays(datesOf(stage).firstStartOn, AWAY_DAYS + 1));

  return {
    name: 'Everybody is on board',
    who: 'Liaison',
    did: 'sees that the team has its people, its functions and its supporter',
    liaison: `tells the team once, and proposes a day for the kick-off on which ${noah.name} is back`,
    async play() {
      return {
        expected: `one comment to ${max} people, who are all there on ${day}`,
        async check() {
          const said = (await work.said(aylin, card.id)).filter(
            ({ headline }) => headline.kind === 'complete',
          );
          const { text = '', mentions = [] } = said[0] ?? {};
          const proposed = /all of you are there is (\w+), (\d+ \w+)/.exec(text);
          const count = said.length === 1 ? 'one comment' : `${said.length} comments`;
          return `${count} to ${mentions.length} people, who are all there on ${proposed ? `${proposed[1]} ${proposed[2]}` : 'no day'}`;
        },
      };
    },
  };
}
