// What people read of Liaison in both languages, for the small inputs of which each was once answered wrongly.
import type { RawComment } from '../support/people.ts';
import { type Stage, type StageOptions, who } from './rules-stage.ts';
import { SELDOM } from './stage-for-test.ts';

export type Language = 'en' | 'de';
export const LANGUAGES: Language[] = ['en', 'de'];

/** The playbook's keys for a company that speaks that language. */
export const speaking = (locale: Language): StageOptions => ({
  playbook: { locale },
  asks: SELDOM,
});

/** How what Liaison says begins. */
export const SAYS = {
  en: {
    status: 'How this customer result stands',
    asks: 'Liaison asks: ',
    resting: 'Resting for now: ',
    excused: 'Waived, nothing to answer: ',
    rests: 'rests',
    running: 'is running',
    answers: 'Liaison answers “',
    doNotKnow: 'I do not know',
    didYouMean: 'Did you mean this?',
    seatFree: 'Seat free: ',
    teamOf: (size: number) => `Team of ${size} people`,
    waived: (rule: string, until: string) => `Waived until ${until}: ${rule}`,
    snoozed: (until: string) => `Snoozed until ${until}`,
    reminder: 'Feedback reminder ',
    lastReminder: ', the last',
  },
  de: {
    status: 'So steht es um dieses Kundenergebnis',
    asks: 'Liaison fragt: ',
    resting: 'Ruht vorerst: ',
    excused: 'Ausgenommen, keine Antwort nötig: ',
    rests: 'ruht',
    running: 'in Arbeit',
    answers: 'Liaison antwortet auf „',
    doNotKnow: 'kenne ich nicht',
    didYouMean: 'Meinst du das?',
    seatFree: 'Platz frei: ',
    teamOf: (size: number) => `Team mit ${size} Personen`,
    waived: (rule: string, until: string) => `Ausgenommen bis ${until}: ${rule}`,
    snoozed: (until: string) => `Pausiert bis ${until}`,
    reminder: 'Erinnerung an Rückmeldungen ',
    lastReminder: ', die letzte',
  },
} as const;

/** What Liaison says on a task, the newest first. */
export async function saidOn({ people, inTime }: Stage, taskId: string): Promise<RawComment[]> {
  const comments = await inTime(people.comments(taskId));
  return comments.filter(({ user }) => user.id === people.botId);
}

/** The one status comment of the card that everything is about. */
export async function statusOf(
  stage: Stage,
  language: Language,
  id = stage.cardIds[0] ?? '',
): Promise<string> {
  const found = (await saidOn(stage, id)).filter(({ comment_text: text }) =>
    text.startsWith(SAYS[language].status),
  );
  if (found.length !== 1) throw new Error(`There are ${found.length} status comments.`);
  return found[0]?.comment_text ?? '';
}

/** The comments of the card that begin like that, as first lines. */
export async function headlines(
  stage: Stage,
  beginning = '',
  id = stage.cardIds[0] ?? '',
): Promise<string[]> {
  return (await saidOn(stage, id))
    .map(({ comment_text: text }) => text.split('\n', 1)[0]?.trim() ?? '')
    .filter(line => line.startsWith(beginning));
}

/** Somebody writes that on a task or, where a comment is named, in its thread; answers with what Liaison says to it. */
export async function answersTo(
  stage: Stage,
  { to, task, by, ...said }: { to?: string; task?: string; by: string; text?: string; comment?: object[] },
): Promise<string[]> {
  const { people, inTime, cardIds } = stage;
  const path = to === undefined ? `/task/${task ?? cardIds[0]}/comment` : `/comment/${to}/reply`;
  const body = said.comment ? { comment: said.comment } : { comment_text: said.text };
  const { id } = await inTime(people.ask<{ id: number }>('POST', path, body, who(people, by)));
  await stage.rest();
  const answers = await inTime(people.thread(to ?? String(id)));
  return answers.filter(({ user }) => user.id === people.botId).map(({ comment_text: text }) => text);
}

/** The team lists by name, with what their descriptions say. */
export async function listsOf({ people, inTime }: Stage) {
  const lists = await inTime(people.lists());
  return Promise.all(lists.map(({ id }) => inTime(people.list(id))));
}

/** Somebody of the company by first name. */
export const idOf = ({ people }: Stage, name: string): number => who(people, name).id;
