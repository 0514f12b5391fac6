// The first act: Liaison meets the board, a team forms, and the rules hold while people try things.
import { phaseOf } from '../domain/customer-result.ts';
import type { Actor } from './actor.ts';
import { absenceScene, completeScene } from './being-there.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import type { SeenTask, TeamListPage } from './seen.ts';
import type { DemoStage } from './stage.ts';
import { latest, lineAfter } from './words.ts';

const SOON_MS = 3_000;

/** The scenes until the team is complete and has a supporter. */
export function formingScenes(stage: DemoStage, cast: Cast): Scene[] {
  const scenes = [
    meetTheBoard,
    nextCardOpens,
    teamForms,
    absenceScene,
    oneTooMany,
    tooEarly,
    unfitSupporter,
    experiencedSupporter,
    completeScene,
  ];
  return scenes.map(scene => scene(stage, cast));
}

function meetTheBoard(stage: DemoStage, { amara }: Cast): Scene {
  const { work, loaded } = stage;
  const { phases } = loaded.playbook;
  const say = (lists: number, proper: number, atWork: number, talked: number, open: number) =>
    `${lists} team lists; ${proper} of ${atWork} running and evaluating customer results have exactly one, with exactly one page “About this list”; ${talked} of ${open} forming ones have one status comment`;

  return {
    name: 'Liaison meets the board',
    who: 'Liaison',
    did: 'starts for the first time, beside a board that people have been using for a while',
    liaison:
      'gives every customer result at work a list of its own, and says on forming ones what is missing',
    async play() {
      const cards = await work.cards(amara);
      const inPhase = (...wanted: string[]) =>
        cards.filter(({ status }) => wanted.includes(phaseOf(status, phases) ?? ''));
      const atWork = inPhase('running', 'evaluating');
      const open = inPhase('forming');
      await stage.startLiaison();
      return {
        expected: say(atWork.length, atWork.length, atWork.length, open.length, open.length),
        async check() {
          const lists = await work.teamLists(amara);
          const proper = await countProperLists(stage, amara, atWork, lists);
          const talked = await countStatuses(stage, amara, open);
          return say(lists.length, proper, atWork.length, talked, open.length);
        },
      };
    },
  };
}

/** How many of the cards have exactly one team list, with exactly one page about it. */
async function countProperLists(
  { work }: DemoStage,
  reader: Actor,
  cards: readonly SeenTask[],
  lists: readonly TeamListPage[],
): Promise<number> {
  let proper = 0;
  for (const { id } of cards) {
    const [own, ...others] = lists.filter(list => list.content?.includes(`/t/${id}`));
    if (!own || others.length > 0) continue;
    const pages = (await work.tasks(reader, own.id)).filter(task => task.name === 'About this list');
    if (pages.length === 1) proper++;
  }
  return proper;
}

/** How many of the cards have exactly one status comment. */
async function countStatuses(
  { work }: DemoStage,
  reader: Actor,
  cards: readonly SeenTask[],
): Promise<number> {
  let talked = 0;
  for (const { id } of cards) {
    const statuses = (await work.said(reader, id)).filter(({ headline }) => headline.kind === 'status');
    if (statuses.length === 1) talked++;
  }
  return talked;
}

function nextCardOpens(stage: DemoStage, cast: Cast): Scene {
  const { work } = stage;
  const { nextCard, amara } = cast;
  const forming = cast.statusOf('forming');

  return {
    name: 'The next card opens',
    who: amara.name,
    did: `moves “${nextCard.name}” to “${forming}”, so that people can join`,
    liaison: 'says on the card what its team still needs',
    async play() {
      await work.move(amara, nextCard.id, forming);
      return {
        expected:
          'a status comment; open seats: 2 more people, a supporter, somebody from Support, somebody from Engineering',
        async check() {
          const status = latest(await work.said(amara, nextCard.id), 'status');
          return `${status ? 'a' : 'no'} status comment; open seats: ${lineAfter(status, 'Open seats:')}`;
        },
      };
    },
  };
}

function teamForms(stage: DemoStage, cast: Cast): Scene {
  const { work } = stage;
  const { card, lukas, noah, aylin } = cast;
  const max = stage.loaded.playbook.rules['team-size']?.max ?? 0;

  return {
    name: 'A team forms',
    who: `${lukas.name}, ${noah.name} and ${aylin.name}`,
    did: `assign themselves to “${card.name}”, one after the other`,
    liaison: 'keeps that one comment up to date, in place',
    async play() {
      for (const joiner of [lukas, noah, aylin]) await work.join(joiner, card.id);
      return {
        expected: `${max} people on the card; the status comment says “Team of ${max} people”`,
        async check() {
          const { assignees } = await work.task(aylin, card.id);
          const status = latest(await work.said(aylin, card.id), 'status');
          const team = /Team of \d+ people/.exec(status?.text ?? '')?.[0] ?? 'nothing of a team';
          return `${assignees.length} people on the card; the status comment says “${team}”`;
        },
      };
    },
  };
}

function oneTooMany(stage: DemoStage, cast: Cast): Scene {
  const { work } = stage;
  const { card, nextCard, jonas } = cast;
  const max = stage.loaded.playbook.rules['team-size']?.max ?? 0;

  return {
    name: 'One too many',
    who: jonas.name,
    did: 'assigns himself as the sixth',
    liaison: 'explains why on the card, takes him off again and names a card that looks for people like him',
    async play() {
      const startedAt = performance.now();
      let offAfterMs: number | null = null;
      await work.join(jonas, card.id);
      return {
        expected: `${max} people on the team, ${jonas.name} off again within 3 seconds; a comment to ${jonas.name} says why (at most ${max}) and offers “${nextCard.name}”`,
        async check() {
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
  };
}

function tooEarly(stage: DemoStage, cast: Cast): Scene {
  const { work } = stage;
  const { card, priya } = cast;
  const forming = cast.statusOf('forming');
  const running = cast.statusOf('running');

  return {
    name: 'Too early',
    who: priya.name,
    did: `moves the card to “${running}”, although nobody supports the team yet`,
    liaison: 'explains why on the card and moves it back',
    async play() {
      await work.move(priya, card.id, running);
      return {
        expected: `the card is “${forming}” again; a comment to ${priya.name} explains it by supporter-present`,
        async check() {
          const { status } = await work.task(priya, card.id);
          const undo = latest(await work.said(priya, card.id), 'undo', 'supporter-present');
          const told = undo
            ? `a comment to ${undo.mentions.join(', ')} explains it by ${undo.headline.rules.join(', ')}`
            : 'no comment';
          return `the card is “${status}”${status === forming ? ' again' : ''}; ${told}`;
        },
      };
    },
  };
}

function unfitSupporter(stage: DemoStage, cast: Cast): Scene {
  const { work } = stage;
  const { card, oskar, mateo } = cast;

  return {
    name: 'A supporter who is none',
    who: oskar.name,
    did: `names ${mateo.name} as supporter, who is not in the supporters' pool`,
    liaison: 'has no former supporter to put back, so it asks somebody who can mend it',
    async play() {
      await work.changeSupporter(oskar, card.id, { add: [mateo], remove: [] });
      const { assignees } = await work.task(oskar, card.id);
      return {
        expected: `an open question about supporter-eligible, assigned to ${assignees[0]?.username}`,
        check: () => readQuestion(stage, cast, 'open'),
      };
    },
  };
}

function experiencedSupporter(stage: DemoStage, cast: Cast): Scene {
  const { work } = stage;
  const { card, oskar, mateo, tom } = cast;

  return {
    name: 'An experienced supporter',
    who: oskar.name,
    did: `asks ${tom.name} instead and sets the field`,
    liaison: 'closes its question by itself',
    async play() {
      await work.changeSupporter(oskar, card.id, { add: [tom], remove: [mateo] });
      return {
        expected: `the question about supporter-eligible is closed, “Mended”; the status comment says “Supported by ${tom.name}”`,
        async check() {
          const said = await work.said(oskar, card.id);
          const status = latest(said, 'status');
          const supported = /Supported by [^.]+/.exec(status?.text ?? '')?.[0] ?? 'nothing of a supporter';
          return `${await readQuestion(stage, cast, 'closed')}; the status comment says “${supported}”`;
        },
      };
    },
  };
}

/** The latest question on the card, in the words in which it is expected. */
async function readQuestion(
  { work }: DemoStage,
  { oskar, card }: Cast,
  as: 'open' | 'closed',
): Promise<string> {
  const ask = latest(await work.said(oskar, card.id), 'ask');
  if (!ask) return 'no question';
  const about = ask.headline.rules.join(', ');
  if (as === 'open') {
    return `${ask.isResolved ? 'a closed' : 'an open'} question about ${about}, assigned to ${ask.assignee}`;
  }
  const mended = ask.headline.isMended ? '“Mended”' : 'not mended';
  return `the question about ${about} is ${ask.isResolved ? 'closed' : 'open'}, ${mended}`;
}
