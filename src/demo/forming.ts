// The first act: Liaison meets the board, a team forms, and the rules hold while people try things.
import { phaseOf } from '../domain/customer-result.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import type { DemoStage } from './stage.ts';
import { latest, lineAfter } from './words.ts';

const SOON_MS = 3_000;

/** The scenes until the team is complete and has a supporter. */
export function formingScenes(stage: DemoStage, cast: Cast): Scene[] {
  const { work, loaded } = stage;
  const { phases, rules } = loaded.playbook;
  const { card, nextCard, amara, lukas, noah, aylin, jonas, priya, oskar, mateo, tom } = cast;
  const forming = cast.statusOf('forming');
  const running = cast.statusOf('running');
  const max = rules['team-size']?.max ?? 0;

  const meetTheBoard = async (): Promise<{ expected: string; look(): Promise<string> }> => {
    const cards = await work.cards(amara);
    const inPhase = (...wanted: string[]) =>
      cards.filter(({ status }) => wanted.includes(phaseOf(status, phases) ?? ''));
    const atWork = inPhase('running', 'evaluating');
    const open = inPhase('forming');
    const say = (lists: number, proper: number, talked: number) =>
      `${lists} team lists; ${proper} of ${atWork.length} running and evaluating customer results have exactly one, with exactly one page “About this list”; ${talked} of ${open.length} forming ones have one status comment`;
    await stage.startLiaison();
    return {
      expected: say(atWork.length, atWork.length, open.length),
      async look() {
        const lists = await work.teamLists(amara);
        let proper = 0;
        for (const { id } of atWork) {
          const [own, ...others] = lists.filter(list => list.content?.includes(`/t/${id}`));
          if (!own || others.length > 0) continue;
          const pages = (await work.tasks(amara, own.id)).filter(task => task.name === 'About this list');
          if (pages.length === 1) proper++;
        }
        let talked = 0;
        for (const { id } of open) {
          const statuses = (await work.said(amara, id)).filter(({ headline }) => headline.kind === 'status');
          if (statuses.length === 1) talked++;
        }
        return say(lists.length, proper, talked);
      },
    };
  };

  return [
    {
      name: 'Liaison meets the board',
      who: 'Liaison',
      did: 'starts for the first time, beside a board that people have been using for a while',
      liaison:
        'gives every customer result at work a list of its own, and says on forming ones what is missing',
      play: meetTheBoard,
    },
    {
      name: 'The next card opens',
      who: amara.name,
      did: `moves “${nextCard.name}” to “${forming}”, so that people can join`,
      liaison: 'says on the card what its team still needs',
      async play() {
        await work.move(amara, nextCard.id, forming);
        return {
          expected:
            'a status comment; open seats: 2 more people, a supporter, somebody from Support, somebody from Engineering',
          async look() {
            const status = latest(await work.said(amara, nextCard.id), 'status');
            return `${status ? 'a' : 'no'} status comment; open seats: ${lineAfter(status, 'Open seats:')}`;
          },
        };
      },
    },
    {
      name: 'A team forms',
      who: `${lukas.name}, ${noah.name} and ${aylin.name}`,
      did: `assign themselves to “${card.name}”, one after the other`,
      liaison: 'keeps that one comment up to date, in place',
      async play() {
        for (const joiner of [lukas, noah, aylin]) await work.join(joiner, card.id);
        return {
          expected: `${max} people on the card; the status comment says “Team of ${max} people”`,
          async look() {
            const { assignees } = await work.task(aylin, card.id);
            const status = latest(await work.said(aylin, card.id), 'status');
            const team = /Team of \d+ people/.exec(status?.text ?? '')?.[0] ?? 'nothing of a team';
            return `${assignees.length} people on the card; the status comment says “${team}”`;
          },
        };
      },
    },
    {
      name: 'One too many',
      who: jonas.name,
      did: 'assigns himself as the sixth',
      liaison:
        'explains why on the card, takes him off again and names a card that looks for people like him',
      async play() {
        const startedAt = performance.now();
        let offAfterMs: number | null = null;
        await work.join(jonas, card.id);
        return {
          expected: `${max} people on the team, ${jonas.name} off again within 3 seconds; a comment to ${jonas.name} says why (at most ${max}) and offers “${nextCard.name}”`,
          async look() {
            const { assignees } = await work.task(jonas, card.id);
            const isOn = assignees.some(person => person.id === jonas.id);
            if (!isOn) offAfterMs ??= performance.now() - startedAt;
            const undo = latest(await work.said(jonas, card.id), 'undo', 'team-size');
            const why = undo?.text.includes(`at most ${max}`)
              ? `says why (at most ${max})`
              : 'does not say why';
            const off =
              offAfterMs === null
                ? 'still on it'
                : `off again ${offAfterMs <= SOON_MS ? 'within 3 seconds' : `after ${(offAfterMs / 1_000).toFixed(1)} seconds`}`;
            const offers = (await cast.cardNames(jonas, undo?.links ?? [])).map(name => `“${name}”`);
            const told = undo
              ? `a comment to ${undo.mentions.join(', ')} ${why} and offers ${offers.join(', ') || 'nothing'}`
              : 'no comment';
            return `${assignees.length} people on the team, ${jonas.name} ${off}; ${told}`;
          },
        };
      },
    },
    {
      name: 'Too early',
      who: priya.name,
      did: `moves the card to “${running}”, although nobody supports the team yet`,
      liaison: 'explains why on the card and moves it back',
      async play() {
        await work.move(priya, card.id, running);
        return {
          expected: `the card is “${forming}” again; a comment to ${priya.name} explains it by supporter-present`,
          async look() {
            const { status } = await work.task(priya, card.id);
            const undo = latest(await work.said(priya, card.id), 'undo', 'supporter-present');
            const told = undo
              ? `a comment to ${undo.mentions.join(', ')} explains it by ${undo.headline.rules.join(', ')}`
              : 'no comment';
            return `the card is “${status}”${status === forming ? ' again' : ''}; ${told}`;
          },
        };
      },
    },
    {
      name: 'A supporter who is none',
      who: oskar.name,
      did: `names ${mateo.name} as supporter, who is not in the supporters' pool`,
      liaison: 'has no former supporter to put back, so it asks somebody who can mend it',
      async play() {
        await work.changeSupporter(oskar, card.id, { add: [mateo], remove: [] });
        const { assignees } = await work.task(oskar, card.id);
        return {
          expected: `an open question about supporter-eligible, assigned to ${assignees[0]?.username}`,
          look: () => lookAtQuestion('open'),
        };
      },
    },
    {
      name: 'An experienced supporter',
      who: oskar.name,
      did: `asks ${tom.name} instead and sets the field`,
      liaison: 'closes its question by itself',
      async play() {
        await work.changeSupporter(oskar, card.id, { add: [tom], remove: [mateo] });
        return {
          expected: `the question about supporter-eligible is closed, “Mended”; the status comment says “Supported by ${tom.name}”`,
          async look() {
            const said = await work.said(oskar, card.id);
            const status = latest(said, 'status');
            const supported = /Supported by [^.]+/.exec(status?.text ?? '')?.[0] ?? 'nothing of a supporter';
            return `${await lookAtQuestion('closed')}; the status comment says “${supported}”`;
          },
        };
      },
    },
  ];

  async function lookAtQuestion(as: 'open' | 'closed'): Promise<string> {
    const ask = latest(await work.said(oskar, card.id), 'ask');
    if (!ask) return 'no question';
    const about = ask.headline.rules.join(', ');
    if (as === 'open') {
      return `${ask.isResolved ? 'a closed' : 'an open'} question about ${about}, assigned to ${ask.assignee}`;
    }
    const mended = ask.headline.isMended ? '“Mended”' : 'not mended';
    return `the question about ${about} is ${ask.isResolved ? 'closed' : 'open'}, ${mended}`;
  }
}
