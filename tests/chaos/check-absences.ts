// Nobody who is away is asked, reminded or given work, and nobody reads why they are away.
import { dayOf } from '../../src/domain/schedule/calendar.ts';
import type { RawComment, RawTask } from '../support/people.ts';
import type { Rest } from './rest.ts';

const TO_SOMEBODY =
  /^(Liaison asks|Welcome back|Feedback reminder|Mended|Waived, nothing|No longer asked|Team complete|What may come next)/;

/** What is wrong about people who were away, in sentences; `items` are all tasks of team lists. */
export async function wrongAboutAbsences(rest: Rest, items: readonly RawTask[]): Promise<string[]> {
  const { people, did, loaded, skewMs, time, cardIds } = rest;
  const { zone } = loaded.playbook.calendar;
  const away = did.flatMap(({ what }) => {
    const [, id, until] = /^away (\d+) until (\S+)$/.exec(what) ?? [];
    return id === undefined || until === undefined ? [] : [{ id: Number(id), until }];
  });
  if (away.length === 0) return [];
  const wrong: string[] = [];
  const today = dayOf(time.now(), zone);
  const isAway = (id: number, day: string) => away.some(one => one.id === id && day <= one.until);
  const managed = items.filter(({ tags }) => tags.some(({ name }) => name.startsWith('liaison-')));
  for (const task of [...cardIds.map(id => ({ id })), ...managed]) {
    const comments = await people.comments(task.id).catch((): RawComment[] => []);
    for (const { comment_text: text, assignee, date, user } of comments) {
      if (user?.id !== people.botId) continue;
      if (text.includes('In hospital')) wrong.push(`${task.id}: it says why somebody is away: ${text}`);
      const day = dayOf(Number(date) - skewMs, zone);
      const [asked] = TO_SOMEBODY.test(text)
        ? people.all.filter(
            ({ id, username }) => isAway(id, day) && (assignee?.id === id || text.includes(`@${username}`)),
          )
        : [];
      if (asked) wrong.push(`${task.id}: ${asked.username} is away and was asked: ${text}`);
    }
  }
  // Whoever was put on a task by hand stays on it.
  const isByHand = did.some(({ what }) => /^item \S+ \S+ people/.test(what));
  for (const item of isByHand ? [] : managed) {
    const given = item.assignees.find(({ id }) => isAway(id, today));
    if (given) wrong.push(`${item.id} (“${item.name}”) was given to ${given.id}, who is away`);
  }
  return wrong;
}
