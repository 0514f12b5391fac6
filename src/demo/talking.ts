// Between the acts: people say things to Liaison in comments, and are answered in the thread.
import { addDays } from '../domain/schedule/calendar.ts';
import type { Cast } from './cast.ts';
import type { Scene } from './moment.ts';
import { datesOf } from './running.ts';
import type { DemoStage } from './stage.ts';
import { latest } from './words.ts';

const RULE = 'team-size';
const REASON = 'Jonas knows the old invoices by heart';
/** The waiver outlasts the story, so that it does not end in the middle of another moment. */
const WAIVED_DAYS = 21;

/** The scenes in which somebody asks for an exception, the supporter grants it, and somebody asks why. */
export function talkingScenes(stage: DemoStage, cast: Cast): Scene[] {
  const { work, loaded } = stage;
  const { card, jonas, tom, aylin } = cast;
  const rules = Object.keys(loaded.playbook.rules);
  const max = loaded.playbook.rules[RULE]?.max ?? 0;
  const until = addDays(datesOf(stage).dueOn, WAIVED_DAYS);

  const waivedInStatus = async (): Promise<string> => {
    const status = latest(await work.said(tom, card.id), 'status');
    const line = status?.text.split('\n').find(candidate => candidate.includes('Waived until'));
    return line?.includes(tom.name) && line.includes(REASON)
      ? `waived by ${tom.name}, with the reason`
      : 'nothing of a waiver';
  };

  return [
    whatElse(stage, cast),
    {
      name: 'May I?',
      who: jonas.name,
      did: `would like to join all the same, and writes “/waive ${RULE} because ${REASON}” on the card`,
      liaison: 'answers in the thread who may decide that, and changes nothing',
      async play() {
        const said = await work.say(jonas, card.id, `/waive ${RULE} because ${REASON}`);
        return {
          expected:
            'one answer: the supporter may, nothing has changed; the status comment says nothing of a waiver',
          async check() {
            const answers = await work.answers(jonas, said);
            const [answer] = answers;
            const who = answer?.text.includes('the supporter') ? 'the supporter may' : 'nobody is named';
            const change = answer?.text.includes('Nothing has changed') ? 'nothing has changed' : 'no word';
            const count = countOf(answers);
            return `${count}: ${who}, ${change}; the status comment says ${await waivedInStatus()}`;
          },
        };
      },
    },
    {
      name: 'An exception',
      who: tom.name,
      did: `supports the team and writes “/waive ${RULE} until ${until} because ${REASON}”; then ${jonas.name} joins again`,
      liaison: 'answers in the thread, lets him stay, and shows the exception where everybody looks',
      async play() {
        const said = await work.say(tom, card.id, `/waive ${RULE} until ${until} because ${REASON}`);
        await stage.comesToRest();
        await work.join(jonas, card.id);
        return {
          expected: `one answer: ${RULE} until ${until}; ${max + 1} people on the team; the status comment says waived by ${tom.name}, with the reason`,
          async check() {
            const answers = await work.answers(tom, said);
            const { rules: waived = [], until: end } = answers[0]?.headline ?? {};
            const count = countOf(answers);
            const { assignees } = await work.task(tom, card.id);
            return `${count}: ${waived.join(', ') || 'nothing'} until ${end}; ${assignees.length} people on the team; the status comment says ${await waivedInStatus()}`;
          },
        };
      },
    },
    {
      name: 'Why does it stand like this?',
      who: aylin.name,
      did: 'writes “/explain” on the card',
      liaison: 'goes through every rule of the playbook in the thread, also those that have their time later',
      async play() {
        const said = await work.say(aylin, card.id, '/explain');
        return {
          expected: `an answer about ${rules.length} of ${rules.length} rules`,
          async check() {
            const [answer] = await work.answers(aylin, said);
            const told = rules.filter(rule => answer?.text.includes(` ${rule}: `));
            return `${answer ? 'an' : 'no'} answer about ${told.length} of ${rules.length} rules`;
          },
        };
      },
    },
  ];
}

function whatElse({ work }: DemoStage, { card, nextCard, jonas }: Cast): Scene {
  return {
    name: 'Where am I needed?',
    who: jonas.name,
    did: 'writes “/next” on the card',
    liaison: 'answers with the cards that look for somebody like him, the most important first',
    async play() {
      const said = await work.say(jonas, card.id, '/next');
      return {
        expected: `one answer, which names “${nextCard.name}” and not this card`,
        async check() {
          const answers = await work.answers(jonas, said);
          const text = answers[0]?.text ?? '';
          const count = countOf(answers);
          const named = text.includes(nextCard.name) ? `names “${nextCard.name}”` : 'does not name it';
          return `${count}, which ${named} and ${text.includes(card.name) ? 'this card too' : 'not this card'}`;
        },
      };
    },
  };
}

function countOf(answers: readonly unknown[]): string {
  return answers.length === 1 ? 'one answer' : `${answers.length} answers`;
}
